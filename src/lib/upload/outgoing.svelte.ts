/**
 * Every take of this device that the server does not have yet, whatever page is open: takes being recorded, and those
 * that an earlier page left behind.
 */
import { SvelteMap } from 'svelte/reactivity';
import { openDeviceSpool } from '../recording/device-spool.browser.ts';
import { hold, holdIfFree } from '../recording/one-page.browser.ts';
import { makePlayable } from '../recording/playable.browser.ts';
import { createOverflowSpool, type OverflowSpool } from '../recording/spool-overflow.ts';
import type { NewSpooledTake, Spool, SpooledTake } from '../recording/spool.ts';
import { recordingLock, sendingLock } from '../recording/take-locks.ts';
import { WebmIndex } from '../recording/webm-index.ts';
import { sendTake, type SendingTake } from './send.browser.ts';
import type { Sending } from './sending.ts';
import { untilReady } from './until-ready.browser.ts';
import { noteUpload } from './upload-speed.browser.ts';

export interface OutgoingTake {
	take: NewSpooledTake & Pick<SpooledTake, 'durationMs'>;
	sending: Sending;
	/** Left behind by a page that ended before it could finish: the person should hear of it. */
	recovered: boolean;
	/** The server has all of it and cannot make it play: perhaps the copy of this device is the better one. */
	isUnplayable?: boolean;
}

/** The most that a page holds of what neither the device nor the server has, in bytes. */
const MOST_UNSAFE_BYTES = 256_000_000;
/** From here on the person is warned, in bytes. */
export const WARN_UNSAFE_BYTES = 32_000_000;

/** A page that was only reloaded takes up its own first: others wait this long, in milliseconds. */
const HEIR_WAITS_MS = 3000;

class Outgoing {
	list = $state<OutgoingTake[]>([]);
	/** False where the browser keeps nothing: then a take is only as safe as what has been sent. */
	keepsOnDevice = $state(true);
	/** The device took no more in the middle of a take, which goes straight to the server since then. */
	deviceIsFull = $state(false);
	/** Bytes that neither the device nor the server has; more than `WARN_UNSAFE_BYTES` is worth a warning. */
	unsafeBytes = $state(0);
	/** The mark of the person who is signed in: whose takes are recorded here, and whose can be told of. */
	ownerMark = $state<string>();
	#spool: Promise<OverflowSpool> | undefined;
	#senders = new Map<string, SendingTake>();
	#holds = new Map<string, number>();
	#safe = new Set<string>();
	#indexes = new Map<string, WebmIndex>();
	#waiting = new Map<string, (() => void)[]>();
	#cutShort = new SvelteMap<string, true>();
	#heirs = new Set<string>();
	#recovering: Promise<void> = Promise.resolve();
	/** How to stop asking whether the server can play a take. */
	#asking = new Map<string, AbortController>();
	/** Takes that the server has, in the take of this id, of which it could not be learnt whether it can play them. */
	#unanswered = new Map<string, string>();

	/** The spool of this device; what it has no room for goes on in memory. */
	spool(): Promise<Spool> {
		return this.#openSpool();
	}

	#openSpool(): Promise<OverflowSpool> {
		this.#spool ??= openDeviceSpool().then(({ spool, keeps }) => {
			this.keepsOnDevice = keeps;
			return createOverflowSpool(spool, {
				keeps,
				mostUnsafeBytes: MOST_UNSAFE_BYTES,
				onOverflow: () => (this.deviceIsFull = true)
			});
		});
		return this.#spool;
	}

	/** A chunk of a take that is recorded by this page is in the spool: sends it on, and notes where playing can begin. */
	async written(take: NewSpooledTake, chunk: Uint8Array | null): Promise<void> {
		const spool = await this.#openSpool();
		if (chunk) this.#note(take, chunk);
		else if ((await spool.describe(take.takeId).catch(() => null))?.bytes === 0) {
			// stopped before the first picture: there is nothing that a server could keep
			return spool.remove(take.takeId);
		}
		this.send(spool, { ...take, durationMs: 0 }).wake();
		await this.#countUnsafe();
	}

	async #countUnsafe(): Promise<void> {
		const spool = await this.#openSpool();
		this.unsafeBytes = await spool.unsafeBytes().catch(() => this.unsafeBytes);
	}

	/** Starts sending a take that is in the spool, while it is recorded or afterwards. */
	send(
		spool: Spool,
		take: OutgoingTake['take'],
		recovered = false,
		resumed = recovered
	): SendingTake {
		const known = this.#senders.get(take.takeId);
		if (known) return known;
		const { takeId } = take;
		const others = this.list.filter((each) => each.take.takeId !== takeId);
		const sending: Sending = { state: 'waiting', sentBytes: 0, totalBytes: 0 };
		this.list = [...others, { take, recovered, sending }];
		const sender = sendTake({
			spool,
			takeId,
			resumed,
			report: (sending) => this.#report(takeId, sending),
			safe: (uploadId) => this.#letGoWhenReady(takeId, uploadId),
			deleted: () => this.discard(takeId),
			measured: noteUpload
		});
		this.#senders.set(takeId, sender);
		// one that broke down makes room for another
		sender.settled.catch(() => {
			if (this.#senders.get(takeId) === sender) this.#senders.delete(takeId);
		});
		return sender;
	}

	/** Somebody is signed in, or nobody is: tries again what was refused to the one before. */
	setOwner(mark: string | undefined): void {
		if (mark === this.ownerMark) return;
		this.ownerMark = mark;
		for (const sender of this.#senders.values()) sender.again();
		for (const [takeId, uploadId] of this.#unanswered) {
			void this.#letGoWhenReady(takeId, uploadId).catch(() => undefined);
		}
	}

	/** Was this recorded by somebody else than the person who is here? A guest has no account that could tell. */
	isSomebodyElses({ ownerMark, isGuest }: OutgoingTake['take']): boolean {
		return ownerMark !== undefined && !isGuest && ownerMark !== this.ownerMark;
	}

	/** Keeps a take's bytes on this device, also when the server has them all, until the returned function is called. */
	hold(takeId: string): () => void {
		this.#holds.set(takeId, (this.#holds.get(takeId) ?? 0) + 1);
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			const left = (this.#holds.get(takeId) ?? 1) - 1;
			if (left > 0) this.#holds.set(takeId, left);
			else this.#holds.delete(takeId);
			void this.#letGo(takeId, this.#safe.has(takeId)).catch(() => undefined);
		};
	}

	/** What this device has of a take, read only as it is needed; null when nothing is here. Hold the take meanwhile. */
	async blobOf(takeId: string): Promise<Blob | null> {
		return (await this.#openSpool()).blob(takeId);
	}

	/** The same with a length and an index in front, so that it can be played from any point. Hold the take meanwhile. */
	async playable(takeId: string): Promise<Blob | null> {
		const blob = await this.blobOf(takeId);
		return blob && makePlayable(blob, this.#indexes.get(takeId));
	}

	/** Has the server heard of this take? True as well for one that this page does not send: then only the server knows. */
	isAnnounced(takeId: string): boolean {
		const sending = this.list.find((each) => each.take.takeId === takeId)?.sending;
		// a take that is held here begins to be sent with its first chunk
		if (!sending) return !this.#holds.has(takeId);
		return 'sentBytes' in sending ? sending.sentBytes > 0 : sending.state === 'safe';
	}

	/** Resolves when the server has heard of the take, so that what belongs to it can be sent. */
	async announced(takeId: string): Promise<void> {
		if (this.isAnnounced(takeId)) return;
		await new Promise<void>((go) => {
			this.#waiting.set(takeId, [...(this.#waiting.get(takeId) ?? []), go]);
		});
	}

	/**
	 * Takes up what earlier pages left behind; takes that another page records or sends right now are left to it, for as
	 * long as it is there. Never rejects: an interview waits for this.
	 * Returns the ids of those that were found cut short since this page was opened.
	 */
	async recover(): Promise<string[]> {
		this.#recovering = this.#recovering.then(() => this.#lookForTakes()).catch(() => undefined);
		await this.#recovering;
		return [...this.#cutShort.keys()];
	}

	async #lookForTakes(): Promise<void> {
		const spool = await this.#openSpool();
		for (const { takeId } of await spool.list()) {
			// one that cannot be read must not stand in the way of the others, or of the interview
			await this.#lookAt(spool, takeId).catch(() => undefined);
		}
	}

	async #lookAt(spool: Spool, takeId: string): Promise<void> {
		if (this.#senders.has(takeId)) return;
		const letGo = await holdIfFree(recordingLock(takeId));
		if (!letGo) return this.#inherit(spool, takeId);
		await this.#recoverTake(spool, takeId).finally(letGo);
	}

	/** Waits until no other page records or sends the take, and then looks what that page has left of it. */
	#inherit(spool: Spool, takeId: string): void {
		if (this.#heirs.has(takeId)) return;
		this.#heirs.add(takeId);
		void (async () => {
			for (const name of [recordingLock(takeId), sendingLock(takeId)]) (await hold(name))();
			await new Promise((done) => setTimeout(done, HEIR_WAITS_MS));
			this.#heirs.delete(takeId);
			await this.#lookAt(spool, takeId);
		})().catch(() => undefined);
	}

	async #recoverTake(spool: Spool, takeId: string): Promise<void> {
		const isFree = await holdIfFree(sendingLock(takeId));
		if (!isFree) return this.#inherit(spool, takeId);
		isFree();
		const take = await spool.describe(takeId);
		if (!take) return;
		if (take.bytes === 0 && take.confirmedBytes === 0) return spool.remove(takeId);
		if (!take.finished) {
			await spool.finish(takeId);
			this.#cutShort.set(takeId, true);
		}
		const whole = (await spool.describe(takeId)) ?? take;
		// the server had all of it, and only its last word is missing: nobody needs to hear of that
		const isNews = !take.finished || whole.confirmedBytes < whole.bytes;
		const sender = this.send(spool, whole, isNews, true);
		if (isNews) void this.#sendPicture(takeId, sender).catch(() => undefined);
	}

	/** The page that recorded it had the still picture in its memory only, and may have ended before the take was announced. */
	async #sendPicture(takeId: string, sender: SendingTake): Promise<void> {
		const { makePoster, sendPoster } = await import('./poster.browser.ts');
		const letGo = this.hold(takeId);
		const recording = await this.blobOf(takeId).catch(() => null);
		const picture = recording && (await makePoster(recording));
		letGo();
		if (picture && (await sender.settled)) await sendPoster(sender.uploadId, picture);
	}

	/** Tries now to send a take that waits or was refused. */
	again(takeId: string): void {
		const sender = this.#senders.get(takeId);
		if (sender) sender.again();
		else void this.recover();
	}

	/** Deletes a take from this device; for one that the server will not have. */
	async discard(takeId: string): Promise<void> {
		this.#senders.get(takeId)?.pause();
		this.#asking.get(takeId)?.abort();
		this.#unanswered.delete(takeId);
		this.#senders.delete(takeId);
		await (await this.#openSpool()).remove(takeId);
		this.#forget(takeId);
		this.list = this.list.filter((each) => each.take.takeId !== takeId);
	}

	/**
	 * Its owner deleted this take on the server: what is here of it goes too. Where the server had closed it and all of it
	 * is sent as another take, that one goes on.
	 */
	async discardDeleted(uploadId: string): Promise<void> {
		const [takeId] = [...this.#senders].find(([, each]) => each.uploadId === uploadId) ?? [];
		if (takeId !== undefined) return this.discard(takeId);
		// the copy that another page left: the server is asked, and says that the take is gone
		await this.#lookAt(await this.#openSpool(), uploadId);
	}

	/** Its owner deleted the session: every take of it on this device goes, whether it was sent or not. */
	async discardSession(sessionId: string): Promise<void> {
		const spool = await this.#openSpool();
		const own = (await spool.list()).filter((take) => take.sessionId === sessionId);
		for (const { takeId } of own) await this.discard(takeId);
	}

	/** The bytes stay here until the server has made a recording of them that plays, or its owner wants them no more. */
	async #letGoWhenReady(takeId: string, uploadId: string): Promise<void> {
		this.#asking.get(takeId)?.abort();
		const asking = new AbortController();
		this.#asking.set(takeId, asking);
		this.#unanswered.delete(takeId);
		const outcome = await untilReady(uploadId, asking.signal);
		if (asking.signal.aborted) return;
		this.#asking.delete(takeId);
		if (outcome === 'ready') await this.#letGo(takeId, true);
		else if (outcome === 'deleted') await this.discard(takeId);
		else if (outcome === 'unplayable') await this.#offer(takeId);
		else this.#unanswered.set(takeId, uploadId);
	}

	/** Leaves it to the person what becomes of the copy on this device. */
	async #offer(takeId: string): Promise<void> {
		const entry = this.list.find((each) => each.take.takeId === takeId);
		const take = await (await this.#openSpool()).describe(takeId);
		if (!entry || !take) return;
		entry.take = take;
		entry.isUnplayable = true;
	}

	async #letGo(takeId: string, isSafe: boolean): Promise<void> {
		if (!isSafe) return;
		this.#safe.add(takeId);
		if (this.#holds.has(takeId)) return;
		await (await this.#openSpool()).remove(takeId);
		this.#forget(takeId);
	}

	#forget(takeId: string): void {
		this.#safe.delete(takeId);
		this.#indexes.delete(takeId);
	}

	#note({ takeId, mimeType }: NewSpooledTake, chunk: Uint8Array): void {
		if (!mimeType.includes('/webm')) return;
		const index = this.#indexes.get(takeId) ?? new WebmIndex();
		this.#indexes.set(takeId, index);
		try {
			index.feed(chunk);
		} catch {
			// without an index the recording still plays from its start
		}
	}

	#report(takeId: string, sending: Sending): void {
		const entry = this.list.find((each) => each.take.takeId === takeId);
		if (entry) entry.sending = sending;
		void this.#countUnsafe();
		if (!this.isAnnounced(takeId)) return;
		for (const go of this.#waiting.get(takeId) ?? []) go();
		this.#waiting.delete(takeId);
	}
}

export const outgoing = new Outgoing();

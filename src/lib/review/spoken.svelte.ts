/**
 * Records one spoken or filmed comment into a spool of its own, so that a crash loses nothing and a comment is never
 * taken for an answer's take. Lengths in milliseconds.
 */
import {
	CameraClosed,
	closeCamera,
	openCamera,
	watchDevices
} from '../recording/camera.browser.ts';
import { NO_CHOICE } from '../recording/devices.ts';
import type { DeviceTrouble } from '../recording/device-trouble.ts';
import { makePlayable } from '../recording/playable.browser.ts';
import { chooseQuality, QUALITIES } from '../recording/quality.ts';
import { recordTake, type RunningTake } from '../recording/recorder.browser.ts';
import { openIndexedDbSpool } from '../recording/spool-indexeddb.browser.ts';
import { createMemorySpool } from '../recording/spool-memory.ts';
import type { Spool } from '../recording/spool.ts';
import { chooseTakeType, type TakeKind } from '../recording/take-type.ts';

export const LONGEST_SPOKEN_MS = 120_000;
/** A little early, because the recorder's last chunk comes after it was told to stop. */
const STOP_EARLY_MS = 500;
const TICK_MS = 250;
const DATABASE = 'vivavoce-spoken';
const MEMORY_BYTES = 64_000_000;

/** What a recording is a comment on. */
export interface SpokenDraft {
	/** The comment's id to be. */
	id: string;
	takeId: string;
	atMs: number;
	kind: TakeKind;
}

let opened: Promise<Spool> | undefined;
const openSpool = () =>
	(opened ??= openIndexedDbSpool(DATABASE).catch(() => createMemorySpool(MEMORY_BYTES)));

export class SpokenRecorder {
	state = $state<'idle' | 'opening' | 'recording' | 'done'>('idle');
	draft = $state.raw<SpokenDraft | null>(null);
	lengthMs = $state(0);
	reachedEnd = $state(false);
	/** Left behind by an earlier page. */
	wasFound = $state(false);
	trouble = $state<DeviceTrouble>();
	stream = $state.raw<MediaStream>();
	/** Of what was recorded, to listen to. */
	address = $state<string | null>(null);
	blob: Blob | null = null;
	wanted: TakeKind = 'sound';

	readonly #owner: string;
	#running: RunningTake | undefined;
	#timer: ReturnType<typeof setInterval> | undefined;
	#stopWatching = (): void => undefined;
	#isClosed = false;

	/** @param owner names whose recordings are kept together: a grant's or a session's id */
	constructor(owner: string) {
		this.#owner = owner;
	}

	/** Offers what an earlier page recorded and did not send. */
	async recover(): Promise<void> {
		const spool = await openSpool();
		const found = (await spool.list()).find(
			(each) => each.sessionId === this.#owner && each.bytes > 0
		);
		if (!found || this.state !== 'idle') return;
		const kind = found.mimeType.startsWith('audio/') ? 'sound' : 'video';
		const atMs = Number(found.question) || 0;
		this.draft = { id: found.takeId, takeId: found.answerId, atMs, kind };
		this.lengthMs = found.durationMs;
		this.wasFound = true;
		if (!found.finished) await spool.finish(found.takeId);
		await this.#offer();
	}

	/** Opens the devices and records; afterwards it runs or `trouble` says why not. */
	async start(kind: TakeKind, { takeId, atMs }: { takeId: string; atMs: number }): Promise<void> {
		if (this.state !== 'idle') return;
		this.state = 'opening';
		this.wanted = kind;
		this.trouble = undefined;
		this.reachedEnd = this.wasFound = false;
		// a face that speaks about an answer needs no more than 360 lines
		const quality = QUALITIES.find(({ height }) => height === 360) ?? chooseQuality(null);
		try {
			const stream = await openCamera({ ...NO_CHOICE, kind }, quality);
			if (this.#isClosed) return closeCamera(stream);
			this.stream = stream;
			const mimeType = chooseTakeType((type) => MediaRecorder.isTypeSupported(type), kind);
			if (!mimeType) throw new CameraClosed('unsupported');
			this.draft = { id: crypto.randomUUID(), takeId, atMs, kind };
			const take = {
				takeId: this.draft.id,
				sessionId: this.#owner,
				answerId: takeId,
				question: String(atMs),
				mimeType,
				recordedAtMs: Date.now()
			};
			const events = { written: () => undefined, failed: () => void this.stop() };
			this.#running = await recordTake(stream, take, await openSpool(), events, quality);
			this.#stopWatching = watchDevices(stream, () => void this.stop());
			this.#runClock();
			this.state = 'recording';
		} catch (error) {
			this.trouble = error instanceof CameraClosed ? error.trouble : 'unknown';
			this.draft = null;
			this.#letGo();
			this.state = 'idle';
		}
	}

	/** Stops; what was recorded can then be heard. */
	async stop(): Promise<void> {
		const running = this.#running;
		if (!running) return;
		this.#running = undefined;
		await running.stop().catch(() => undefined);
		this.#letGo();
		await this.#offer();
	}

	/** Forgets the recording, on this device too. */
	async discard(): Promise<void> {
		const { draft } = this;
		const running = this.#running;
		this.#running = undefined;
		await running?.stop().catch(() => undefined);
		this.#letGo();
		if (draft) await (await openSpool()).remove(draft.id);
		if (this.address) URL.revokeObjectURL(this.address);
		this.address = this.blob = this.draft = null;
		this.reachedEnd = this.wasFound = false;
		this.lengthMs = 0;
		this.state = 'idle';
	}

	/** The page goes: what was recorded stays on this device. */
	close(): void {
		this.#isClosed = true;
		void this.#running?.stop().catch(() => undefined);
		this.#letGo();
		if (this.address) URL.revokeObjectURL(this.address);
	}

	#runClock(): void {
		const startedAt = performance.now();
		this.lengthMs = 0;
		this.#timer = setInterval(() => {
			this.lengthMs = performance.now() - startedAt;
			if (this.lengthMs < LONGEST_SPOKEN_MS - STOP_EARLY_MS) return;
			this.reachedEnd = true;
			void this.stop();
		}, TICK_MS);
	}

	async #offer(): Promise<void> {
		const { draft } = this;
		const blob = draft && (await (await openSpool()).blob(draft.id));
		if (!blob || blob.size === 0) return this.discard();
		this.blob = await makePlayable(blob);
		this.address = URL.createObjectURL(this.blob);
		this.state = 'done';
	}

	#letGo(): void {
		clearInterval(this.#timer);
		this.#stopWatching();
		this.#stopWatching = () => undefined;
		closeCamera(this.stream);
		this.stream = undefined;
	}
}

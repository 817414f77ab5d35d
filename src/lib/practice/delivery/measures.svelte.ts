/**
 * Everything this page does about measuring: takes are analysed one after the other, what was found is kept on this
 * device and sent until the server has it. It lives as long as the page, whatever route is open.
 */
import { SvelteMap } from 'svelte/reactivity';
import { outgoing } from '../../upload/outgoing.svelte.ts';
import { backOffMs } from '../../upload/sending.ts';
import type { Delivery } from './measured.ts';
import { isAtWork, type Measuring } from './measuring.ts';
import {
	createMemoryOutbox,
	openMeasuresOutbox,
	sendMeasures,
	type MeasuresOutbox,
	type WaitingMeasures
} from './outbox.browser.ts';

/** A take that the server never heard of was deleted, or is another account's on this device, in milliseconds. */
const GIVEN_UP_AFTER_MS = 14 * 24 * 3600 * 1000;

class Measures {
	/** By take id; a take without an entry waits for nothing here. */
	readonly work = new SvelteMap<string, Measuring>();
	/** Raised whenever the server has taken something: a page that shows reports loads them again. */
	arrived = $state(0);
	#outbox: Promise<MeasuresOutbox> | undefined;
	#queue: Promise<void> = Promise.resolve();
	#isSending = false;
	#isDirty = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#attempt = 0;

	/** Keeps parts of a take's report and sends them; false when this device has no room for them. Never rejects. */
	async keep(takeId: string, parts: Partial<Delivery>): Promise<boolean> {
		try {
			await (await this.#open()).add(takeId, parts, Date.now());
		} catch {
			return false;
		}
		this.#attempt = 0;
		this.flush();
		return true;
	}

	/**
	 * Measures the pacing of a recording, behind those that were asked for before; `read` gives its bytes, or null when
	 * there are none. Resolves when that is done, whatever came of it.
	 */
	analyse(takeId: string, read: () => Promise<Blob | null>): Promise<void> {
		if (isAtWork(this.work.get(takeId))) return this.#queue;
		this.work.set(takeId, 'measuring');
		this.#queue = this.#queue.then(() => alone(takeId, () => this.#analyse(takeId, read)));
		return this.#queue;
	}

	/** Sends what waits, now and until it has arrived; call it again after a page was opened. */
	flush(): void {
		clearTimeout(this.#timer);
		this.#isDirty = true;
		if (this.#isSending) return;
		this.#isSending = true;
		void this.#sendAll().finally(() => (this.#isSending = false));
	}

	/** Forgets what waits for takes that were deleted. */
	async discard(takeIds: readonly string[]): Promise<void> {
		const outbox = await this.#open();
		for (const takeId of takeIds) {
			this.work.delete(takeId);
			await outbox.remove(takeId);
		}
	}

	async #analyse(takeId: string, read: () => Promise<Blob | null>): Promise<void> {
		try {
			const recording = await read();
			if (!recording) {
				this.work.delete(takeId);
				return;
			}
			const { analysePacing } = await import('../../pacing/analyse-file.browser.ts');
			const pacing = await analysePacing(recording);
			this.work.set(takeId, 'keeping');
			if (!(await this.keep(takeId, { pacing }))) this.work.set(takeId, 'not-kept');
		} catch {
			// the analysis itself never fails: what cannot be read is a report that says so
			this.work.set(takeId, 'not-loaded');
		}
	}

	#open(): Promise<MeasuresOutbox> {
		this.#outbox ??= openMeasuresOutbox().catch(createMemoryOutbox);
		return this.#outbox;
	}

	async #sendAll(): Promise<void> {
		const outbox = await this.#open();
		let wanted: 'nothing' | 'again' = 'nothing';
		while (this.#isDirty) {
			this.#isDirty = false;
			wanted = 'nothing';
			for (const waiting of await outbox.list().catch(() => [])) {
				if ((await this.#sendOne(outbox, waiting)) === 'again') wanted = 'again';
			}
		}
		if (wanted === 'again') this.#later();
	}

	async #sendOne(outbox: MeasuresOutbox, waiting: WaitingMeasures): Promise<'done' | 'again'> {
		const { takeId, revision, keptAtMs } = waiting;
		if (isOnItsWay(takeId) && !outgoing.isAnnounced(takeId)) return 'again';
		const sent = await sendMeasures(waiting);
		if (sent === 'again') return 'again';
		if (sent === 'unknown') {
			if (isOnItsWay(takeId)) return 'again';
			// signed out, or deleted elsewhere: the next page that is opened asks again
			if (Date.now() - keptAtMs < GIVEN_UP_AFTER_MS) return 'done';
		}
		await outbox.settle(takeId, revision).catch(() => undefined);
		if (this.work.get(takeId) === 'keeping') this.work.delete(takeId);
		if (sent === 'done') this.arrived++;
		return 'done';
	}

	#later(): void {
		this.#timer = setTimeout(() => this.flush(), backOffMs(this.#attempt++, Math.random()));
	}
}

/** Still to be announced by the upload of this page. */
function isOnItsWay(takeId: string): boolean {
	const entry = outgoing.list.find((each) => each.take.takeId === takeId);
	return entry !== undefined && entry.sending.state !== 'safe' && entry.sending.state !== 'refused';
}

/** One page of several measures a take. */
async function alone(takeId: string, act: () => Promise<void>): Promise<void> {
	if (!('locks' in navigator)) return act();
	await navigator.locks.request(`vivavoce-measure-${takeId}`, act);
}

export const measures = new Measures();

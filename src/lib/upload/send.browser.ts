/**
 * Sends a take to the server while it is recorded, and goes on for as long as it takes: after a reload, without network,
 * with the server away or full, signed out. The spool keeps every byte until the server has confirmed all of them.
 */
import { hold } from '../recording/one-page.browser.ts';
import type { Spool } from '../recording/spool.ts';
import { sendingLock } from '../recording/take-locks.ts';
import { nextUploadId } from './next-upload-id.browser.ts';
import { backOffMs, heldUpBy, isFinal, type Sending } from './sending.ts';
import { createSpoolSource, type Pace, type SpoolSource } from './spool-source.ts';
import { refusalOf, sendOnce, type Refusal } from './tus.browser.ts';

/** While recording, a request at most every second. */
const PACE: Pace = {
	restMs: 1000,
	now: () => performance.now(),
	wait: (ms) => new Promise((done) => setTimeout(done, ms))
};

export interface SendingTake {
	/** A chunk was written to the spool, or the take was finished there. */
	wake(): void;
	/** Tries now, also after a refusal. */
	again(): void;
	/** Resolves when the server has everything (true) or this page stopped trying (false). */
	readonly settled: Promise<boolean>;
	/** Stops trying on this page; the spool keeps the take. */
	pause(): void;
}

export interface SendingOptions {
	spool: Spool;
	takeId: string;
	/** An earlier page may have sent some of it. */
	resumed: boolean;
	/** Hears of every step. */
	report(sending: Sending): void;
	/** The server has every byte, in the take of this id. */
	safe(uploadId: string): Promise<void>;
	/** A request of so many bytes took so long. */
	measured?(bytes: number, ms: number): void;
}

/** Starts sending. Only one page at a time sends a take: a second one waits until the first is gone. */
export function sendTake(options: SendingOptions): SendingTake {
	const source = createSpoolSource(options.spool, options.takeId, PACE);
	const pausing = new AbortController();
	const bell = new EventTarget();
	const settled = hold(sendingLock(options.takeId), pausing.signal)
		.then((letGo) =>
			sendUntilSettled({
				...options,
				source,
				bell,
				signal: pausing.signal,
				uploadId: options.takeId,
				sentBytes: 0,
				anew: 0
			}).finally(letGo)
		)
		.catch((error: unknown) => {
			if (pausing.signal.aborted) return false;
			throw error;
		});
	return {
		wake: () => source.wake(),
		again: () => void bell.dispatchEvent(new Event('again')),
		settled,
		pause: () => pausing.abort()
	};
}

interface Course extends SendingOptions {
	source: SpoolSource;
	bell: EventTarget;
	signal: AbortSignal;
	/** The take's id on the server. */
	uploadId: string;
	/** What the server has of that, in bytes: a device that is full cannot note it down. */
	sentBytes: number;
	/** How often all of it was begun anew. */
	anew: number;
}

async function sendUntilSettled(course: Course): Promise<boolean> {
	const { spool, takeId, source, signal, report, measured } = course;
	let isKnownThere = course.resumed;
	for (let attempt = 0; !signal.aborted; attempt++) {
		const take = await spool.describe(takeId);
		if (!take) return true;
		const confirmed = async (bytes: number) => {
			if (bytes > course.sentBytes) attempt = 0;
			course.sentBytes = Math.max(course.sentBytes, bytes);
			if (course.uploadId === takeId) await spool.confirm(takeId, bytes).catch(() => undefined);
			report({ state: 'sending', ...(await counts(course)) });
		};
		try {
			await sendOnce({
				take,
				uploadId: course.uploadId,
				isKnownThere,
				source,
				signal,
				confirmed,
				...(measured ? { measured } : {})
			});
			if (await settle(course)) return true;
		} catch (error) {
			if (signal.aborted) return false;
			isKnownThere = true;
			const refusal = refusalOf(error);
			if (refusal.status !== GONE) {
				await standBy(course, refusal, attempt);
				continue;
			}
		}
		isKnownThere = false;
		if (!(await beginAnew(course))) await untilAgain(course, Infinity);
	}
	return false;
}

/** HTTP's word for an upload that was ended for good: nobody sent on for days. */
const GONE = 410;

/** A server that closes one upload after the other has a fault that more of them do not mend. */
const MOST_ANEW = 3;

/** The server says it has everything. Believe it only when that is as much as there is here, and nothing is to come. */
async function settle(course: Course): Promise<boolean> {
	const { sentBytes, totalBytes } = await counts(course);
	const isComplete = (await course.spool.describe(course.takeId))?.finished ?? true;
	if (sentBytes < totalBytes || !isComplete) return false;
	course.report({ state: 'safe', totalBytes });
	await course.safe(course.uploadId);
	return true;
}

/**
 * The server closed this upload before all of it had come: nothing can be added to it any more, so the whole recording
 * goes there as a new take of the same answer. False when the start is not here any more, or that did not help before.
 */
async function beginAnew(course: Course): Promise<boolean> {
	const start = await course.spool.read(course.takeId, 0, 1).catch(() => new Uint8Array(0));
	if (start.byteLength === 0 || course.anew >= MOST_ANEW) {
		const message = 'it closed this take before everything had arrived.';
		course.report({ state: 'refused', code: 'conflict', message });
		return false;
	}
	course.uploadId = await nextUploadId(course.uploadId);
	course.sentBytes = 0;
	course.anew += 1;
	course.report({ state: 'waiting', ...(await counts(course)) });
	return true;
}

/** Says why it does not go on now, and waits for a better moment. */
async function standBy(course: Course, refusal: Refusal, attempt: number): Promise<void> {
	const { status, code, message } = refusal;
	if (isFinal(status, code)) {
		course.report({ state: 'refused', code, message });
		// somebody else may be signed in just now: a person who comes back to the page may be the owner again
		return untilAgain(course, Infinity);
	}
	const by = heldUpBy(status, code);
	const { sentBytes, totalBytes } = await counts(course);
	if (by) course.report({ state: 'held-up', by, sentBytes, totalBytes });
	else course.report({ state: navigator.onLine ? 'waiting' : 'offline', sentBytes, totalBytes });
	await untilAgain(course, backOffMs(attempt, Math.random()));
}

async function counts({ spool, takeId, uploadId, sentBytes }: Course) {
	const take = await spool.describe(takeId);
	const noted = uploadId === takeId ? (take?.confirmedBytes ?? 0) : 0;
	return { sentBytes: Math.max(sentBytes, noted), totalBytes: take?.bytes ?? 0 };
}

/** Waits `ms`, less when the network or the person comes back, when it is asked for, or when the page gives up. */
function untilAgain({ signal, bell }: Course, ms: number): Promise<void> {
	return new Promise((done) => {
		const ended = new AbortController();
		const finish = () => {
			ended.abort();
			clearTimeout(timer);
			done();
		};
		const onShown = () => document.visibilityState === 'visible' && finish();
		const timer = Number.isFinite(ms) ? setTimeout(finish, ms) : undefined;
		addEventListener('online', finish, { signal: ended.signal });
		addEventListener('focus', finish, { signal: ended.signal });
		document.addEventListener('visibilitychange', onShown, { signal: ended.signal });
		bell.addEventListener('again', finish, { signal: ended.signal });
		signal.addEventListener('abort', finish, { signal: ended.signal });
	});
}

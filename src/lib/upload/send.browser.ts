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
	/** The id under which the server knows it now: its own, until it is begun anew. */
	readonly uploadId: string;
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
	/** Its owner deleted it on the server: nothing of it is wanted any more. */
	deleted(): Promise<void>;
	/** A request of so many bytes took so long. */
	measured?(bytes: number, ms: number): void;
}

/** Starts sending. Only one page at a time sends a take: a second one waits until the first is gone. */
export function sendTake(options: SendingOptions): SendingTake {
	const source = createSpoolSource(options.spool, options.takeId, PACE);
	const pausing = new AbortController();
	const bell = new EventTarget();
	const course: Course = {
		...options,
		source,
		bell,
		signal: pausing.signal,
		uploadId: options.takeId,
		sentBytes: undefined,
		totalBytes: 0,
		attempt: 0,
		anew: 0
	};
	const settled = hold(sendingLock(options.takeId), pausing.signal)
		.then((letGo) => sendUntilSettled(course).finally(letGo))
		.catch((error: unknown) => {
			if (pausing.signal.aborted) return false;
			throw error;
		});
	return {
		wake: () => source.wake(),
		again: () => void bell.dispatchEvent(new Event('again')),
		settled,
		pause: () => pausing.abort(),
		get uploadId() {
			return course.uploadId;
		}
	};
}

interface Course extends SendingOptions {
	source: SpoolSource;
	bell: EventTarget;
	signal: AbortSignal;
	/** The take's id on the server. */
	uploadId: string;
	/** What the server has of that as far as it was heard, in bytes: a device that is full cannot note it down. */
	sentBytes: number | undefined;
	/** What the spool had of the take when it could last be asked, in bytes. */
	totalBytes: number;
	/** How often it was tried since the server last took something. */
	attempt: number;
	/** How often all of it was begun anew. */
	anew: number;
}

async function sendUntilSettled(course: Course): Promise<boolean> {
	const { signal } = course;
	let isKnownThere = course.resumed;
	for (; !signal.aborted; course.attempt++) {
		try {
			const came = await attemptOnce(course, isKnownThere);
			if (came === 'settled') return true;
			isKnownThere = came === 'elsewhere';
			if (came === 'closed' && !(await beginAnew(course))) await untilAgain(course, Infinity);
		} catch (error) {
			// also what the spool could not do now: a device blinks as a network does
			if (signal.aborted) return false;
			isKnownThere = true;
			await standBy(course, refusalOf(error));
		}
	}
	return false;
}

/** HTTP's word for an upload that was ended for good: nobody sent on for days, or its owner deleted it. */
const GONE = 410;

/** A server that closes one upload after the other has a fault that more of them do not mend. */
const MOST_ANEW = 3;

/**
 * `closed`: nothing can be added to this upload any more, and not all of it is there. `elsewhere`: it is gone on with
 * under another id that the server knows. @throws what `refusalOf` understands
 */
async function attemptOnce(
	course: Course,
	isKnownThere: boolean
): Promise<'settled' | 'closed' | 'elsewhere'> {
	const { spool, takeId, uploadId, source, signal, measured } = course;
	const take = await spool.describe(takeId);
	if (!take) return 'settled';
	let offset = 0;
	const confirmed = async (bytes: number) => {
		offset = Math.max(offset, bytes);
		if (offset > (course.sentBytes ?? 0)) course.attempt = 0;
		course.sentBytes = offset;
		if (uploadId === takeId) await spool.confirm(takeId, offset).catch(() => undefined);
		course.report({ state: 'sending', ...(await counts(course)) });
	};
	const more = measured ? { measured } : {};
	try {
		await sendOnce({ take, uploadId, isKnownThere, source, signal, confirmed, ...more });
	} catch (error) {
		const { status, code } = refusalOf(error);
		if (status !== GONE || signal.aborted) throw error;
		if (code !== 'deleted') return 'closed';
		// what is still being recorded is not taken from under the recorder
		if (!take.finished) throw error;
		return letGoOrFollow(course);
	}
	return (await settle(course, offset)) ? 'settled' : 'closed';
}

/**
 * The server says it has everything. Believe it only when `offset`, which it told in this attempt, is as much as there is
 * here, and nothing is to come: what it told earlier it may have lost since.
 */
async function settle(course: Course, offset: number): Promise<boolean> {
	const take = await course.spool.describe(course.takeId);
	if (!take) return true;
	if (offset < take.bytes || !take.finished) return false;
	course.report({ state: 'safe', totalBytes: take.bytes });
	await course.safe(course.uploadId);
	return true;
}

/**
 * Its owner deleted this take. Was that only the part that the server had closed, and an earlier page began to send all of
 * it as another take, then that goes on. @throws when the server cannot say
 */
async function letGoOrFollow(course: Course): Promise<'settled' | 'elsewhere'> {
	let uploadId = course.uploadId;
	for (let anew = 0; anew < MOST_ANEW; anew++) {
		uploadId = await nextUploadId(uploadId);
		const { ok, status } = await fetch(`/api/takes/${uploadId}`, { signal: course.signal });
		if (ok) {
			course.uploadId = uploadId;
			course.sentBytes = 0;
			return 'elsewhere';
		}
		if (status === 404) break;
		if (status !== GONE) throw new Error(`no answer about another take: ${status}`);
	}
	await course.deleted();
	return 'settled';
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
async function standBy(course: Course, { status, code, message }: Refusal): Promise<void> {
	if (isFinal(status, code)) {
		course.report({ state: 'refused', code, message });
		// somebody else may be signed in just now: a person who comes back to the page may be the owner again
		return untilAgain(course, Infinity);
	}
	const by = heldUpBy(status, code);
	const { sentBytes, totalBytes } = await counts(course);
	if (by) course.report({ state: 'held-up', by, sentBytes, totalBytes });
	else course.report({ state: navigator.onLine ? 'waiting' : 'offline', sentBytes, totalBytes });
	await untilAgain(course, backOffMs(course.attempt, Math.random()));
}

/** For the progress line, so a spool that cannot answer now costs nothing but its newest numbers. */
async function counts(course: Course) {
	const { spool, takeId, uploadId } = course;
	const take = await spool.describe(takeId).catch(() => null);
	if (take) course.totalBytes = take.bytes;
	const noted = uploadId === takeId ? (take?.confirmedBytes ?? 0) : 0;
	return { sentBytes: course.sentBytes ?? noted, totalBytes: course.totalBytes };
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

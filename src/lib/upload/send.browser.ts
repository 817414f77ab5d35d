/**
 * Sends a take to the server while it is recorded, and goes on for as long as it takes: after a reload, without network,
 * with the server away or full, signed out. The spool keeps every byte until the server has confirmed all of them.
 */
import { hold } from '../recording/one-page.browser.ts';
import type { Spool } from '../recording/spool.ts';
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
	/** The server has every byte. */
	safe(): Promise<void>;
	/** A request of so many bytes took so long. */
	measured?(bytes: number, ms: number): void;
}

/** Held by the page that sends a take. */
export const sendingLock = (takeId: string): string => `vivavoce-send-${takeId}`;

/** Starts sending. Only one page at a time sends a take: a second one waits until the first is gone. */
export function sendTake(options: SendingOptions): SendingTake {
	const source = createSpoolSource(options.spool, options.takeId, PACE);
	const pausing = new AbortController();
	const bell = new EventTarget();
	const settled = hold(sendingLock(options.takeId), pausing.signal)
		.then((letGo) =>
			sendUntilSettled({ ...options, source, bell, signal: pausing.signal }).finally(letGo)
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
}

async function sendUntilSettled(course: Course): Promise<boolean> {
	const { spool, takeId, source, signal, report, measured } = course;
	let isKnownThere = course.resumed;
	for (let attempt = 0; !signal.aborted; attempt++) {
		const take = await spool.describe(takeId);
		if (!take) return true;
		const confirmed = async (bytes: number) => {
			if (bytes > take.confirmedBytes) attempt = 0;
			await spool.confirm(takeId, bytes);
			report(await progress(spool, takeId, 'sending'));
		};
		try {
			await sendOnce({
				take,
				isKnownThere,
				source,
				signal,
				confirmed,
				...(measured ? { measured } : {})
			});
			if (await settle(course)) return true;
			await untilAgain(course, Infinity);
		} catch (error) {
			if (signal.aborted) return false;
			isKnownThere = true;
			await standBy(course, refusalOf(error), attempt);
		}
	}
	return false;
}

/** The server says it has everything. Believe it only when that is as much as there is here. */
async function settle({ spool, takeId, report, safe }: Course): Promise<boolean> {
	const take = await spool.describe(takeId);
	if (take && take.confirmedBytes < take.bytes) {
		const message = 'it closed this take before everything had arrived.';
		report({ state: 'refused', code: 'conflict', message });
		return false;
	}
	report({ state: 'safe', totalBytes: take?.bytes ?? 0 });
	await safe();
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
	const { sentBytes, totalBytes } = await counts(course.spool, course.takeId);
	if (by) course.report({ state: 'held-up', by, sentBytes, totalBytes });
	else course.report({ state: navigator.onLine ? 'waiting' : 'offline', sentBytes, totalBytes });
	await untilAgain(course, backOffMs(attempt, Math.random()));
}

async function progress(spool: Spool, takeId: string, state: 'sending'): Promise<Sending> {
	return { state, ...(await counts(spool, takeId)) };
}

async function counts(spool: Spool, takeId: string) {
	const take = await spool.describe(takeId);
	return { sentBytes: take?.confirmedBytes ?? 0, totalBytes: take?.bytes ?? 0 };
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

/**
 * Sends a take to the server over tus while it is recorded, and goes on for as long as it takes: after a reload, without
 * network, with the server away. The spool keeps every byte until the server has confirmed all of them.
 */
import type { DetailedError } from 'tus-js-client';
import type { Spool, SpooledTake } from '../recording/spool.ts';
import { backOffMs, isFinal, type Sending } from './sending.ts';
import { createSpoolSource, type SpoolSource } from './spool-source.ts';

const ENDPOINT = '/api/uploads';
/** The most bytes of one request; what has been recorded since the last one is usually far less. */
const REQUEST_BYTES = 4_000_000;

export interface SendingTake {
	/** A chunk was written to the spool, or the take was finished there. */
	wake(): void;
	/** Resolves when the server has everything (true) or has refused for good (false). */
	readonly settled: Promise<boolean>;
	/** Stops trying on this page; the spool keeps the take. */
	pause(): void;
}

/**
 * Starts sending `takeId` from `spool`; `report` hears of every step. Only one page at a time sends a take: a second
 * one waits until the first is gone. `resumed`: an earlier page may have sent some of it.
 */
export function sendTake(
	spool: Spool,
	takeId: string,
	resumed: boolean,
	report: (sending: Sending) => void
): SendingTake {
	const source = createSpoolSource(spool, takeId);
	const pausing = new AbortController();
	const settled = alone(`vivavoce-send-${takeId}`, pausing.signal, () =>
		sendUntilSettled(spool, takeId, resumed, source, report, pausing.signal)
	);
	return { wake: () => source.wake(), settled, pause: () => pausing.abort() };
}

async function alone(
	name: string,
	signal: AbortSignal,
	act: () => Promise<boolean>
): Promise<boolean> {
	if (!('locks' in navigator)) return act();
	try {
		return await navigator.locks.request(name, { signal }, act);
	} catch (error) {
		if (signal.aborted) return false;
		throw error;
	}
}

async function sendUntilSettled(
	spool: Spool,
	takeId: string,
	resumed: boolean,
	source: SpoolSource,
	report: (sending: Sending) => void,
	signal: AbortSignal
): Promise<boolean> {
	let isKnownThere = resumed;
	for (let attempt = 0; !signal.aborted; attempt++) {
		const take = await spool.describe(takeId);
		if (!take) return true;
		try {
			await sendOnce(spool, take, isKnownThere, source, signal, (sending) => {
				if (sending.state === 'sending' && sending.sentBytes > take.confirmedBytes) attempt = 0;
				report(sending);
			});
			return await settle(spool, takeId, report);
		} catch (error) {
			if (signal.aborted) return false;
			isKnownThere = true;
			const { status, code, message } = refusalOf(error);
			if (isFinal(status, code)) {
				report({ state: 'refused', code, message });
				return false;
			}
			report(await progress(spool, takeId, navigator.onLine ? 'waiting' : 'offline'));
			await restOrReconnect(backOffMs(attempt, Math.random()), signal);
		}
	}
	return false;
}

/** The server says it has everything. Believe it only when that is as much as there is here. */
async function settle(
	spool: Spool,
	takeId: string,
	report: (sending: Sending) => void
): Promise<boolean> {
	const take = await spool.describe(takeId);
	if (take && take.confirmedBytes < take.bytes) {
		const message = 'it closed this take before everything had arrived.';
		report({ state: 'refused', code: 'conflict', message });
		return false;
	}
	await spool.remove(takeId);
	report({ state: 'safe', totalBytes: take?.bytes ?? 0 });
	return true;
}

/** `isKnownThere`: the server may have heard of this take, so ask where to go on before anything is sent. */
async function sendOnce(
	spool: Spool,
	take: SpooledTake,
	isKnownThere: boolean,
	source: SpoolSource,
	signal: AbortSignal,
	report: (sending: Sending) => void
): Promise<void> {
	const { Upload } = await import('tus-js-client');
	await new Promise<void>((done, fail) => {
		const confirm = async (bytes: number) => {
			await spool.confirm(take.takeId, bytes);
			report(await progress(spool, take.takeId, 'sending'));
		};
		let confirming = Promise.resolve();
		const upload = new Upload({} as Blob, {
			endpoint: ENDPOINT,
			...(isKnownThere ? { uploadUrl: `${ENDPOINT}/${take.takeId}` } : {}),
			uploadLengthDeferred: true,
			chunkSize: REQUEST_BYTES,
			retryDelays: null,
			storeFingerprintForResuming: false,
			metadata: {
				takeId: take.takeId,
				answerId: take.answerId,
				mimeType: take.mimeType,
				recordedAt: new Date(take.recordedAtMs).toISOString()
			},
			fileReader: {
				openFile: async () => ({
					size: null as unknown as number,
					slice: async (start, end) => {
						const { value, done: isLast } = await source.slice(start, end);
						return { value: new Blob([value]), done: isLast };
					},
					close: () => undefined
				})
			},
			onChunkComplete: (_size, accepted) => {
				confirming = confirming.then(() => confirm(accepted));
			},
			onProgress: (sent, total) => {
				// the library tells of a take that was complete already by one progress of all its bytes
				if (total !== null && sent === total) confirming = confirming.then(() => confirm(sent));
			},
			onSuccess: () => void confirming.then(done, fail),
			onError: fail
		});
		signal.addEventListener('abort', () => {
			void upload.abort();
			fail(new Error('paused'));
		});
		upload.start();
	});
}

async function progress(
	spool: Spool,
	takeId: string,
	state: 'waiting' | 'sending' | 'offline'
): Promise<Sending> {
	const take = await spool.describe(takeId);
	return { state, sentBytes: take?.confirmedBytes ?? 0, totalBytes: take?.bytes ?? 0 };
}

function refusalOf(error: unknown): { status: number; code: string; message: string } {
	const response = (error as DetailedError | undefined)?.originalResponse;
	const refusal = { status: response?.getStatus() ?? 0, code: '', message: 'no answer' };
	try {
		return { ...refusal, ...(JSON.parse(response?.getBody() ?? '') as object) };
	} catch {
		// an answer from something between us and the server need not be JSON
		return refusal;
	}
}

/** Waits `ms`, less when the network comes back or the page gives up. */
function restOrReconnect(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((done) => {
		const finish = () => {
			clearTimeout(timer);
			removeEventListener('online', finish);
			signal.removeEventListener('abort', finish);
			done();
		};
		const timer = setTimeout(finish, ms);
		addEventListener('online', finish);
		signal.addEventListener('abort', finish);
	});
}

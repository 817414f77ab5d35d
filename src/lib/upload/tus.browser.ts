/** One attempt to send a take over tus, from where the server says it has got to. */
import type { DetailedError } from 'tus-js-client';
import type { SpooledTake } from '../recording/spool.ts';
import { nextRequestBytes, REQUEST_BYTES } from './sending.ts';
import type { SpoolSource } from './spool-source.ts';

const ENDPOINT = '/api/uploads';
/** The first request of an attempt, in bytes: small enough for a slow line. */
const FIRST_BYTES = 512_000;
/** A request of which nothing has been heard for this long is dead, in milliseconds; a slept laptop leaves such ones. */
const SILENT_MS = 30_000;

/** Why the server did not take it; status 0: no answer. */
export interface Refusal {
	status: number;
	code: string;
	message: string;
}

export interface Attempt {
	take: SpooledTake;
	/** The take's id on the server: its own, unless the server closed that one too early. */
	uploadId: string;
	/** The server may have heard of this take, so ask where to go on before anything is sent. */
	isKnownThere: boolean;
	source: SpoolSource;
	signal: AbortSignal;
	/** The server has every byte before `bytes`. */
	confirmed(bytes: number): Promise<void>;
	/** A request of so many bytes took so long. */
	measured?(bytes: number, ms: number): void;
}

/** Resolves when the server says that it has everything. @throws what `refusalOf` understands */
export async function sendOnce(attempt: Attempt): Promise<void> {
	const { Upload } = await import('tus-js-client');
	const { take, uploadId, isKnownThere, source, signal, confirmed, measured } = attempt;
	let requestBytes = FIRST_BYTES;
	let sentAtMs = 0;
	let sentFrom = 0;
	let confirming = Promise.resolve();
	const confirm = (bytes: number) => {
		confirming = confirming.then(() => confirmed(bytes));
	};
	const watchdog = createWatchdog();
	try {
		await new Promise<void>((done, fail) => {
			const upload = new Upload({} as Blob, {
				endpoint: ENDPOINT,
				...(isKnownThere ? { uploadUrl: `${ENDPOINT}/${uploadId}` } : {}),
				uploadLengthDeferred: true,
				chunkSize: REQUEST_BYTES.most,
				retryDelays: null,
				storeFingerprintForResuming: false,
				metadata: metadataOf(take, uploadId),
				fileReader: {
					openFile: async () => ({
						size: null as unknown as number,
						slice: async (start, end) => {
							const most = Math.min(end, start + requestBytes);
							const { value, done: isLast } = await source.slice(start, most);
							sentFrom = start;
							return { value: new Blob([value]), done: isLast };
						},
						close: () => undefined
					})
				},
				onBeforeRequest: () => {
					sentAtMs = performance.now();
					watchdog.hear();
				},
				onAfterResponse: () => watchdog.rest(),
				onChunkComplete: (_size, accepted) => {
					const bytes = accepted - sentFrom;
					const ms = performance.now() - sentAtMs;
					if (bytes >= requestBytes) requestBytes = nextRequestBytes(bytes, ms);
					// what the server has is noted first: a measure that fails must not cost it
					confirm(accepted);
					measured?.(bytes, ms);
				},
				onProgress: (sent, total) => {
					watchdog.hear();
					// the library tells of a take that was complete already by one progress of all its bytes
					if (total !== null && sent === total) confirm(sent);
				},
				onSuccess: () => void confirming.then(done, fail),
				onError: fail
			});
			const stop = (reason: string) => {
				void upload.abort();
				fail(new Error(reason));
			};
			watchdog.onSilence = () => stop('silent');
			signal.addEventListener('abort', () => stop('paused'), { once: true });
			upload.start();
		});
	} finally {
		watchdog.rest();
	}
}

/** What went wrong in an attempt. */
export function refusalOf(error: unknown): Refusal {
	const response = (error as DetailedError | undefined)?.originalResponse;
	const refusal = { status: response?.getStatus() ?? 0, code: '', message: 'no answer' };
	try {
		return { ...refusal, ...(JSON.parse(response?.getBody() ?? '') as object) };
	} catch {
		// an answer from something between us and the server need not be JSON
		return refusal;
	}
}

function metadataOf({ answerId, mimeType, recordedAtMs }: SpooledTake, uploadId: string) {
	return {
		takeId: uploadId,
		answerId,
		mimeType,
		recordedAt: new Date(recordedAtMs).toISOString(),
		sentAt: new Date().toISOString()
	};
}

/** Calls `onSilence` when nothing was heard of a request for too long. */
function createWatchdog() {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const watchdog = {
		onSilence: (): void => undefined,
		hear() {
			clearTimeout(timer);
			timer = setTimeout(() => watchdog.onSilence(), SILENT_MS);
		},
		rest: () => clearTimeout(timer)
	};
	return watchdog;
}

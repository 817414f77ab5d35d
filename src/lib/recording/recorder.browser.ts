/**
 * Records one take. RecordRTC is used only as a source of short chunks; its own memory of them is emptied at once, and
 * its blob is never asked for (docs/decisions).
 */
import { chooseQuality, type Quality } from './quality.ts';
import type { NewSpooledTake, Spool } from './spool.ts';

/** Length of a chunk in milliseconds: what a killed browser can lose at the most, beside what is still being encoded. */
const CHUNK_MS = 250;
/** How long the browser may take to hand over its last chunk, in milliseconds. */
const LAST_CHUNK_MS = 5000;
/** A device that is this much behind is worth a warning, in bytes. */
export const WARN_PENDING_BYTES = 32_000_000;

export interface RunningTake {
	takeId: string;
	/** Stops, waits for the last chunk to be in the spool, and closes the take there. */
	stop(): Promise<void>;
}

export interface TakeEvents {
	/** A chunk has been written to the spool; null: the take was closed there. */
	written(chunk: Uint8Array | null): void;
	/** A chunk could not be written: the recording ended here; what was written before is kept. */
	failed(error: unknown): void;
	/** So many bytes wait to be written: told beyond `WARN_PENDING_BYTES`, and with 0 when they have been. */
	behind?(pendingBytes: number): void;
}

/**
 * Opens the take in the spool and starts recording `stream` into it; resolves when the recorder runs.
 * @throws {SpoolFull} or the browser's own error when recording cannot begin
 */
export async function recordTake(
	stream: MediaStream,
	take: NewSpooledTake,
	spool: Spool,
	events: TakeEvents,
	quality: Quality = chooseQuality(null)
): Promise<RunningTake> {
	const { MediaStreamRecorder } = (await import('recordrtc')).default;
	await spool.open(take);
	const startedAt = performance.now();
	const writer = createWriter(take.takeId, spool, events, () => recorder.stop(() => undefined));

	const recorder = new MediaStreamRecorder(stream, {
		mimeType: take.mimeType as never,
		timeSlice: CHUNK_MS,
		videoBitsPerSecond: quality.videoBitsPerSecond,
		audioBitsPerSecond: quality.audioBitsPerSecond,
		disableLogs: true,
		getNativeBlob: true,
		ondataavailable(chunk: Blob) {
			forgetWhatItHolds(recorder);
			writer.write(chunk, Math.round(performance.now() - startedAt));
		}
	} as never) as unknown as RecordRtcStream;

	recorder.record();
	await until(() => recorder.getAllStates().includes('started'), LAST_CHUNK_MS);

	return {
		takeId: take.takeId,
		async stop() {
			recorder.stop(() => undefined);
			// RecordRTC calls back after 100 ms whether or not the last chunk has come; the recorder's own state is true.
			await until(() => recorder.getAllStates().includes('stopped'), LAST_CHUNK_MS);
			await writer.done();
			await spool.finish(take.takeId);
			events.written(null);
		}
	};
}

/** The part of RecordRTC's MediaStreamRecorder that is used; its published types leave some of it out. */
export interface RecordRtcStream {
	record(): void;
	stop(done: () => void): void;
	getArrayOfBlobs(): Blob[];
	/** History of the native recorder: `started`, `stopped`, and a line for every chunk. */
	getAllStates(): string[];
	timestamps: number[];
}

/** RecordRTC keeps every chunk, when it came, and a line about it, for as long as it records. */
export function forgetWhatItHolds(recorder: RecordRtcStream): void {
	recorder.getArrayOfBlobs().length = 0;
	recorder.timestamps.length = 0;
	const states = recorder.getAllStates();
	for (let at = states.length - 1; at >= 0; at--) {
		if (states[at]?.startsWith('ondataavailable')) states.splice(at, 1);
	}
}

/**
 * Writes chunks one after the other. A chunk is taken into this page's memory only when the one before is written: while
 * a device is slow the browser keeps them, and the page stays small.
 */
export function createWriter(
	takeId: string,
	spool: Pick<Spool, 'append'>,
	events: TakeEvents,
	stopRecorder: () => void
) {
	let writing = Promise.resolve();
	let pendingBytes = 0;
	let isBehind = false;
	let isBroken = false;

	async function write(chunk: Blob, durationMs: number): Promise<void> {
		if (isBroken) return;
		const bytes = new Uint8Array(await chunk.arrayBuffer());
		await spool.append(takeId, bytes, durationMs);
		pendingBytes -= chunk.size;
		if (isBehind && pendingBytes < WARN_PENDING_BYTES / 2) {
			isBehind = false;
			events.behind?.(0);
		}
		events.written(bytes);
	}

	function giveUp(error: unknown): void {
		if (isBroken) return;
		isBroken = true;
		stopRecorder();
		events.failed(error);
	}

	return {
		write(chunk: Blob, durationMs: number): void {
			pendingBytes += chunk.size;
			if (pendingBytes > WARN_PENDING_BYTES) {
				isBehind = true;
				events.behind?.(pendingBytes);
			}
			writing = writing.then(() => write(chunk, durationMs)).catch(giveUp);
		},
		/** Resolves when everything has been written. */
		done: () => writing
	};
}

/** Waits until `isSo`, at most `patienceMs`; looks again with every 10 ms. */
async function until(isSo: () => boolean, patienceMs: number): Promise<void> {
	const endsAt = performance.now() + patienceMs;
	while (!isSo() && performance.now() < endsAt) {
		await new Promise((done) => setTimeout(done, 10));
	}
}

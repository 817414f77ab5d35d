/**
 * Records one take. RecordRTC is used only as a source of chunks of a second; its own memory of them is emptied at
 * once, and its blob is never asked for (docs/decisions).
 */
import type { NewSpooledTake, Spool } from './spool.ts';

/** Length of a chunk in milliseconds: what a killed browser can lose at the most. */
const CHUNK_MS = 1000;
/** Chosen for 720p of a talking head, not measured: about 19 MB a minute. */
const VIDEO_BITS_PER_SECOND = 2_500_000;
const AUDIO_BITS_PER_SECOND = 96_000;
/** How long the browser may take to hand over its last chunk, in milliseconds. */
const LAST_CHUNK_MS = 5000;

export interface RunningTake {
	takeId: string;
	/** Stops, waits for the last chunk to be in the spool, and closes the take there. */
	stop(): Promise<void>;
}

export interface TakeEvents {
	/** A chunk has been written to the spool. */
	written(): void;
	/** A chunk could not be written: the recording ended here; what was written before is kept. */
	failed(error: unknown): void;
}

/**
 * Opens the take in the spool and starts recording `stream` into it; resolves when the recorder runs.
 * @throws {SpoolFull} or the browser's own error when recording cannot begin
 */
export async function recordTake(
	stream: MediaStream,
	take: NewSpooledTake,
	spool: Spool,
	events: TakeEvents
): Promise<RunningTake> {
	const { MediaStreamRecorder } = (await import('recordrtc')).default;
	await spool.open(take);
	const startedAt = performance.now();
	let writing = Promise.resolve();
	let isBroken = false;

	const recorder = new MediaStreamRecorder(stream, {
		mimeType: take.mimeType as never,
		timeSlice: CHUNK_MS,
		videoBitsPerSecond: VIDEO_BITS_PER_SECOND,
		audioBitsPerSecond: AUDIO_BITS_PER_SECOND,
		disableLogs: true,
		getNativeBlob: true,
		ondataavailable(blob: Blob) {
			recorder.getArrayOfBlobs().length = 0;
			const durationMs = Math.round(performance.now() - startedAt);
			writing = writing.then(() => write(blob, durationMs)).catch(giveUp);
		}
	} as never) as unknown as RecordRtcStream;

	async function write(blob: Blob, durationMs: number): Promise<void> {
		if (isBroken) return;
		await spool.append(take.takeId, new Uint8Array(await blob.arrayBuffer()), durationMs);
		events.written();
	}

	function giveUp(error: unknown): void {
		if (isBroken) return;
		isBroken = true;
		recorder.stop(() => undefined);
		events.failed(error);
	}

	recorder.record();
	await until(() => recorder.getAllStates().includes('started'), LAST_CHUNK_MS);

	return {
		takeId: take.takeId,
		async stop() {
			recorder.stop(() => undefined);
			// RecordRTC calls back after 100 ms whether or not the last chunk has come; the recorder's own state is true.
			await until(() => recorder.getAllStates().includes('stopped'), LAST_CHUNK_MS);
			await writing;
			await spool.finish(take.takeId);
			events.written();
		}
	};
}

/** The part of RecordRTC's MediaStreamRecorder that is used; its published types leave some of it out. */
interface RecordRtcStream {
	record(): void;
	stop(done: () => void): void;
	getArrayOfBlobs(): Blob[];
	/** History of the native recorder: `started`, `stopped` and others. */
	getAllStates(): string[];
}

/** Waits until `isSo`, at most `patienceMs`; looks again with every 10 ms. */
async function until(isSo: () => boolean, patienceMs: number): Promise<void> {
	const endsAt = performance.now() + patienceMs;
	while (!isSo() && performance.now() < endsAt) {
		await new Promise((done) => setTimeout(done, 10));
	}
}

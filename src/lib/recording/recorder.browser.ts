/**
 * Records one take. RecordRTC is used only as a source of short chunks; its own memory of them is emptied at once, and
 * its blob is never asked for (docs/decisions).
 */
import { chooseQuality, type Quality } from './quality.ts';
import type { NewSpooledTake, Spool } from './spool.ts';
import { startSteadyTimer } from './steady-timer.browser.ts';

/** Length of a chunk in milliseconds: what a killed browser can lose at the most, beside what is still being encoded. */
const CHUNK_MS = 250;
/**
 * Pictures that stand for themselves come this often, in milliseconds: whoever jumps to a place waits until all since the
 * last one are decoded. Left to itself Chromium makes one every 100 pictures, 3.4 s at 30 a second; other browsers choose.
 */
const KEY_FRAME_EVERY_MS = 2000;
/** How long the browser may take to hand over its last chunk, in milliseconds. */
const LAST_CHUNK_MS = 5000;
/** A device that is this much behind is worth a warning, in bytes. */
export const WARN_PENDING_BYTES = 32_000_000;
/** The chunks are looked for this often, in milliseconds. */
const LOOK_MS = 1000;
/**
 * A recorder is dead after so many looks without a chunk: about 3 s, and 10 s before its first one, because an encoder may
 * be slow to begin. Looks and not time, because a computer that wakes up has let much time pass and missed one look.
 */
const SILENT_LOOKS = { begun: 3, beginning: 10 } as const;

/** Raised when the browser's recorder does not start, gives up, or falls silent. */
export class RecorderFailed extends Error {
	constructor(why: string) {
		super(`The recorder ${why}.`);
		this.name = 'RecorderFailed';
	}
}

export interface RunningTake {
	takeId: string;
	/**
	 * When the recorder was told to begin, on the page's clock (`performance.now()`). In Chromium the file's first picture is
	 * taken within one frame of it, and the recorder's own word comes up to 90 ms later (docs/decisions/0137).
	 */
	startedAtMs: number;
	/** Stops, waits for the last chunk to be in the spool, and closes the take there. */
	stop(): Promise<void>;
}

export interface TakeEvents {
	/** A chunk has been written to the spool; null: the take was closed there. */
	written(chunk: Uint8Array | null): void;
	/** A chunk could not be written, or the recorder gave up: the recording ended here; what was written before is kept. */
	failed(error: unknown): void;
	/** So many bytes wait to be written: told beyond `WARN_PENDING_BYTES`, and with 0 when they have been. */
	behind?(pendingBytes: number): void;
}

/**
 * Opens the take in the spool and starts recording `stream` into it; resolves when the recorder runs.
 * @throws {SpoolFull | RecorderFailed} or the browser's own error when recording cannot begin
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
	let startedAtMs = 0;
	let watch: RecorderWatch | undefined;
	const stopRecorder = () => {
		watch?.order();
		recorder.stop(() => undefined);
	};
	const writer = createWriter(take.takeId, spool, events, stopRecorder);

	const recorder = new MediaStreamRecorder(stream, {
		mimeType: take.mimeType as never,
		timeSlice: CHUNK_MS,
		videoBitsPerSecond: quality.videoBitsPerSecond,
		audioBitsPerSecond: quality.audioBitsPerSecond,
		videoKeyFrameIntervalDuration: KEY_FRAME_EVERY_MS,
		disableLogs: true,
		getNativeBlob: true,
		ondataavailable(chunk: Blob) {
			forgetWhatItHolds(recorder);
			watch?.hear();
			writer.write(chunk, Math.round(performance.now() - startedAtMs));
		}
	} as never) as unknown as RecordRtcStream;

	startedAtMs = performance.now();
	recorder.record();
	const watched = (watch = watchRecorder(recorder.getInternalRecorder(), writer.end));
	const hasStarted = () => recorder.getAllStates().includes('started');
	await until(hasStarted, LAST_CHUNK_MS);
	if (!hasStarted()) {
		stopRecorder();
		await spool.remove(take.takeId).catch(() => undefined);
		throw new RecorderFailed('did not start');
	}

	return {
		takeId: take.takeId,
		startedAtMs,
		async stop() {
			stopRecorder();
			// RecordRTC calls back after 100 ms whether or not the last chunk has come; the recorder's own word is true.
			await until(watched.hasStopped, LAST_CHUNK_MS);
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
	getInternalRecorder(): MediaRecorder;
}

interface RecorderWatch {
	/** A chunk came. */
	hear(): void;
	/** From now on it is meant to stop. */
	order(): void;
	/** It has stopped, and its last chunk has come before that. */
	hasStopped(): boolean;
}

/**
 * Calls `onEnd` once when the recorder errs, stops without having been told to, or gives no chunk for seconds. RecordRTC's
 * own answer to an error is taken away: it starts the recorder again, with a chunk every 10 minutes and a second head in
 * the middle of the file.
 */
export function watchRecorder(
	native: MediaRecorder,
	onEnd: (error: RecorderFailed) => void
): RecorderWatch {
	let isOrdered = false;
	let hasStopped = false;
	let looks = 0;
	let patience: number = SILENT_LOOKS.beginning;
	const order = () => {
		isOrdered = true;
		stopLooking();
	};
	const end = (why: string) => {
		if (isOrdered) return;
		order();
		onEnd(new RecorderFailed(why));
	};
	const stopLooking = startSteadyTimer(() => {
		looks += 1;
		if (looks >= patience) end('gave nothing for seconds');
	}, LOOK_MS);
	native.onerror = (event) => end(`failed (${event.type})`);
	native.addEventListener('stop', () => {
		hasStopped = true;
		end('stopped by itself');
	});
	return {
		hear() {
			looks = 0;
			patience = SILENT_LOOKS.begun;
		},
		order,
		hasStopped: () => hasStopped
	};
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
	let isOver = false;

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

	/** It ends here; chunks that have come, or still come, are written all the same. */
	function end(error: unknown): void {
		if (isOver) return;
		isOver = true;
		stopRecorder();
		events.failed(error);
	}

	/** A chunk is missing: what follows would be no recording. */
	function giveUp(error: unknown): void {
		isBroken = true;
		end(error);
	}

	return {
		end,
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
	let isOver = isSo();
	if (isOver) return;
	const stop = startSteadyTimer(() => (isOver = true), patienceMs);
	while (!isSo() && !isOver) await new Promise((done) => setTimeout(done, 10));
	stop();
}

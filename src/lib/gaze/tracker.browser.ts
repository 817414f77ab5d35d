/** Follows one person's eyes on a camera's stream; all the work is done by `landmarks.worker.ts`. */
import type { Calibration } from './calibration.ts';
import type { FrameReading } from './landmark.ts';
import type { LightSample } from './light.ts';
import type { Pace } from './pace.ts';
import { openSmallCamera, type SmallCamera } from './small-camera.browser.ts';
import { glanceAt, LIVE_GLANCES, settleStates, type Glance } from './state.ts';
import { TakeTrack } from './take-track.ts';
import type { GazeSample } from './track.ts';
import type { FromWorker, ToWorker, WhyNot } from './worker-words.ts';

/** What was seen just now; `atMs` is on the page's own clock (`performance.now()`). */
export interface LiveSample extends GazeSample {
	reading: FrameReading;
	/** Twice a second, else null. */
	light: LightSample | null;
	/** What the frame cost the worker, and the landmarker's part of it, in milliseconds. */
	costMs: number;
	detectMs: number;
	pace: Pace;
}

export interface Tracker {
	/** Applied from the next sample on; null: uncalibrated. */
	calibration: Calibration | null;
	/** Follows this stream instead of the one before; the stream stays its owner's. */
	attach(stream: MediaStream): void;
	/** Returns how to stop listening. */
	onSample(listen: (sample: LiveSample) => void): () => void;
	/** Calls `listen` whenever nothing is looked at for some seconds from now on. */
	onRest(listen: () => void): void;
	/** Lets go of the camera; the worker stays warm. */
	detach(): void;
	/** A take begins whose recorder was told to at `startedAtMs` on the page's clock (`performance.now()`). */
	startTrack(startedAtMs: number): void;
	/** Ends the take: what was seen, in milliseconds from its beginning; empty when no take was begun. */
	stopTrack(): GazeSample[];
	/** Ends the worker and gives its memory back. */
	close(): void;
}

/** Raised when eyes cannot be followed here. */
export class CannotFollow extends Error {
	constructor(
		readonly why: WhyNot,
		details = ''
	) {
		super(`${why} ${details}`);
		this.name = 'CannotFollow';
	}
}

/** Longest wait for a worker that says nothing, in milliseconds: 7 MB on a line of half a megabit a second. */
const PATIENCE_MS = 180_000;

/** Has this browser what following eyes needs? Asked before megabytes are fetched. @throws {CannotFollow} */
export function checkBrowser(): void {
	if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') {
		throw new CannotFollow('no-workers');
	}
	// a page without WebGL2 has no worker with it
	if (!document.createElement('canvas').getContext('webgl2')) throw new CannotFollow('no-webgl2');
}

/**
 * Starts the worker with the model at `modelUrl` and waits until it has looked once.
 * @throws {CannotFollow} with what is in the way
 */
export async function openTracker(
	modelUrl: string,
	onLost: (why: WhyNot) => void = () => undefined
): Promise<Tracker> {
	const worker = startWorker();
	try {
		await untilReady(worker, modelUrl);
	} catch (error) {
		worker.terminate();
		throw error;
	}
	return new WorkerTracker(worker, onLost);
}

function startWorker(): Worker {
	try {
		return new Worker(new URL('./landmarks.worker.ts', import.meta.url), { type: 'module' });
	} catch (error) {
		throw new CannotFollow('no-workers', String(error));
	}
}

function untilReady(worker: Worker, modelUrl: string): Promise<void> {
	return new Promise((ready, fail) => {
		const late = setTimeout(() => fail(new CannotFollow('too-slow')), PATIENCE_MS);
		const settle = (act: () => void) => {
			clearTimeout(late);
			worker.onmessage = worker.onerror = null;
			act();
		};
		worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
			if (data.type === 'ready') settle(ready);
			if (data.type === 'failed') {
				const { why, details } = data;
				settle(() => fail(new CannotFollow(why, details)));
			}
		};
		// a browser without module workers reads the file as an old script and stops at its first import
		worker.onerror = (event) => {
			event.preventDefault();
			settle(() => fail(new CannotFollow('no-workers', event.message)));
		};
		const opening: ToWorker = { type: 'open', modelUrl: new URL(modelUrl, location.href).href };
		worker.postMessage(opening);
	});
}

class WorkerTracker implements Tracker {
	calibration: Calibration | null = null;
	#worker: Worker;
	#camera: SmallCamera | null = null;
	#isFree = true;
	#listeners = new Set<(sample: LiveSample) => void>();
	#onRest = (): void => undefined;
	#onLost: (why: WhyNot) => void;
	/** The latest ones, for what is seen now. */
	#glances: Glance[] = [];
	#take: { startedAtMs: number; glances: Glance[] } | null = null;
	#stopWatch = (): void => undefined;

	constructor(worker: Worker, onLost: (why: WhyNot) => void) {
		this.#worker = worker;
		this.#onLost = onLost;
		worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
		worker.onerror = () => onLost('failed');
	}

	attach(stream: MediaStream): void {
		this.detach();
		this.#isFree = true;
		this.#glances = [];
		this.#say({ type: 'take' });
		this.#camera = openSmallCamera(stream, {
			frames: (readable) => this.#say({ type: 'frames', readable }, [readable]),
			frame: (frame) => {
				this.#isFree = false;
				this.#say({ type: 'frame', frame }, [frame]);
			},
			isFree: () => this.#isFree
		});
		this.#stopWatch = watchLosses(stream, (delivered, lost) => {
			if (this.#take) this.#say({ type: 'lost', delivered, lost });
		});
	}

	onSample(listen: (sample: LiveSample) => void): () => void {
		this.#listeners.add(listen);
		return () => this.#listeners.delete(listen);
	}

	onRest(listen: () => void): void {
		this.#onRest = listen;
	}

	detach(): void {
		this.#stopWatch();
		this.#stopWatch = () => undefined;
		this.#camera?.stop();
		if (this.#camera) this.#say({ type: 'rest' });
		this.#camera = null;
	}

	startTrack(startedAtMs: number): void {
		this.#say({ type: 'take' });
		this.#take = { startedAtMs, glances: [] };
	}

	stopTrack(): GazeSample[] {
		const take = this.#take;
		this.#take = null;
		if (!take) return [];
		const track = new TakeTrack(take.startedAtMs);
		for (const sample of settleStates(take.glances, this.calibration)) track.add(sample);
		return track.finish(performance.now());
	}

	close(): void {
		this.detach();
		this.#listeners.clear();
		this.#worker.terminate();
	}

	#say(words: ToWorker, transfer: Transferable[] = []): void {
		this.#worker.postMessage(words, transfer);
	}

	#hear(words: FromWorker): void {
		if (words.type === 'dropped') this.#isFree = true;
		if (words.type === 'rests') this.#onRest();
		if (words.type === 'failed') this.#onLost(words.why);
		if (words.type !== 'reading') return;
		this.#isFree = true;
		// frames of a stream that was let go of may still arrive
		if (!this.#camera) return;
		const atMs = words.at - performance.timeOrigin;
		const { reading, light, costMs, detectMs, pace } = words;
		const glance = glanceAt(reading, atMs, this.calibration);
		this.#take?.glances.push(glance);
		this.#glances = [...this.#glances, glance].slice(-LIVE_GLANCES);
		const seen = settleStates(this.#glances, this.calibration).at(-1);
		if (!seen) return;
		const sample: LiveSample = { ...seen, reading, light, costMs, detectMs, pace };
		for (const listen of this.#listeners) listen(sample);
	}
}

/** Chromium counts what a camera's track delivered and what it lost. */
interface CountingTrack extends MediaStreamTrack {
	stats?: { deliveredFrames?: number; discardedFrames?: number; totalFrames?: number };
}

/** Reports once a second how many frames of the recorded track arrived and were lost, where the browser counts them. */
function watchLosses(
	stream: MediaStream,
	report: (delivered: number, lost: number) => void
): () => void {
	const track: CountingTrack | undefined = stream.getVideoTracks()[0];
	let before = countFrames(track);
	if (!before) return () => undefined;
	const timer = setInterval(() => {
		const now = countFrames(track);
		if (now && before) report(now.delivered - before.delivered, now.lost - before.lost);
		before = now;
	}, 1000);
	return () => clearInterval(timer);
}

/** Frames that were neither delivered nor left out on purpose are lost. */
function countFrames(track: CountingTrack | undefined): { delivered: number; lost: number } | null {
	const { deliveredFrames, discardedFrames = 0, totalFrames } = track?.stats ?? {};
	if (deliveredFrames === undefined || totalFrames === undefined) return null;
	return { delivered: deliveredFrames, lost: totalFrames - discardedFrames - deliveredFrames };
}

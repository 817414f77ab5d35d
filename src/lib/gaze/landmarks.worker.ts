/** Looks at the camera's frames in a thread of its own, so that neither the page nor the recording waits. */
import { hasWebGl2, openFaceFinder, type FaceFinder } from './face-finder.browser.ts';
import { pixelReader } from './frame-pixels.browser.ts';
import { readFrame, type FrameReading } from './landmark.ts';
import { measureLight, type LightSample } from './light.ts';
import { afterFrame, afterRest, afterSecond, FRESH_PACE, gapMs, type PaceState } from './pace.ts';
import type { FromWorker, ToWorker } from './worker-words.ts';

/** Light is measured on a picture of this width in pixels, twice a second: it changes slowly. */
const LIGHT_WIDTH = 128;
const LIGHT_EVERY_MS = 480;
/** Of the grey picture that wakes the landmarker up: its first look takes up to a second. */
const WARM_UP = { width: 640, height: 360, looks: 3 };

let finder: FaceFinder | null = null;
let pace: PaceState = FRESH_PACE;
let lookedAt = -Infinity;
let lightAt = -Infinity;
let reading: ReadableStreamDefaultReader<VideoFrame> | null = null;
const small = new OffscreenCanvas(LIGHT_WIDTH, LIGHT_WIDTH);
const pen = small.getContext('2d', { willReadFrequently: true, alpha: false });

const say = (words: FromWorker) => self.postMessage(words);
quieten(/^(INFO:|[IW]\d{4} |Graph successfully)/);

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
	if (data.type === 'open') void open(data.modelUrl);
	else if (data.type === 'frames') void follow(data.readable);
	else if (data.type === 'frame') lookOnce(data.frame);
	else if (data.type === 'take') pace = { ...FRESH_PACE, isBlameless: pace.isBlameless };
	else if (data.type === 'lost') pace = afterSecond(pace, data.delivered, data.lost);
	else reading = null;
};

async function open(modelUrl: string): Promise<void> {
	try {
		if (!hasWebGl2()) {
			say({ type: 'failed', why: 'no-webgl2', details: 'no WebGL2 in a worker' });
			return;
		}
		const model = await fetchModel(modelUrl);
		if (!model) return;
		finder = await openFaceFinder(model);
		warmUp(finder);
		say({ type: 'ready' });
	} catch (error) {
		say({ type: 'failed', why: 'failed', details: String(error) });
	}
}

async function fetchModel(url: string): Promise<Uint8Array | null> {
	try {
		const response = await fetch(url);
		if (response.ok) return new Uint8Array(await response.arrayBuffer());
		say({ type: 'failed', why: 'unreachable', details: `${response.status}` });
	} catch (error) {
		say({ type: 'failed', why: 'unreachable', details: String(error) });
	}
	return null;
}

function warmUp(finder: FaceFinder): void {
	const grey = new OffscreenCanvas(WARM_UP.width, WARM_UP.height);
	const brush = grey.getContext('2d');
	if (!brush) return;
	brush.fillStyle = 'grey';
	brush.fillRect(0, 0, WARM_UP.width, WARM_UP.height);
	for (let look = 0; look < WARM_UP.looks; look++) finder.find(grey, performance.now());
}

/** The stream keeps only the newest frame, so those that come while one is looked at are gone by themselves. */
async function follow(frames: ReadableStream<VideoFrame>): Promise<void> {
	const mine = frames.getReader();
	const readPixels = pixelReader();
	reading = mine;
	for (;;) {
		const { done, value } = await mine.read().catch(() => ({ done: true, value: undefined }));
		if (done || !value) break;
		// what comes after the rest began is only given back: a frame that nobody closes holds the camera up
		try {
			const from = performance.now();
			if (reading !== mine || !isDue(from)) continue;
			const pixels = await readPixels(value);
			if (reading === mine) look(value, pixels, from);
		} catch (error) {
			giveUp(error);
		} finally {
			value.close();
		}
	}
	if (reading === mine) reading = null;
}

function lookOnce(frame: ImageBitmap): void {
	const from = performance.now();
	try {
		if (isDue(from)) look(frame, frame, from);
		else say({ type: 'dropped' });
	} catch (error) {
		giveUp(error);
	} finally {
		frame.close();
	}
}

/** The engine is broken, e.g. its drawing context was lost while the computer slept: it does not mend itself. */
function giveUp(error: unknown): void {
	finder = null;
	say({ type: 'failed', why: 'failed', details: String(error) });
}

/** Is it time for another look at `from`? */
function isDue(from: number): boolean {
	pace = afterRest(pace, from - lookedAt);
	return finder !== null && from - lookedAt >= gapMs(pace.pace);
}

/** One look at a frame of which `picture` is what the landmarker gets; its cost counts since `from`. */
function look(frame: VideoFrame | ImageBitmap, picture: TexImageSource, from: number): void {
	if (!finder) return;
	const { width, height } = sizeOf(frame);
	lookedAt = from;
	const detectFrom = performance.now();
	const faces = finder.find(picture, from);
	const detectMs = performance.now() - detectFrom;
	const found = readFrame(faces, width, height);
	const light = from - lightAt >= LIGHT_EVERY_MS ? readLight(frame, found, width, height) : null;
	if (light) lightAt = from;
	const costMs = performance.now() - from;
	const before = pace.pace;
	pace = afterFrame(pace, costMs);
	const at = performance.timeOrigin + from;
	say({ type: 'reading', at, reading: found, light, costMs, detectMs, pace: pace.pace });
	if (pace.pace === 0 && before !== 0) say({ type: 'rests' });
}

function sizeOf(frame: VideoFrame | ImageBitmap): { width: number; height: number } {
	if (frame instanceof ImageBitmap) return frame;
	return { width: frame.displayWidth, height: frame.displayHeight };
}

function readLight(
	picture: VideoFrame | ImageBitmap,
	{ box }: FrameReading,
	width: number,
	height: number
): LightSample | null {
	if (!pen || !box) return null;
	const rows = Math.round((LIGHT_WIDTH * height) / width);
	if (small.height !== rows) small.height = rows;
	pen.drawImage(picture, 0, 0, LIGHT_WIDTH, rows);
	return measureLight(pen.getImageData(0, 0, LIGHT_WIDTH, rows).data, LIGHT_WIDTH, rows, box);
}

/** The landmarker's engine writes its diary to the console, some of it as errors; lines of `diary` are no news. */
function quieten(diary: RegExp): void {
	for (const channel of ['log', 'info', 'warn', 'error'] as const) {
		const write = console[channel].bind(console);
		console[channel] = (...words: unknown[]) => {
			if (!diary.test(String(words[0]))) write(...words);
		};
	}
}

/** Runs in the browser: what `browser.ts` asks for, on the product's own tracker. */
import { BlobSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import type { FrameReading } from '../../../src/lib/gaze/landmark.ts';
import { openTracker, type Tracker } from '../../../src/lib/gaze/tracker.browser.ts';
import { readBarcode } from '../../fixtures/barcode.ts';
import type { ToBare } from './bare.worker.ts';

declare class MediaStreamTrackProcessor {
	constructor(given: { track: MediaStreamTrack; maxBufferSize?: number });
	readonly readable: ReadableStream<VideoFrame>;
}

const MODEL = '/model.task';
const later = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

let tracker: Tracker | undefined;
let bare: Worker | undefined;

async function openCamera(width: number, height: number): Promise<MediaStream> {
	return navigator.mediaDevices.getUserMedia({
		video: { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 30 } },
		audio: true
	});
}

const close = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop());

/** Opens the tracker once. */
async function warm(): Promise<Tracker> {
	tracker ??= await openTracker(MODEL);
	return tracker;
}

/** Costs of a frame in milliseconds: the product's worker, all of it. */
async function ours(ms: number): Promise<number[]> {
	const stream = await openCamera(640, 360);
	const following = await warm();
	const costs: number[] = [];
	const forget = following.onSample(({ costMs }) => costs.push(costMs));
	following.attach(stream);
	await later(ms);
	forget();
	following.detach();
	close(stream);
	return costs;
}

/** The same for the landmarker alone, in a worker of its own. */
async function theirs(ms: number): Promise<number[]> {
	const worker = (bare ??= await openBare());
	const stream = await openCamera(640, 360);
	const [track] = stream.getVideoTracks();
	if (!track) throw new Error('no camera');
	await track.applyConstraints({ width: 640, height: 360, frameRate: 10 });
	const costs: number[] = [];
	worker.onmessage = ({ data }: MessageEvent<number>) => costs.push(data);
	const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 });
	worker.postMessage({ readable } satisfies ToBare, [readable]);
	await later(ms);
	worker.postMessage('rest' satisfies ToBare);
	close(stream);
	return costs;
}

async function openBare(): Promise<Worker> {
	const worker = new Worker(new URL('./bare.worker.ts', import.meta.url), { type: 'module' });
	worker.postMessage({ model: new URL(MODEL, location.href).href } satisfies ToBare);
	await new Promise((ready) => (worker.onmessage = ready));
	return worker;
}

/** Watches the camera for `ms` with or without the tracker; the caller measures the page's thread meanwhile. */
async function idle(ms: number, follow: boolean): Promise<number> {
	const stream = await openCamera(1280, 720);
	let looks = 0;
	const following = await warm();
	const forget = following.onSample(() => looks++);
	if (follow) following.attach(stream);
	await later(ms);
	forget();
	following.detach();
	close(stream);
	return looks;
}

/** Records 720p for `ms` and counts the pictures in the file. */
async function record(ms: number, follow: boolean): Promise<{ frames: number; looks: number }> {
	const stream = await openCamera(1280, 720);
	const following = await warm();
	let looks = 0;
	const forget = following.onSample(() => looks++);
	if (follow) following.attach(stream);
	await later(1000);
	looks = 0;
	const parts: Blob[] = [];
	const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' });
	recorder.ondataavailable = ({ data }) => parts.push(data);
	recorder.start(1000);
	await new Promise((started) => (recorder.onstart = started));
	await later(ms);
	recorder.stop();
	await new Promise((stopped) => (recorder.onstop = stopped));
	forget();
	following.detach();
	close(stream);
	return { frames: await countFrames(new Blob(parts), ms), looks };
}

/** Pictures within the first `ms` of a recording. */
async function countFrames(recording: Blob, ms: number): Promise<number> {
	const input = new Input({ source: new BlobSource(recording), formats: [WEBM] });
	const track = await input.getPrimaryVideoTrack();
	if (!track) return 0;
	let frames = 0;
	for await (const packet of new EncodedPacketSink(track).packets()) {
		if (packet.timestamp * 1000 < ms) frames++;
	}
	return frames;
}

/** A reading of the labelled clip and the number of the frame that was in front of the camera. */
export interface Labelled {
	frame: number;
	atMs: number;
	reading: FrameReading;
}

/** Plays the labelled clip through the camera and the product's worker. */
async function clip(ms: number): Promise<Labelled[]> {
	const stream = await openCamera(640, 360);
	const following = await warm();
	const numberAt = await watchNumbers(stream);
	const seen: Labelled[] = [];
	const forget = following.onSample(({ reading, atMs }) => {
		const frame = numberAt(atMs);
		if (frame !== null) seen.push({ frame, atMs, reading });
	});
	following.attach(stream);
	await later(ms);
	forget();
	following.detach();
	close(stream);
	return seen;
}

/** Reads the barcode of every picture the camera shows; gives the number that was shown at a moment. */
async function watchNumbers(stream: MediaStream): Promise<(atMs: number) => number | null> {
	const video = document.createElement('video');
	video.muted = true;
	video.srcObject = stream;
	await video.play();
	const pen = new OffscreenCanvas(640, 20).getContext('2d', { willReadFrequently: true });
	const shown: { atMs: number; frame: number | null }[] = [];
	const read = (now: number) => {
		pen?.drawImage(video, 0, 0, video.videoWidth, (20 * video.videoWidth) / 640, 0, 0, 640, 20);
		const rows = pen?.getImageData(0, 0, 640, 20).data;
		shown.push({ atMs: now, frame: rows ? readBarcode(rows, 640, 20) : null });
		video.requestVideoFrameCallback(read);
	};
	video.requestVideoFrameCallback(read);
	return (atMs) => shown.findLast((each) => each.atMs <= atMs)?.frame ?? null;
}

const bench = { warm: async () => void (await warm()), ours, theirs, idle, record, clip };
export type InPage = typeof bench;
Object.assign(window, { bench });

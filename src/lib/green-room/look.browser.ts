/** Looks at the camera's picture for some seconds, together with what the face landmarker saw in the same moment. */
import type { FrameReading } from '../gaze/landmark.ts';
import { pass } from './passing.browser.ts';
import { PictureMeter, type PictureReading } from './picture.ts';
import type { Probing } from './probing.ts';

/** Longer side of the picture that is looked at, in pixels: what the thresholds of the verdicts were measured at. */
const LONG_SIDE = 640;
/** How long is looked, in milliseconds, and how often where no landmarker tells when. */
const LOOK_MS = 3000;
const EVERY_MS = 250;
/** A camera that shows nothing for this long, in milliseconds, is not there. */
const PATIENCE_MS = 8000;

export interface Look extends PictureReading {
	/** Pixels of the whole picture. */
	width: number;
	height: number;
	/** Pictures a second that really came; null where the browser does not tell. */
	frameRate: number | null;
}

/** Calls its argument with what the landmarker sees, each time it sees; returns how to stop. */
export type Watcher = (seen: (reading: FrameReading) => void) => () => void;

/**
 * @param watch the landmarker; null when it is not available
 * @throws {Error} with a sentence when no picture comes; the signal's reason when it is aborted
 */
export async function lookAtPicture(
	stream: MediaStream,
	watch: Watcher | null,
	{ signal, onProgress }: Probing = {}
): Promise<Look> {
	const video = await play(stream, signal);
	const rate = countFrames(video);
	const meter = new PictureMeter();
	const canvas = new OffscreenCanvas(...sizeOf(video));
	const context = canvas.getContext('2d', { willReadFrequently: true });
	const look = (seen: FrameReading | null) => {
		context?.drawImage(video, 0, 0, canvas.width, canvas.height);
		const image = context?.getImageData(0, 0, canvas.width, canvas.height);
		if (image) meter.add(image.data, canvas.width, canvas.height, seen);
	};
	const stop = watch ? watch(look) : every(EVERY_MS, () => look(null));
	try {
		await pass(LOOK_MS, { signal, onProgress });
	} finally {
		stop();
		video.srcObject = null;
	}
	return {
		...meter.read(),
		width: video.videoWidth || canvas.width,
		height: video.videoHeight || canvas.height,
		frameRate: rate()
	};
}

function every(ms: number, act: () => void): () => void {
	const timer = setInterval(act, ms);
	return () => clearInterval(timer);
}

async function play(stream: MediaStream, signal?: AbortSignal): Promise<HTMLVideoElement> {
	const video = document.createElement('video');
	Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
	void video.play().catch(() => undefined);
	const from = performance.now();
	while (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) {
		signal?.throwIfAborted();
		if (performance.now() - from > PATIENCE_MS)
			throw new Error(
				'The camera is on but sends no picture. Turn it off and on, then check again.'
			);
		await new Promise((done) => setTimeout(done, 50));
	}
	return video;
}

function sizeOf({ videoWidth, videoHeight }: HTMLVideoElement): [number, number] {
	const scale = Math.min(1, LONG_SIDE / Math.max(videoWidth, videoHeight));
	return [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
}

/** Counts what is shown from now on; the returned function says how many a second. */
function countFrames(video: HTMLVideoElement): () => number | null {
	if (!('requestVideoFrameCallback' in video)) return () => null;
	let first: VideoFrameCallbackMetadata | undefined;
	let last: VideoFrameCallbackMetadata | undefined;
	const note = (_: number, frame: VideoFrameCallbackMetadata) => {
		first ??= frame;
		last = frame;
		if (video.srcObject) video.requestVideoFrameCallback(note);
	};
	video.requestVideoFrameCallback(note);
	return () => {
		// a page that is not shown is given no pictures
		if (!first || !last || last.presentationTime <= first.presentationTime)
			return document.hidden ? null : 0;
		const frames = last.presentedFrames - first.presentedFrames;
		return (frames * 1000) / (last.presentationTime - first.presentationTime);
	};
}

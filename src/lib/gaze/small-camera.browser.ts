/** A small, slow copy of the camera's picture for the worker, in the form that this browser can hand over. */

/** Longer side of the picture the landmarker gets, in pixels. @source design: gaze measurements, 20-27 ms a frame at 640 */
const LONG_SIDE = 640;
const FRAMES_PER_SECOND = 10;

/** Chromium's way to read a camera's frames; other browsers lack it on the page. */
declare class MediaStreamTrackProcessor {
	constructor(given: { track: MediaStreamTrack; maxBufferSize?: number });
	readonly readable: ReadableStream<VideoFrame>;
}

export interface SmallCamera {
	stop(): void;
}

interface Takers {
	frames: (readable: ReadableStream<VideoFrame>) => void;
	/** Called when a frame may be taken; takes one or says that it is busy. */
	frame: (frame: ImageBitmap) => void;
	isFree: () => boolean;
}

/** Hands a small copy of `stream`'s picture to `takers` until it is stopped; the camera itself stays as it is. */
export function openSmallCamera(stream: MediaStream, takers: Takers): SmallCamera | null {
	const camera = stream.getVideoTracks()[0];
	if (!camera) return null;
	const track = camera.clone();
	// a camera that cannot scale is read at its full size: slower, and still right
	track.applyConstraints(smallOf(camera.getSettings())).catch(() => undefined);
	if ('MediaStreamTrackProcessor' in globalThis) {
		takers.frames(new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable);
		return { stop: () => track.stop() };
	}
	const grabbing = grabFrames(track, takers);
	return {
		stop() {
			grabbing.stop();
			track.stop();
		}
	};
}

function smallOf({ width = 1280, height = 720 }: MediaTrackSettings): MediaTrackConstraints {
	const scale = Math.min(1, LONG_SIDE / Math.max(width, height));
	return {
		width: { ideal: Math.round(width * scale) },
		height: { ideal: Math.round(height * scale) },
		frameRate: { ideal: FRAMES_PER_SECOND }
	};
}

/** Through a hidden video element: the page only asks for a bitmap, which the browser makes elsewhere. */
function grabFrames(track: MediaStreamTrack, takers: Takers): SmallCamera {
	const video = document.createElement('video');
	video.muted = true;
	video.playsInline = true;
	video.srcObject = new MediaStream([track]);
	video.play().catch(() => undefined);
	let asking = false;
	const timer = setInterval(() => {
		const { videoWidth: width, videoHeight: height } = video;
		if (asking || width === 0 || !takers.isFree()) return;
		asking = true;
		const scale = Math.min(1, LONG_SIDE / Math.max(width, height));
		createImageBitmap(video, {
			resizeWidth: Math.round(width * scale),
			resizeHeight: Math.round(height * scale)
		})
			.then(takers.frame)
			.catch(() => undefined)
			.finally(() => (asking = false));
	}, 1000 / FRAMES_PER_SECOND);
	return {
		stop() {
			clearInterval(timer);
			video.srcObject = null;
		}
	};
}

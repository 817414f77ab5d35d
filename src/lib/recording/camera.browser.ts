/** Opens camera and microphone together, and tells when one of them goes away. */
import { troubleOf, type DeviceTrouble } from './device-trouble.ts';

/** Raised when camera and microphone cannot be opened. */
export class CameraClosed extends Error {
	constructor(readonly trouble: DeviceTrouble) {
		super(trouble);
		this.name = 'CameraClosed';
	}
}

/**
 * 720p at 30 frames a second where the camera has it. Automatic gain is off, because it changes the level of speech
 * by about 2 dB and clips, which later measures of loudness would take for the speaker.
 */
const WANTED: MediaStreamConstraints = {
	video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } },
	audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: false }
};

/**
 * Asks for camera and microphone.
 * @throws {CameraClosed} with what is in the way
 */
export async function openCamera(): Promise<MediaStream> {
	if (!window.isSecureContext) throw new CameraClosed('insecure');
	if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === 'undefined') {
		throw new CameraClosed('unsupported');
	}
	try {
		return await navigator.mediaDevices.getUserMedia(WANTED);
	} catch (error) {
		throw new CameraClosed(troubleOf(error instanceof DOMException ? error.name : ''));
	}
}

/**
 * A second, small and slow copy of the camera's picture, because drawing shares the processor with the recording.
 * Stop it with `closeCamera`.
 */
export function smallCopy(stream: MediaStream): MediaStream {
	const tracks = stream.getVideoTracks().map((track) => {
		const copy = track.clone();
		const small = { width: { ideal: 320 }, height: { ideal: 180 }, frameRate: { ideal: 12 } };
		// a camera that cannot scale shows its full picture: slower, and still right
		copy.applyConstraints(small).catch(() => undefined);
		return copy;
	});
	return new MediaStream(tracks);
}

/** Calls `onLost` once, with the first of camera and microphone that goes away; returns how to stop watching. */
export function watchDevices(
	stream: MediaStream,
	onLost: (lost: 'camera' | 'microphone') => void
): () => void {
	const watching = new AbortController();
	for (const track of stream.getTracks()) {
		track.addEventListener(
			'ended',
			() => {
				watching.abort();
				onLost(track.kind === 'video' ? 'camera' : 'microphone');
			},
			{ signal: watching.signal }
		);
	}
	return () => watching.abort();
}

export function closeCamera(stream: MediaStream | undefined): void {
	for (const track of stream?.getTracks() ?? []) track.stop();
}

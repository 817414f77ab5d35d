/** Opens camera and microphone together, and tells when one of them goes away. */
import { troubleOf, type DeviceTrouble } from './device-trouble.ts';
import { constraintsFor, NO_CHOICE, substituted, type DeviceChoice } from './devices.ts';
import { chooseQuality, type Quality } from './quality.ts';
import { chooseTakeType } from './take-type.ts';

/** Raised when camera and microphone cannot be opened. */
export class CameraClosed extends Error {
	constructor(readonly trouble: DeviceTrouble) {
		super(trouble);
		this.name = 'CameraClosed';
	}
}

/** A camera that is silent for this long, in milliseconds, is gone: a lid was closed, a call came in. */
const SILENT_MS = 3000;

/** What this browser lacks for recording; null when it lacks nothing. */
export function whatIsMissing(choice: DeviceChoice): DeviceTrouble | null {
	if (!window.isSecureContext) return 'insecure';
	if (!navigator.mediaDevices?.getUserMedia) return 'no-camera-access';
	if (typeof MediaRecorder === 'undefined') return 'no-recorder';
	const type = chooseTakeType((each) => MediaRecorder.isTypeSupported(each), choice.kind);
	return type === null ? 'unsupported' : null;
}

/**
 * Asks for camera and microphone, or for the microphone alone.
 * @throws {CameraClosed} with what is in the way
 */
export async function openCamera(
	choice: DeviceChoice = NO_CHOICE,
	quality: Quality = chooseQuality(null)
): Promise<MediaStream> {
	const missing = whatIsMissing(choice);
	if (missing) throw new CameraClosed(missing);
	try {
		return await navigator.mediaDevices.getUserMedia(constraintsFor(choice, quality));
	} catch (error) {
		throw new CameraClosed(troubleOf(error instanceof DOMException ? error.name : ''));
	}
}

/** Changes the size of the picture of an open camera, as far as it can. */
export async function resize(
	stream: MediaStream,
	{ width, height, framesPerSecond }: Quality
): Promise<void> {
	const wanted = {
		width: { ideal: width },
		height: { ideal: height },
		frameRate: { ideal: Math.min(30, framesPerSecond), max: 30 }
	};
	for (const track of stream.getVideoTracks()) {
		// a camera that cannot do so records as before, at the new rate
		await track.applyConstraints(wanted).catch(() => undefined);
	}
}

/** Which chosen device was not there, so that another one is used. */
export function substitutesIn(
	stream: MediaStream,
	choice: DeviceChoice
): ('camera' | 'microphone')[] {
	return substituted(choice, {
		camera: stream.getVideoTracks()[0]?.getSettings().deviceId,
		microphone: stream.getAudioTracks()[0]?.getSettings().deviceId
	});
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

/**
 * Calls `onLost` once, with the first of camera and microphone that goes away: unplugged, taken back, switched to another
 * headset, or silent for seconds while the page is in sight. Returns how to stop watching.
 */
export function watchDevices(
	stream: MediaStream,
	onLost: (lost: 'camera' | 'microphone') => void
): () => void {
	const watching = new AbortController();
	const { signal } = watching;
	const lose = (track: MediaStreamTrack) => {
		if (signal.aborted) return;
		watching.abort();
		onLost(track.kind === 'video' ? 'camera' : 'microphone');
	};
	for (const track of stream.getTracks()) {
		track.addEventListener('ended', () => lose(track), { signal });
		track.addEventListener(
			'mute',
			() => {
				const timer = setTimeout(() => {
					if (track.muted && !document.hidden) lose(track);
				}, SILENT_MS);
				track.addEventListener('unmute', () => clearTimeout(timer), { signal, once: true });
				signal.addEventListener('abort', () => clearTimeout(timer));
			},
			{ signal }
		);
	}
	// some browsers let a track run on, silent, when its device is unplugged
	navigator.mediaDevices?.addEventListener(
		'devicechange',
		() => void unplugged(stream.getTracks()).then((gone) => gone && lose(gone)),
		{ signal }
	);
	return () => watching.abort();
}

async function unplugged(
	tracks: readonly MediaStreamTrack[]
): Promise<MediaStreamTrack | undefined> {
	const found = await navigator.mediaDevices.enumerateDevices().catch(() => []);
	const ids = new Set(found.map(({ deviceId }) => deviceId));
	// without permission a browser lists devices without their ids: that says nothing
	if (ids.size === 0 || ids.has('')) return undefined;
	return tracks.find((track) => {
		const { deviceId } = track.getSettings();
		return deviceId !== undefined && deviceId !== '' && !ids.has(deviceId);
	});
}

export function closeCamera(stream: MediaStream | undefined): void {
	for (const track of stream?.getTracks() ?? []) track.stop();
}

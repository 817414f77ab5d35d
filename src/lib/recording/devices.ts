/** Which camera and microphone a person has chosen, and what to ask the browser for. */
import type { Quality } from './quality.ts';
import type { TakeKind } from './take-type.ts';

export interface DeviceChoice {
	/** `sound`: an interview without a camera. */
	kind: TakeKind;
	/** Ids of the browser; empty: whatever the browser takes. */
	cameraId: string;
	microphoneId: string;
}

export const NO_CHOICE: DeviceChoice = { kind: 'video', cameraId: '', microphoneId: '' };

/** The choice as it was kept; what cannot be read is no choice. */
export function readChoice(kept: string | null): DeviceChoice {
	try {
		const { kind, cameraId, microphoneId } = JSON.parse(kept ?? '') as Partial<DeviceChoice>;
		return {
			kind: kind === 'sound' ? 'sound' : 'video',
			cameraId: typeof cameraId === 'string' ? cameraId : '',
			microphoneId: typeof microphoneId === 'string' ? microphoneId : ''
		};
	} catch {
		return NO_CHOICE;
	}
}

/**
 * What to ask for. A chosen device is a wish and no condition: when it is not connected another one is used, and said so.
 * Automatic gain is off, because it changes the level of speech by about 2 dB and clips, which later measures of loudness
 * would take for the speaker.
 */
export function constraintsFor(choice: DeviceChoice, quality: Quality): MediaStreamConstraints {
	const { width, height, framesPerSecond } = quality;
	const wish = (id: string) => (id ? { deviceId: { ideal: id } } : {});
	return {
		audio: {
			...wish(choice.microphoneId),
			echoCancellation: true,
			noiseSuppression: true,
			autoGainControl: false
		},
		video: choice.kind === 'video' && {
			...wish(choice.cameraId),
			width: { ideal: width },
			height: { ideal: height },
			frameRate: { ideal: Math.min(30, framesPerSecond), max: 30 }
		}
	};
}

/** The part of MediaDeviceInfo that matters here. */
export interface KnownDevice {
	kind: 'videoinput' | 'audioinput' | 'audiooutput';
	deviceId: string;
	label: string;
}

/** Cameras or microphones by a name for a list; a device without a name gets a number. */
export function listed(
	devices: readonly KnownDevice[],
	kind: 'videoinput' | 'audioinput'
): { value: string; label: string }[] {
	const word = kind === 'videoinput' ? 'Camera' : 'Microphone';
	return devices
		.filter((each) => each.kind === kind && each.deviceId !== '')
		.map(({ deviceId, label }, at) => ({ value: deviceId, label: label || `${word} ${at + 1}` }));
}

/** Chosen devices that are not the ones in use, in words; empty when all is as chosen. */
export function substituted(
	choice: DeviceChoice,
	used: { camera?: string | undefined; microphone?: string | undefined }
): ('camera' | 'microphone')[] {
	const isOther = (chosen: string, now: string | undefined) =>
		chosen !== '' && now !== undefined && now !== chosen;
	return [
		...(choice.kind === 'video' && isOther(choice.cameraId, used.camera)
			? ['camera' as const]
			: []),
		...(isOther(choice.microphoneId, used.microphone) ? ['microphone' as const] : [])
	];
}

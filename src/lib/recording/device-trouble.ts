/**
 * What went wrong with camera or microphone, in words with a way out. The browser tells it by the name of an error.
 */
export type DeviceTrouble =
	| 'denied'
	| 'missing'
	| 'in-use'
	| 'lost-camera'
	| 'lost-microphone'
	| 'insecure'
	| 'no-camera-access'
	| 'no-recorder'
	| 'unsupported'
	| 'unknown';

/** @source MDN: MediaDevices.getUserMedia(), "Exceptions" */
export function troubleOf(errorName: string): DeviceTrouble {
	switch (errorName) {
		case 'NotAllowedError':
		case 'SecurityError':
			return 'denied';
		case 'NotFoundError':
		case 'OverconstrainedError':
			return 'missing';
		case 'NotReadableError':
		case 'AbortError':
			return 'in-use';
		default:
			return 'unknown';
	}
}

export interface TroubleWords {
	title: string;
	/** What to do, one step a sentence. */
	wayOut: string;
}

export const TROUBLE_WORDS: Record<DeviceTrouble, TroubleWords> = {
	denied: {
		title: 'The camera or the microphone is blocked',
		wayOut:
			'Press the camera or lock sign beside the address of this page, allow camera and microphone, then press "Try again". On a phone or a Mac, look in the system settings under privacy too.'
	},
	missing: {
		title: 'No camera or no microphone was found',
		wayOut:
			'Connect them, or switch them on, then press "Try again". Without a camera you can record sound only: choose that where camera and microphone are checked.'
	},
	'in-use': {
		title: 'Another program is using the camera or the microphone',
		wayOut: 'Close other video calls and camera programs, then press "Try again".'
	},
	'lost-camera': {
		title: 'The camera was disconnected',
		wayOut: 'What you recorded is kept. Connect the camera again, then press "Try again".'
	},
	'lost-microphone': {
		title: 'The microphone was disconnected or switched',
		wayOut:
			'What you recorded is kept. Connect the microphone or headphones you want to use, then press "Try again".'
	},
	insecure: {
		title: 'The camera needs a secure address',
		wayOut: 'Open this page with https:// at the front, or on the computer itself at localhost.'
	},
	'no-camera-access': {
		title: 'This browser gives pages no camera (getUserMedia is missing)',
		wayOut: 'Use a current Firefox, Chrome, Edge or Safari.'
	},
	'no-recorder': {
		title: 'This browser has no recorder (MediaRecorder is missing)',
		wayOut: 'Use a current Firefox, Chrome, Edge or Safari.'
	},
	unsupported: {
		title: 'This browser records neither WebM nor MP4',
		wayOut: 'Use a current Firefox, Chrome, Edge or Safari.'
	},
	unknown: {
		title: 'The camera did not start',
		wayOut: 'Press "Try again". If that does not help, restart the browser.'
	}
};

/** What is in the way of the camera or the microphone of the check, and the way out. */
import {
	TROUBLE_WORDS,
	type DeviceTrouble,
	type TroubleWords
} from '../recording/device-trouble.ts';

/** As the recorder says it, but of the one device that is meant and by the name of the button beside it. */
export function troubleWords(kind: 'camera' | 'microphone', trouble: DeviceTrouble): TroubleWords {
	const sign = kind === 'camera' ? 'camera' : 'microphone';
	switch (trouble) {
		case 'denied':
			return {
				title: `The ${kind} is blocked`,
				wayOut: `Press the ${sign} or lock sign beside the address of this page and allow the ${kind}. On a phone or a Mac, look in the system settings under privacy too. Then press "Check again".`
			};
		case 'missing':
			return {
				title: `No ${kind} was found`,
				wayOut: `Connect a ${kind}, or switch it on, then press "Check again". Many keyboards have a key that turns it off.`
			};
		case 'in-use':
			return {
				title: `Another program is using the ${kind}`,
				wayOut: 'Close other video calls and camera programs, then press "Check again".'
			};
		case 'lost-camera':
		case 'lost-microphone':
			return {
				title: `The ${kind} was disconnected`,
				wayOut: `Connect the ${kind} again, then press "Check again".`
			};
		case 'unknown':
			return {
				title: `The ${kind} did not start`,
				wayOut: 'Press "Check again". If that does not help, restart the browser.'
			};
		default:
			return TROUBLE_WORDS[trouble];
	}
}

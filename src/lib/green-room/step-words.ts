/** What each step of the check is called and what it looks at. */
import type { StepName } from './verdict.ts';

export interface StepWords {
	title: string;
	/** What is looked at and what to do, one or two sentences. */
	lead: string;
}

export const STEP_WORDS: Record<StepName, StepWords> = {
	camera: {
		title: 'Camera',
		lead: 'Which camera, and how much of you it shows. Wipe the lens first: a fingertip is enough to blur it.'
	},
	framing: {
		title: 'Framing',
		lead: 'Sit as you will in the interview. Head and shoulders in the picture, eyes in its upper third.'
	},
	light: {
		title: 'Light',
		lead: 'Light from in front of you, the same on both sides of the face, nothing bright behind you.'
	},
	background: {
		title: 'Background',
		lead: 'Still and plain behind you. This is a hint only: you know better what is in the picture.'
	},
	lens: {
		title: 'Lens',
		lead: 'Find the lens, and teach this page what looking at it means for your eyes.'
	},
	microphone: {
		title: 'Microphone',
		lead: 'Be silent for a moment, then say a few sentences as in the interview. You hear them afterwards.'
	},
	speakers: {
		title: 'Speakers',
		lead: 'Hear a sound, and see whether your microphone hears it too.'
	},
	network: {
		title: 'Connection',
		lead: 'Five seconds of sending to this server, as a recording is sent. What is sent is noise, and is thrown away.'
	},
	storage: {
		title: 'Storage',
		lead: 'Room on this device for a recording until the server has it.'
	},
	power: {
		title: 'Power and sleep',
		lead: 'Mains power, and a screen that stays on.'
	},
	browser: {
		title: 'Browser',
		lead: 'What this browser can do of what an interview here needs.'
	},
	checklist: {
		title: 'Checklist',
		lead: 'What no device can see. Tick what is done.'
	}
};

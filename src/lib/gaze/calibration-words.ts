/** What a person reads and hears while they calibrate, and what they see of it afterwards. */
import type { CalibrationStep } from './calibration.ts';
import type { GazeState } from './track.ts';

/** The two looks that tell lens and screen apart, and the corners for who wants it more exact. */
export const STEPS: readonly CalibrationStep[] = ['lens', 'screen'];
export const STEPS_WITH_CORNERS: readonly CalibrationStep[] = [
	...STEPS,
	'corner-left',
	'corner-right'
];

export const WHERE_TO_LOOK: Record<CalibrationStep, string> = {
	lens: 'Look into the lens of your camera',
	screen: 'Look at the dot in the middle',
	// left and right of the camera's picture, which looks at the person from the other side
	'corner-left': 'Look at the dot at the bottom right',
	'corner-right': 'Look at the dot at the bottom left'
};

/** What is seen now, for the person who tries it out. */
export const SEEN_WORDS: Record<GazeState, string> = {
	lens: 'at the lens',
	screen: 'at the screen',
	away: 'elsewhere',
	blink: 'a blink',
	'no-face': 'no face',
	'several-faces': 'more than one face',
	unavailable: 'nothing'
};

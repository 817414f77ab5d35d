/** The verdict on the lens: does this device know where this person's eyes go? And where the lens is, in words. */
import type { Calibration } from '../gaze/calibration.ts';
import { rounded, type Verdict } from './verdict.ts';

export interface LensSurroundings {
	/** Sits elsewhere than when calibrating. */
	moved?: boolean | undefined;
	/** False where eyes cannot be followed at all. */
	measurable?: boolean | undefined;
}

/** Frames that the fit did not see. Beyond these a share of eye contact means little; chosen, not measured. */
const LENS_FOUND = { good: 0.85, least: 0.7 };
const SCREEN_TAKEN = { good: 0.15, most: 0.3 };

const WHY =
	'Looking at the lens is what the interviewer feels as eye contact. The face on your screen is below it.';

/** What to know before looking into a lens, in the order in which it is done. */
export const LENS_LESSON = [
	'The lens is the small dark circle at the top of the screen, often beside a tiny light. On a phone it is near the upper edge, sometimes in a corner.',
	'Move the window with the interviewer right under the lens, and make it small. Then looking at the face is nearly looking at the lens.',
	'Look at the lens when you begin and when you end an answer. While you listen, look at the face.',
	'A small arrow of paper beside the lens, pointing at it, helps to remember.'
] as const;

export function judgeLens(
	calibration: Calibration | null,
	{ moved = false, measurable = true }: LensSurroundings = {}
): Verdict {
	const check = calibration?.check;
	const figures = {
		calibration: calibration?.kind ?? null,
		lensFound: rounded(check?.lensFound),
		screenTakenForLens: rounded(check?.screenTakenForLens)
	};
	const say = (grade: Verdict['grade'], finding: string, mend: string | null): Verdict => ({
		step: 'lens',
		grade,
		finding,
		why: WHY,
		mend,
		figures
	});
	if (!measurable) {
		return say(
			'not-measurable',
			'Eye contact cannot be measured in this browser.',
			'Put a small arrow of paper beside the lens and speak to it. Practising works without the measure.'
		);
	}
	if (!calibration) {
		return say(
			'not-measurable',
			'Your look at the lens is not set up yet.',
			'Look at the lens for two seconds, then at the dot: it takes less than ten seconds.'
		);
	}
	if (moved) {
		return say(
			'could-be-better',
			'You sit elsewhere than when you set it up.',
			'Sit the way you will sit in the interview, and set it up again.'
		);
	}
	const { lensFound, screenTakenForLens } = calibration.check;
	const taken = screenTakenForLens ?? 0;
	if (lensFound < LENS_FOUND.least || taken > SCREEN_TAKEN.most) {
		return say(
			'problem',
			'Looks at the lens and at the screen could hardly be told apart.',
			'Put more light on your face from the front, tilt glasses so that they do not reflect the screen, and set it up again.'
		);
	}
	if (screenTakenForLens === null) {
		return say(
			'could-be-better',
			'Only the lens was set up, not the screen.',
			'Set it up again with both points, so that looking at the screen is not counted as eye contact.'
		);
	}
	if (lensFound < LENS_FOUND.good || taken > SCREEN_TAKEN.good) {
		return say(
			'could-be-better',
			'Looks at the lens were told from looks at the screen most of the time.',
			'More light from the front and a steady seat make it surer. Set it up once more if you like.'
		);
	}
	return say('good', 'Your look at the lens is told apart from your look at the screen.', null);
}

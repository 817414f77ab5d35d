/** The hint on what is behind a person. Never a problem: whether a room looks right, a person sees better. */
import { rounded, type Verdict } from './verdict.ts';

/** Shares of the background, 0 to 1; see background-picture.ts. */
export interface BackgroundReading {
	motion: number | null;
	clutter: number | null;
}

/** The rendered clip, whose person moves and whose room does not, measures 0.003 to 0.013. */
const MOVES = 0.03;
/** The rendered clip's wall with two pictures measures 0.04 to 0.08; chosen, not measured on real rooms. */
const CLUTTERED = 0.2;

const WHY = 'What is behind you should leave the eyes of the interviewer on you.';

export function judgeBackground({ motion, clutter }: BackgroundReading): Verdict {
	const figures = {
		motionShare: rounded(sane(motion), 3),
		clutterShare: rounded(sane(clutter), 3)
	};
	const say = (grade: Verdict['grade'], finding: string, mend: string | null): Verdict => ({
		step: 'background',
		grade,
		finding,
		why: WHY,
		mend,
		figures
	});
	if (figures.motionShare === null && figures.clutterShare === null) {
		return say(
			'not-measurable',
			'The background could not be measured.',
			'Look behind you: a plain wall or a tidy shelf is best.'
		);
	}
	if ((figures.motionShare ?? 0) > MOVES) {
		return say(
			'could-be-better',
			'Something moves behind you.',
			'Close the door or the curtain, turn off a screen or a fan that is in the picture, and tell the others when your interview is.'
		);
	}
	if ((figures.clutterShare ?? 0) > CLUTTERED) {
		return say(
			'could-be-better',
			'There is a lot to see behind you.',
			'Take a few things out of the picture, or turn the camera towards a plain wall.'
		);
	}
	return say('good', 'The background is calm.', null);
}

const sane = (share: number | null) =>
	share !== null && Number.isFinite(share) && share >= 0 ? share : null;

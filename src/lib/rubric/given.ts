/** What was given for one criterion: exactly one of the four values, by the criterion's kind. */
import type { Criterion, Level } from './rubric.ts';

/** A ticked item of a checklist, and the moment that shows it; milliseconds from the take's first frame. */
export interface Tick {
	item: string;
	/** Both null when no moment was given. */
	takeId: string | null;
	atMs: number | null;
}

export interface Given {
	/** Of a scale, 1 to 5. */
	level: Level | null;
	/** Of a checklist: what was there; an empty list says that nothing of it was. */
	ticked: Tick[] | null;
	/** From 0 to the criterion's most. */
	points: number | null;
	text: string | null;
}

export function blankGiven(): Given {
	return { level: null, ticked: null, points: null, text: null };
}

/** Is there a value of the kind that this criterion has? */
export function isGiven(criterion: Criterion, given: Given | undefined): given is Given {
	if (!given) return false;
	switch (criterion.kind) {
		case 'scale':
			return given.level !== null;
		case 'checklist':
			return given.ticked !== null;
		case 'points':
			return given.points !== null;
		case 'text':
			return (given.text ?? '').trim() !== '';
	}
}

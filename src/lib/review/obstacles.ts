/** What must be written, shown or shortened before a review can be submitted. */
import { isGiven } from '../rubric/given.ts';
import { isExtreme, type Rubric } from '../rubric/rubric.ts';
import {
	LONGEST_NAME,
	LONGEST_TEXT,
	type Comment,
	type Feedback,
	type Obstacle,
	type Rating,
	type Words
} from './feedback.ts';

const LABELS = {
	reviewer: 'Your name',
	keep: 'Keep',
	change: 'Change',
	tryNext: 'Try next'
} as const satisfies Record<keyof Words, string>;
const FIELDS = Object.keys(LABELS) as (keyof Words)[];

/** The first part that must still be written. */
export function firstMissing(given: Words): Obstacle | null {
	const field = FIELDS.find((each) => given[each].trim() === '');
	if (!field) return null;
	const label = LABELS[field];
	return { field, label, message: `${label} is empty; write something before you submit.` };
}

/** The first part that is longer than what is kept. */
export function firstTooLong(given: Partial<Words>): Obstacle | null {
	for (const field of FIELDS) {
		const most = field === 'reviewer' ? LONGEST_NAME : LONGEST_TEXT;
		if ((given[field] ?? '').trim().length <= most) continue;
		const label = LABELS[field];
		return { field, label, message: `${label} can have at most ${most} characters; shorten it.` };
	}
	return null;
}

/** A low (1 or 2) or high (5) rating asks for a moment, or for the word that there is no single one. */
export function needsMoment({ level, takeId, noMoment }: Rating): boolean {
	return level !== null && isExtreme(level) && takeId === null && !noMoment;
}

/** The first low or high rating that shows no moment; in the rubric's order. */
function firstUnshown(rubric: Rubric, ratings: readonly Rating[]): Obstacle | null {
	for (const criterion of rubric.criteria) {
		const rating = ratings.find((each) => each.criterion === criterion.id);
		if (!isGiven(criterion, rating) || !rating || !needsMoment(rating)) continue;
		const label = criterion.name;
		const message = `"${label}" has ${rating.level} of 5: show a moment, or tick "No single moment".`;
		return { field: `ratings.${criterion.id}`, label, message };
	}
	return null;
}

/** The first comment that says nothing: neither written nor recorded. */
function firstUnspoken(comments: readonly Comment[]): Obstacle | null {
	const comment = comments.find((each) => each.text.trim() === '' && each.recording === null);
	if (!comment) return null;
	const label = 'Comment';
	const message = 'A comment has no text and no recording yet: record it, write it, or delete it.';
	return { field: `comments.${comment.id}`, label, message };
}

/** The first thing that stands in the way of submitting, in the order of the page. */
export function firstObstacle(feedback: Feedback, rubric: Rubric): Obstacle | null {
	return (
		firstMissing(feedback) ??
		firstTooLong(feedback) ??
		firstUnshown(rubric, feedback.ratings) ??
		firstUnspoken(feedback.comments)
	);
}

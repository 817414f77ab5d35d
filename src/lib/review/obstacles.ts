/** What must be written, shown or shortened before a review can be submitted. */
import { isExtreme, isExtremeOf, type Criterion, type Rubric } from '../rubric/rubric.ts';
import { scoreOf } from '../rubric/score.ts';
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

/**
 * A low or high rating asks for a moment, or for the word that there is no single one: level 1, 2 or 5, and points in the
 * lowest or the highest fifth. A checklist has a moment with each tick, a text with its words.
 */
export function needsMoment(criterion: Criterion, rating: Rating): boolean {
	if (rating.takeId !== null || rating.noMoment) return false;
	const { level, points } = rating;
	if (criterion.kind === 'scale') return level !== null && isExtreme(level);
	if (criterion.kind === 'points') return points !== null && isExtremeOf(points, criterion.most);
	return false;
}

/** The first low or high rating that shows no moment; in the rubric's order. */
function firstUnshown(rubric: Rubric, ratings: readonly Rating[]): Obstacle | null {
	for (const criterion of rubric.criteria) {
		const rating = ratings.find((each) => each.criterion === criterion.id);
		const score = scoreOf(criterion, rating);
		if (!rating || !score || !needsMoment(criterion, rating)) continue;
		const label = criterion.name;
		const message = `"${label}" has ${score.points} of ${score.most}: show a moment, or tick "No single moment".`;
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

/**
 * What a reviewer gives: ratings, comments at moments, and what to keep, change and try next.
 * All moments in milliseconds from a take's first frame.
 */
import * as v from 'valibot';
import { id, moment, requiredText, text } from '../platform/input.ts';
import { LEVELS, type Level, type Rubric } from '../rubric/rubric.ts';

export interface Comment {
	id: string;
	takeId: string;
	atMs: number;
	/** Null for a moment, set for a stretch. */
	endMs: number | null;
	text: string;
}

export interface Rating {
	criterion: string;
	level: Level;
	/** Both null when no moment was given. */
	takeId: string | null;
	atMs: number | null;
}

/** The parts that are text of their own; all four are needed before a review can be submitted. */
export interface Words {
	reviewer: string;
	keep: string;
	change: string;
	tryNext: string;
}

export interface Feedback extends Words {
	ratings: Rating[];
	/** By place in the take. */
	comments: Comment[];
	/** Null while it is a draft, which only its reviewer sees. */
	submittedAt: Date | null;
}

/** A submitted review as the applicant gets it; of a draft they learn only that there is one. */
export type ReceivedReview =
	| { id: string; state: 'in-progress'; reviewer: string }
	| (Feedback & { id: string; state: 'submitted'; submittedAt: Date; rubric: Rubric });

export const LONGEST_TEXT = 2000;
export const LONGEST_NAME = 80;

const words = (what: string) => v.optional(text(LONGEST_TEXT, what));
export const WordsSchema = v.strictObject({
	reviewer: v.optional(text(LONGEST_NAME, 'Your name')),
	keep: words('Keep'),
	change: words('Change'),
	tryNext: words('Try next')
});

export const RatingSchema = v.pipe(
	v.strictObject({
		level: v.picklist(LEVELS, 'The level must be 1, 2, 3, 4 or 5.'),
		takeId: v.optional(id),
		atMs: v.optional(moment)
	}),
	v.forward(
		v.partialCheck(
			[['takeId'], ['atMs']],
			(rating) => (rating.takeId === undefined) === (rating.atMs === undefined),
			'A moment needs both takeId and atMs.'
		),
		['atMs']
	)
);

export const NewCommentSchema = v.pipe(
	v.strictObject({
		/** Chosen by the reviewer's page, so that sending again after a lost answer makes no second comment. */
		id: v.optional(id),
		takeId: id,
		atMs: moment,
		endMs: v.optional(v.nullable(moment)),
		text: requiredText(LONGEST_TEXT, 'The comment')
	}),
	v.forward(
		v.partialCheck(
			[['atMs'], ['endMs']],
			({ atMs, endMs }) => endMs === undefined || endMs === null || endMs > atMs,
			'A stretch must end after it begins.'
		),
		['endMs']
	)
);
export const CommentTextSchema = v.strictObject({
	text: requiredText(LONGEST_TEXT, 'The comment')
});

export type NewRating = v.InferOutput<typeof RatingSchema>;
export type NewComment = v.InferOutput<typeof NewCommentSchema>;

const LABELS = {
	reviewer: 'Your name',
	keep: 'Keep',
	change: 'Change',
	tryNext: 'Try next'
} as const satisfies Record<keyof Words, string>;
const FIELDS = Object.keys(LABELS) as (keyof Words)[];

/** A part of the words that stands in the way, and its label on the page. */
export interface Obstacle {
	field: keyof Words;
	label: string;
}

/** The first part that must still be written before the review can be submitted. */
export function firstMissing(given: Words): Obstacle | null {
	return obstacle(FIELDS.find((field) => given[field].trim() === ''));
}

/** The first part that is longer than what is kept. */
export function firstTooLong(given: Partial<Words>): Obstacle | null {
	return obstacle(
		FIELDS.find((field) => {
			const most = field === 'reviewer' ? LONGEST_NAME : LONGEST_TEXT;
			return (given[field] ?? '').trim().length > most;
		})
	);
}

function obstacle(field: keyof Words | undefined): Obstacle | null {
	return field ? { field, label: LABELS[field] } : null;
}

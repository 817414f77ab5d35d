/** What a page may send of a review; anything else is refused by name. Moments in milliseconds. */
import * as v from 'valibot';
import { id, moment, text } from '../platform/input.ts';
import { LEVELS } from '../rubric/rubric.ts';
import { LONGEST_NAME, LONGEST_TEXT } from './feedback.ts';

const words = (what: string) => v.optional(text(LONGEST_TEXT, what));
export const WordsSchema = v.strictObject({
	reviewer: v.optional(text(LONGEST_NAME, 'Your name')),
	keep: words('Keep'),
	change: words('Change'),
	tryNext: words('Try next')
});

const maybe = <const S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema));
const isBoth = (takeId: unknown, atMs: unknown) =>
	((takeId ?? null) === null) === ((atMs ?? null) === null);
const NEEDS_BOTH = 'A moment needs both takeId and atMs.';

const TickSchema = v.pipe(
	v.strictObject({
		item: v.pipe(v.string('The item must be text.'), v.maxLength(60, 'There is no such item.')),
		takeId: maybe(id),
		atMs: maybe(moment)
	}),
	v.forward(
		v.partialCheck([['takeId'], ['atMs']], ({ takeId, atMs }) => isBoth(takeId, atMs), NEEDS_BOTH),
		['atMs']
	)
);

/** Which of the four values a criterion takes is checked against the review's rubric. */
export const RatingSchema = v.pipe(
	v.strictObject({
		level: maybe(v.picklist(LEVELS, 'The level must be 1, 2, 3, 4 or 5.')),
		ticked: maybe(
			v.pipe(
				v.array(TickSchema, 'What is ticked must be a list.'),
				v.maxLength(10, 'That is more than a checklist has.')
			)
		),
		points: maybe(
			v.pipe(
				v.number('The points must be a number.'),
				v.integer('The points must be a whole number.'),
				v.minValue(0, 'The points cannot be below 0.'),
				v.maxValue(100, 'That is more than can be given.')
			)
		),
		text: maybe(text(LONGEST_TEXT, 'The text')),
		takeId: maybe(id),
		atMs: maybe(moment),
		noMoment: v.optional(v.boolean('"No single moment" must be true or false.'), false)
	}),
	v.forward(
		v.partialCheck([['takeId'], ['atMs']], ({ takeId, atMs }) => isBoth(takeId, atMs), NEEDS_BOTH),
		['atMs']
	),
	v.forward(
		v.partialCheck(
			[['takeId'], ['noMoment']],
			({ takeId, noMoment }) => !noMoment || (takeId ?? null) === null,
			'Give a moment, or say that there is no single one.'
		),
		['noMoment']
	)
);

const EMPTY_COMMENT = 'The comment is empty; write something.';

export const NewCommentSchema = v.pipe(
	v.strictObject({
		/** Chosen by the reviewer's page, so that sending again after a lost answer makes no second comment. */
		id: v.optional(id),
		takeId: id,
		atMs: moment,
		endMs: maybe(moment),
		text: text(LONGEST_TEXT, 'The comment'),
		/** A recording follows: then the text may be empty. */
		isSpoken: v.optional(v.boolean('isSpoken must be true or false.'), false)
	}),
	v.forward(
		v.partialCheck(
			[['atMs'], ['endMs']],
			({ atMs, endMs }) => endMs === undefined || endMs === null || endMs > atMs,
			'A stretch must end after it begins.'
		),
		['endMs']
	),
	v.forward(
		v.partialCheck(
			[['text'], ['isSpoken']],
			(given) => given.isSpoken || given.text !== '',
			EMPTY_COMMENT
		),
		['text']
	)
);

/** The new text of a comment or a reply; that of a spoken one may be empty. */
export const CommentTextSchema = v.strictObject({ text: text(LONGEST_TEXT, 'The comment') });

/** A reply: like a comment, but of no moment of its own. */
export const NewReplySchema = v.pipe(
	v.strictObject({
		id: v.optional(id),
		text: text(LONGEST_TEXT, 'The reply'),
		isSpoken: v.optional(v.boolean('isSpoken must be true or false.'), false)
	}),
	v.forward(
		v.partialCheck(
			[['text'], ['isSpoken']],
			(given) => given.isSpoken || given.text !== '',
			'The reply is empty; write something.'
		),
		['text']
	)
);

/** How a comment is resolved: as it is, or by a retake of the same answer. */
export const ResolutionSchema = v.strictObject({ takeId: maybe(id) });

export type NewRating = v.InferOutput<typeof RatingSchema>;
export type NewComment = v.InferOutput<typeof NewCommentSchema>;
export type NewReply = v.InferOutput<typeof NewReplySchema>;

/**
 * The rules of a kind of interview, as written in `question-bank/formats/*.yaml` or saved by a person under a name of
 * their own. Lengths in seconds. What a file leaves out has the value it had before the field was there, so that every
 * format ever stored can still be read.
 */
import * as v from 'valibot';
import { hasControl } from '../platform/input.ts';

const whole = (least: number, most: number) =>
	v.pipe(
		v.number('must be a number.'),
		v.integer('must be a whole number.'),
		v.minValue(least, `must be ${least} or more.`),
		v.maxValue(most, `must be ${most} or less.`)
	);
const seconds = (most: number) => whole(1, most);
const slug = v.pipe(
	v.string('must be text.'),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens.'),
	v.maxLength(60, 'must have 60 characters or less.')
);
const words = (least: number, most: number) =>
	v.pipe(
		v.string('must be text.'),
		v.minLength(least, `must have ${least} characters or more.`),
		v.maxLength(most, `must have ${most} characters or less.`),
		v.check((value) => value.trim().length >= Math.min(least, 1), 'must not be empty.'),
		v.check((value) => !hasControl(value), 'has a character that cannot be shown.')
	);

/** Most questions of one interview, and most interviewers on one screen. */
export const MOST_QUESTIONS_ASKED = 20;
export const MOST_INTERVIEWERS = 3;

/** Stands for the set that the person chose, where a part says which set its questions come from. */
export const CHOSEN_SET = 'chosen';

const PartSchema = v.strictObject({
	/** What a person hears of it, e.g. "Motivation". */
	title: words(3, 60),
	/** A question set by its id, or `chosen`. */
	from: slug,
	questions: whole(1, MOST_QUESTIONS_ASKED)
});

const fields = v.strictObject({
	id: slug,
	title: words(3, 60),
	/** What it rehearses, in one or two sentences. */
	purpose: words(8, 300),
	/** Place in the list of formats, from 1. */
	order: whole(1, 1000),
	questions: whole(1, MOST_QUESTIONS_ASKED),
	/** The question set offered first. */
	questionSet: slug,
	/** Where the questions are drawn from, in the order they are asked; empty: all from the set the person chose. */
	parts: v.optional(v.pipe(v.array(PartSchema), v.maxLength(MOST_QUESTIONS_ASKED)), []),
	/** `one` interviewer, a `panel` whose members take turns, or `stations` with a door to each. */
	layout: v.optional(v.picklist(['one', 'panel', 'stations']), 'one'),
	interviewers: v.optional(whole(1, MOST_INTERVIEWERS), 1),
	/** Is the question spoken as well as shown? */
	spoken: v.optional(v.boolean(), true),
	/** Time to read before the answer begins by itself; null: none. */
	preparationS: v.nullable(seconds(600)),
	/** Without time to read: does the person start the answer, or does it begin when the question has been asked? */
	begins: v.optional(v.picklist(['person', 'itself']), 'person'),
	/** Time for one answer, and for each follow-up. */
	answerLimitS: seconds(1800),
	/** At the limit the answer is stopped (announced, and kept), or goes on with the overrun noted. */
	overrun: v.optional(v.picklist(['stop', 'note']), 'stop'),
	/** One clock for the whole conversation; null: none. It never cuts an answer off. */
	totalS: v.optional(v.nullable(seconds(7200)), null),
	/** Follow-ups asked after each answer, from the question's own list; 0: none. */
	followUps: v.optional(whole(0, 4), 0),
	/** Shown as the length to aim for; null: the question's own target. */
	target: v.nullable(v.strictObject({ fromS: seconds(1800), toS: seconds(1800) })),
	/** After this pause the next question begins by itself; null: when the person is ready. */
	breakS: v.optional(v.nullable(seconds(600)), null),
	/** Why this format cannot be paused, in a sentence for the person; null: it can. */
	noPause: v.optional(v.nullable(words(8, 200)), null),
	/** May the person see their own notes while they answer? */
	notesWhileAnswering: v.optional(v.boolean(), false),
	/** As on the day: nothing measured is shown while it runs. */
	exam: v.optional(v.boolean(), false),
	/** How often one question may be recorded; null: as often as wanted. */
	takes: v.nullable(whole(1, 20)),
	/** May a take be watched before the interview is finished? */
	playback: v.boolean()
});

/** The fields above, and what they must agree on with each other. */
export const FormatSchema = v.pipe(
	fields,
	v.forward(
		v.check(
			({ parts, questions }) =>
				parts.length === 0 || parts.reduce((sum, part) => sum + part.questions, 0) === questions,
			'must be as many as its parts have together.'
		),
		['questions']
	),
	v.forward(
		v.check(
			({ layout, interviewers }) => (layout === 'panel' ? interviewers > 1 : interviewers === 1),
			'must be 2 or 3 in a panel, and 1 anywhere else.'
		),
		['interviewers']
	),
	v.forward(
		v.check(
			({ target }) => target === null || target.fromS < target.toS,
			'must go from a smaller to a larger number.'
		),
		['target']
	)
);

/** See the fields of `FormatSchema`; lengths in seconds. */
export type Format = v.InferOutput<typeof FormatSchema>;
/** A format as a file or an earlier version wrote it: what has a default may be missing. */
export type WrittenFormat = v.InferInput<typeof FormatSchema>;

const stored = v.object(fields.entries);

/**
 * The format with every field, whichever version of this program stored it. What the fields must agree on was checked
 * when it was written; a stored interview must open.
 * @throws {v.ValiError} when it never was a format
 */
export function completeFormat(written: WrittenFormat): Format {
	return v.parse(stored, written);
}

/** Does the set that the person chooses matter in this format? */
export function usesChosenSet({ parts }: Pick<Format, 'parts'>): boolean {
	return parts.length === 0 || parts.some(({ from }) => from === CHOSEN_SET);
}

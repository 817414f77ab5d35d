/** A question that a person wrote: the bank's fields, but only the text must be there. */
import * as v from 'valibot';
import { requiredText, text } from '../platform/input.ts';
import { COMPETENCIES, FRAMES, KINDS, SPECIALTIES } from './question.ts';

/** Most questions of one set or one import, and most sets of one person. */
export const MOST_QUESTIONS = 200;
export const MOST_SETS = 50;

/** Longest note on a question, in characters. */
export const LONGEST_NOTE = 5000;

/** Aimed for when nothing else is said, in seconds. */
export const DEFAULT_TARGET = { fromS: 90, toS: 120 } as const;

const point = v.pipe(
	requiredText(280, 'Each point'),
	v.check((value) => !value.includes('\n'), 'Each point must be one line.')
);
const points = (what: string) =>
	v.optional(
		v.pipe(
			v.array(point, `${what} must be a list.`),
			v.maxLength(10, `${what} can have at most 10 lines.`)
		),
		[]
	);
const oneOf = <const T extends readonly string[]>(known: T) =>
	v.picklist(known, ({ received }) => `${received} is not one of ${known.join(', ')}.`);
const someOf = <const T extends readonly string[]>(known: T) =>
	v.optional(
		v.pipe(
			v.array(oneOf(known), 'This must be a list.'),
			v.maxLength(known.length, 'There are too many.')
		),
		[]
	);
const seconds = v.pipe(
	v.number('The length must be a number of seconds.'),
	v.integer('The length must be a whole number of seconds.'),
	v.minValue(10, 'The length must be 10 seconds or more.'),
	v.maxValue(600, 'The length must be 600 seconds or less.')
);

/** The length a person aims for, in seconds. */
export const TargetSchema = v.pipe(
	v.strictObject({ fromS: seconds, toS: seconds }),
	v.check(({ fromS, toS }) => fromS < toS, 'The length must go from a smaller to a larger number.')
);

export const OwnQuestionSchema = v.strictObject({
	text: requiredText(400, 'The question'),
	kind: v.optional(v.nullable(oneOf(KINDS)), null),
	competencies: someOf(COMPETENCIES),
	specialties: someOf(SPECIALTIES),
	difficulty: v.optional(v.picklist([1, 2, 3], 'The difficulty must be 1, 2 or 3.'), 2),
	target: v.optional(TargetSchema, DEFAULT_TARGET),
	why: v.optional(text(600, 'Why it is asked'), ''),
	strongAnswers: points('Strong answers'),
	pitfalls: points('Pitfalls'),
	followUps: points('Follow-ups'),
	frame: v.optional(v.nullable(oneOf(FRAMES)), null),
	outline: points('The outline')
});

export type OwnQuestion = v.InferOutput<typeof OwnQuestionSchema>;

export const OwnSetSchema = v.strictObject({
	title: requiredText(60, 'The title'),
	purpose: v.optional(text(300, 'The purpose'), '')
});

/** One of a person's sets with its questions in order. */
export interface OwnSet {
	id: string;
	title: string;
	purpose: string;
	questions: (OwnQuestion & { id: string })[];
}

const part = (what: string) => v.optional(text(4000, what), '');

/** What a person finds out about one program, to answer "Why this program?". */
export const ProgramNoteSchema = v.strictObject({
	program: requiredText(120, 'The name of the program'),
	mission: part('The mission'),
	population: part('The population'),
	curriculum: part('The curriculum'),
	people: part('The people'),
	questions: part('Your questions')
});

export type ProgramNote = v.InferOutput<typeof ProgramNoteSchema>;

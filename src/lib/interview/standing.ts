/** Where a sitting stands, kept on the server so that the same link goes on in any browser. */
import * as v from 'valibot';
import { id, moment, requiredText } from '../platform/input.ts';
import { MOST_QUESTIONS_ASKED } from '../question-bank/format.ts';

/** A follow-up question that was asked while an answer was given; `atMs` from the answer's start. */
export interface AskedFollowUp {
	position: number;
	text: string;
	atMs: number;
	/** The take it was asked in, where that is known. */
	takeId?: string | null | undefined;
}

export interface Standing {
	/** 0 for the first question. */
	position: number;
	/** Time of the conversation that is used up, in milliseconds; 0 in formats without one clock for the whole. */
	conversedMs: number;
	followUps: AskedFollowUp[];
	/** By position: how far an answer ran over its time, in milliseconds. */
	overrunMs: Record<number, number>;
	/** The take that was being recorded: when nobody says that it ended, it was cut short. */
	running?: string | null | undefined;
	/** Takes that were cut short, by trouble or a pause. */
	cutShort?: string[] | undefined;
}

const position = v.pipe(
	v.number('The position must be a number.'),
	v.integer('The position must be a whole number.'),
	v.minValue(0, 'The position cannot be before the first question.'),
	v.maxValue(MOST_QUESTIONS_ASKED - 1, 'There is no question at that position.')
);
/** Enough for a person who is interrupted again and again; more is not a sitting. */
const MOST_CUT_SHORT = 200;
const MOST_FOLLOW_UPS = 400;

const AskedFollowUpSchema = v.strictObject({
	position,
	text: requiredText(500, 'The follow-up'),
	atMs: moment,
	takeId: v.optional(v.nullable(id))
});

/** What a browser may say about where it stands. */
export const StandingSchema = v.strictObject({
	position,
	conversedMs: moment,
	followUps: v.pipe(
		v.array(AskedFollowUpSchema, 'The follow-ups must be a list.'),
		v.maxLength(MOST_FOLLOW_UPS, 'There are too many follow-ups.')
	),
	overrunMs: v.pipe(
		v.record(v.pipe(v.string(), v.regex(/^(1?\d)$/, 'There is no such question.')), moment),
		v.check((all) => Object.keys(all).length <= MOST_QUESTIONS_ASKED, 'There are too many.')
	),
	running: v.optional(v.nullable(id)),
	cutShort: v.optional(
		v.pipe(
			v.array(id, 'The takes that were cut short must be a list.'),
			v.maxLength(MOST_CUT_SHORT, 'There are too many takes that were cut short.')
		)
	)
});

/** Was this take cut short, as far as the standing knows? */
export function isCutShort(standing: Standing | null, takeId: string): boolean {
	if (!standing) return false;
	return standing.running === takeId || (standing.cutShort?.includes(takeId) ?? false);
}

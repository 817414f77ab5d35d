/**
 * The timing rules of a kind of interview, as written in `question-bank/formats/*.yaml`. Lengths in seconds.
 */
import * as v from 'valibot';

const seconds = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(60));

export const FormatSchema = v.strictObject({
	id: slug,
	title: v.pipe(v.string(), v.minLength(3), v.maxLength(60)),
	/** What it rehearses, in one or two sentences. */
	purpose: v.pipe(v.string(), v.minLength(8), v.maxLength(300)),
	/** Place in the list of formats, from 1. */
	order: v.pipe(v.number(), v.integer(), v.minValue(1)),
	questions: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
	/** The question set offered first. */
	questionSet: slug,
	/** Time to read before the answer begins by itself; null: none, the person starts it. */
	preparationS: v.nullable(seconds(600)),
	/** The answer is stopped (and kept) at this length. */
	answerLimitS: seconds(1800),
	/** Shown as the length to aim for; null: the question's own target. */
	target: v.nullable(v.strictObject({ fromS: seconds(1800), toS: seconds(1800) })),
	/** How often one question may be recorded; null: as often as wanted. */
	takes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
	/** May a take be watched before the interview is finished? */
	playback: v.boolean()
});

/** See the fields of `FormatSchema`; lengths in seconds. */
export type Format = v.InferOutput<typeof FormatSchema>;

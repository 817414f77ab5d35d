/**
 * Criteria with behavioural anchors, as written in `question-bank/rubrics/*.yaml`.
 */
import * as v from 'valibot';

const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(60));
const anchor = v.pipe(v.string(), v.minLength(12, 'must describe what is seen'), v.maxLength(240));

const CriterionSchema = v.strictObject({
	id: slug,
	name: v.pipe(v.string(), v.minLength(3), v.maxLength(60)),
	/** What to look at, in one sentence. */
	about: v.pipe(v.string(), v.minLength(8), v.maxLength(240)),
	/** Observable behaviour at levels 1 to 5, in this order. */
	anchors: v.strictTuple([anchor, anchor, anchor, anchor, anchor])
});

export const RubricSchema = v.strictObject({
	id: slug,
	/** Raised with every change of the words; a rating keeps the version it was given under. */
	version: v.pipe(v.number(), v.integer(), v.minValue(1)),
	title: v.pipe(v.string(), v.minLength(3), v.maxLength(60)),
	/** Said to the reviewer before they rate. */
	note: v.pipe(v.string(), v.minLength(8), v.maxLength(600)),
	criteria: v.pipe(v.array(CriterionSchema), v.minLength(4), v.maxLength(6))
});

export type Rubric = v.InferOutput<typeof RubricSchema>;
export type Criterion = Rubric['criteria'][number];

/** The levels of every anchored criterion. */
export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

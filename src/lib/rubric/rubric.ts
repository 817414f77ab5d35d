/**
 * Criteria with behavioural anchors, as written in `question-bank/rubrics/*.yaml` or by a person for themselves.
 */
import * as v from 'valibot';
import { hasControl } from '../platform/input.ts';
import { namesUnfair } from './fairness.ts';

const plain = (least: number, most: number) =>
	v.pipe(
		v.string('must be text.'),
		v.minLength(least, `must have ${least} characters or more.`),
		v.maxLength(most, `must have ${most} characters or less.`),
		v.check((value) => value.trim() === value, 'must not begin or end with a space.'),
		v.check((value) => !hasControl(value), 'has a character that cannot be shown.')
	);
/** Text that says what is rated; it may not name what a person is. */
const rated = (least: number, most: number) =>
	v.pipe(
		plain(least, most),
		v.check(
			(value) => namesUnfair(value) === null,
			(issue) => `must not rate "${namesUnfair(String(issue.input))}": rate what is said and done.`
		)
	);
const slug = v.pipe(
	v.string('must be text.'),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens.'),
	v.maxLength(60, 'must have 60 characters or less.')
);
const anchor = rated(12, 240);

const named = {
	id: slug,
	name: rated(3, 60),
	/** What to look at, in one sentence. */
	about: rated(8, 240)
};

const different = <T>(values: readonly T[]) => new Set(values).size === values.length;

const ScaleSchema = v.strictObject({
	kind: v.optional(v.literal('scale'), 'scale'),
	...named,
	/** Observable behaviour at levels 1 to 5, in this order. */
	anchors: v.pipe(
		v.strictTuple(
			[anchor, anchor, anchor, anchor, anchor],
			'must describe the five levels 1 to 5, one sentence each.'
		),
		v.check(
			(anchors) => different(anchors.map((each) => each.toLowerCase())),
			'must describe five different levels.'
		)
	)
});
const ChecklistSchema = v.strictObject({
	kind: v.literal('checklist'),
	...named,
	/** What was there or was not; each can be ticked, with the moment that shows it. */
	items: v.pipe(
		v.array(v.strictObject({ id: slug, text: rated(3, 160) }), 'must be a list of items.'),
		v.minLength(2, 'must have 2 items or more.'),
		v.maxLength(10, 'must have 10 items or less.'),
		v.check((items) => different(items.map((item) => item.id)), 'must have a different id each.')
	)
});
const PointsSchema = v.strictObject({
	kind: v.literal('points'),
	...named,
	/** Points that can be given, from 0 up to this. */
	most: v.pipe(
		v.number('must be a number.'),
		v.integer('must be a whole number.'),
		v.minValue(1, 'must be 1 or more.'),
		v.maxValue(100, 'must be 100 or less.')
	)
});
const TextSchema = v.strictObject({ kind: v.literal('text'), ...named });

const CriterionSchema = v.variant(
	'kind',
	[ScaleSchema, ChecklistSchema, PointsSchema, TextSchema],
	'must be a scale, a checklist, points or text.'
);

export const RubricSchema = v.strictObject({
	id: slug,
	/** Raised with every change of the words; a rating keeps the version it was given under. */
	version: v.pipe(v.number(), v.integer(), v.minValue(1)),
	title: rated(3, 60),
	/** Said to the reviewer before they rate. */
	note: plain(8, 600),
	criteria: v.pipe(
		v.array(CriterionSchema, 'must be a list of criteria.'),
		v.minLength(4, 'must have 4 criteria or more.'),
		v.maxLength(6, 'must have 6 criteria or less.'),
		v.check(
			(criteria) => different(criteria.map((criterion) => criterion.id)),
			'must have a different id each.'
		)
	)
});

export type Rubric = v.InferOutput<typeof RubricSchema>;
export type Criterion = Rubric['criteria'][number];
export type CriterionKind = Criterion['kind'];
export type Scale = Extract<Criterion, { kind: 'scale' }>;
export type Checklist = Extract<Criterion, { kind: 'checklist' }>;

/** A rubric as a review stored it; those of before there were kinds hold scales only, without saying so. */
export type StoredRubric = Omit<Rubric, 'criteria'> & {
	criteria: (Criterion | Omit<Scale, 'kind'>)[];
};

/** The rubric with every field, whichever version of this program stored it. */
export function completeRubric(stored: StoredRubric): Rubric {
	const criteria = stored.criteria.map((each): Criterion =>
		'kind' in each ? each : { kind: 'scale', ...each }
	);
	return { ...stored, criteria };
}

/** Names a rubric with its version, because other words are another yardstick; it can be part of an element's id. */
export function keyOfRubric({ id, version }: Pick<Rubric, 'id' | 'version'>): string {
	return `${id}-v${version}`;
}

/** The levels of every anchored criterion. */
export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

/** Levels that say much, so that a moment is asked for that shows them: low and high. */
export function isExtreme(level: Level): boolean {
	return level <= 2 || level === 5;
}

/** Points in the lowest or the highest fifth of what can be given say as much. */
export function isExtremeOf(points: number, most: number): boolean {
	return points * 5 <= most || points * 5 >= most * 4;
}

/** One line of a choice of rubrics. */
export interface RubricChoice {
	id: string;
	version: number;
	title: string;
	isOwn: boolean;
	criteria: string[];
}

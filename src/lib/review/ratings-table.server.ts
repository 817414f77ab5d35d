/** The ratings of a session as a table for a spreadsheet. */
import { stringify } from 'csv-stringify/sync';
import type { Session } from '../practice/session.ts';
import type { Criterion, Rubric } from '../rubric/rubric.ts';
import { scoreOf } from '../rubric/score.ts';
import { nameOfTake } from './chapters.ts';
import type { Rating } from './feedback.ts';

/** Ratings by one person: a reviewer, or the applicant about themselves. */
export interface RatedBy {
	by: 'reviewer' | 'self';
	reviewer: string;
	submittedAt: Date;
	rubric: Rubric;
	ratings: readonly Rating[];
}

const COLUMNS = [
	'session',
	'by',
	'reviewer',
	'submitted_at',
	'rubric',
	'rubric_version',
	'criterion',
	'criterion_name',
	'kind',
	'value',
	'most',
	'text',
	'answer',
	'at_ms',
	'no_single_moment',
	'ticked_at'
] as const;
type Row = Record<(typeof COLUMNS)[number], string | number>;

/**
 * One row for each criterion of each review, empty where it was left open. Begins with a byte order mark, so that
 * spreadsheets read it as UTF-8; what one would take for a formula is made text by an apostrophe in front.
 */
export function ratingsAsCsv(session: Session, rated: readonly RatedBy[]): string {
	const rows = rated.flatMap((each) =>
		each.rubric.criteria.map((criterion) => rowOf(session, each, criterion))
	);
	return stringify(rows, {
		bom: true,
		header: true,
		columns: [...COLUMNS],
		escape_formulas: true,
		record_delimiter: 'windows'
	});
}

function rowOf(session: Session, rated: RatedBy, criterion: Criterion): Row {
	const rating = rated.ratings.find((each) => each.criterion === criterion.id);
	const score = scoreOf(criterion, rating);
	return {
		session: session.id,
		by: rated.by,
		reviewer: rated.reviewer,
		submitted_at: rated.submittedAt.toISOString(),
		rubric: rated.rubric.title,
		rubric_version: rated.rubric.version,
		criterion: criterion.id,
		criterion_name: criterion.name,
		kind: criterion.kind,
		value: score?.points ?? '',
		most: score?.most ?? '',
		text: textOf(criterion, rating),
		answer: rating?.takeId ? nameOfTake(session.answers, rating.takeId) : '',
		at_ms: rating?.atMs ?? '',
		no_single_moment: rating?.noMoment ? 'yes' : '',
		ticked_at: tickedAt(session, criterion, rating)
	};
}

function textOf(criterion: Criterion, rating: Rating | undefined): string {
	if (!rating) return '';
	if (criterion.kind !== 'checklist') return rating.text ?? '';
	const texts = criterion.items.filter(({ id }) => rating.ticked?.some(({ item }) => item === id));
	return texts.map(({ text }) => text).join('; ');
}

/** `situation: Answer 1, 1200 ms; lesson: Answer 2, 300 ms`: the ticks that show a moment, by the item's id. */
function tickedAt(session: Session, criterion: Criterion, rating: Rating | undefined): string {
	if (criterion.kind !== 'checklist') return '';
	const places = criterion.items.flatMap(({ id }) => {
		const tick = rating?.ticked?.find(({ item }) => item === id);
		if (!tick || tick.takeId === null || tick.atMs === null) return [];
		return [`${id}: ${nameOfTake(session.answers, tick.takeId)}, ${tick.atMs} ms`];
	});
	return places.join('; ');
}

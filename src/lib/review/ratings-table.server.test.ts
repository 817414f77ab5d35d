import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { Session } from '../practice/session.ts';
import { readRubric } from '../rubric/rubric.server.ts';
import { newRating } from './feedback.ts';
import { ratingsAsCsv, type RatedBy } from './ratings-table.server.ts';

const session = {
	id: 's',
	answers: [{ id: 'a', position: 0, question: 'Why?', takes: [{ id: 't' }] }]
} as unknown as Session;
const submittedAt = new Date('2026-03-01T12:00:00Z');

async function rated(more: Partial<RatedBy> = {}): Promise<RatedBy> {
	const rubric = await readRubric('behavioural-star-l');
	const ticked = [
		{ item: 'lesson', takeId: 't', atMs: 4200 },
		{ item: 'task', takeId: null, atMs: null },
		{ item: 'situation', takeId: 't', atMs: 1200 }
	];
	const ratings = [
		newRating('star-l', { ticked }),
		newRating('outcome', { level: 5, takeId: 't', atMs: 900 })
	];
	return { by: 'reviewer', reviewer: 'Dr Osei', submittedAt, rubric, ratings, ...more };
}
const read = (csv: string) => parse(csv, { columns: true, bom: true }) as Record<string, string>[];

it('has a row for each criterion, empty where it was left open', async () => {
	const rows = read(ratingsAsCsv(session, [await rated()]));
	expect(rows).toHaveLength(5);
	expect(rows[0]).toMatchObject({ criterion: 'star-l', kind: 'checklist', value: '3', most: '5' });
	expect(rows[0]?.['text']).toContain('Situation');
	expect(rows[0]?.['ticked_at']).toBe('situation: Answer 1, 1200 ms; lesson: Answer 1, 4200 ms');
	expect(rows[3]?.['ticked_at']).toBe('');
	expect(rows[1]).toMatchObject({ criterion: 'one-event', value: '', most: '', at_ms: '' });
	expect(rows[3]).toMatchObject({
		criterion: 'outcome',
		value: '5',
		answer: 'Answer 1',
		at_ms: '900'
	});
	expect(rows[3]?.['submitted_at']).toBe('2026-03-01T12:00:00.000Z');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '=HYPERLINK("http://x")'])(
	'makes text of what a spreadsheet would take for a formula: %j',
	async (reviewer) => {
		const [row] = read(ratingsAsCsv(session, [await rated({ reviewer })]));
		expect(row?.['reviewer']).toBe(`'${reviewer}`);
	}
);

it('keeps commas, quotes and line ends of a name inside its cell', async () => {
	const reviewer = 'Osei, "Kofi"\nMD';
	const rows = read(ratingsAsCsv(session, [await rated({ reviewer })]));
	expect(rows).toHaveLength(5);
	expect(rows[0]?.['reviewer']).toBe(reviewer);
});

it('has a head and nothing else when nobody rated', () => {
	expect(ratingsAsCsv(session, []).split('\r\n')).toHaveLength(2);
});

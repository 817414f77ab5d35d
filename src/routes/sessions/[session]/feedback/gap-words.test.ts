import { expect, it } from 'vitest';
import {
	newRating,
	type ReceivedReview,
	type SelfReview
} from '../../../../lib/review/feedback.ts';
import { completeRubric } from '../../../../lib/rubric/rubric.ts';
import { gapTable, gapWords } from './gap-words.ts';

const anchors: [string, string, string, string, string] = ['one', 'two', 'three', 'four', 'five'];
const rubric = completeRubric({
	id: 'general',
	version: 1,
	title: 'General',
	note: 'Rate what you see.',
	criteria: ['Structure', 'Evidence', 'Pace'].map((name) => ({
		kind: 'scale' as const,
		id: name.toLowerCase(),
		name,
		about: 'What to look at',
		anchors
	}))
});
const levels = (...given: (number | null)[]) =>
	given.flatMap((level, at) =>
		level === null ? [] : [newRating(rubric.criteria[at]!.id, { level: level as 1 })]
	);
const total = { score: null, rated: 0, of: 3 };
const self: SelfReview = {
	rubric,
	ratings: levels(4, 3, 2),
	total,
	submittedAt: new Date(0),
	isAwaited: true
};
const by = (reviewer: string, ...given: (number | null)[]) =>
	({
		state: 'submitted',
		reviewer,
		rubric,
		ratings: levels(...given)
	}) as unknown as ReceivedReview;

it('lays the own rating beside each reviewer’s', () => {
	const table = gapTable(self, [by('Osei', 2, 3, 4), by('Khan', 1, 3, null)]);
	expect(table?.reviewers).toEqual(['Osei', 'Khan']);
	expect(table?.rows.map(({ others }) => others)).toEqual([
		[2, 1],
		[3, 3],
		[4, null]
	]);
	expect(table?.rows[0]?.gap).toBe(2.5);
});

it('says it in words, the widest difference by name', () => {
	const table = gapTable(self, [by('Osei', 2, 3, 4), by('Khan', 1, 3, null)]);
	expect(gapWords(table!)).toBe(
		'You rated yourself higher than your reviewers on 1 and lower on 1 of 3. ' +
			'The widest difference is "Structure": you gave 4, they gave 1.5 of 5.'
	);
	expect(gapWords(gapTable(self, [by('Osei', 4, 3, 2)])!)).toBe(
		'You see yourself as your reviewers do.'
	);
});

it('compares nothing before the own rating is in, and nothing by another rubric', () => {
	expect(gapTable({ ...self, submittedAt: null }, [by('Osei', 2, 3, 4)])).toBeNull();
	const other = { ...by('Osei', 1, 1, 1), rubric: { ...rubric, id: 'ethics' } } as ReceivedReview;
	expect(gapTable(self, [other])).toBeNull();
	expect(
		gapTable(self, [{ id: 'r', grantId: 'g', state: 'in-progress', reviewer: 'Osei' }])
	).toBeNull();
});

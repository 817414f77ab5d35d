import { describe, expect, it } from 'vitest';
import { blankGiven, type Given } from './given.ts';
import type { Rubric } from './rubric.ts';
import { gapsOf, scoreOf, totalOf } from './score.ts';

const about = 'What to look at here.';
const anchors: [string, string, string, string, string] = ['one', 'two', 'three', 'four', 'five'];
const RUBRIC: Rubric = {
	id: 'r',
	version: 1,
	title: 'R',
	note: 'A note.',
	criteria: [
		{ kind: 'scale', id: 'scale', name: 'Scale', about, anchors },
		{
			kind: 'checklist',
			id: 'list',
			name: 'List',
			about,
			items: [
				{ id: 'a', text: 'A' },
				{ id: 'b', text: 'B' },
				{ id: 'c', text: 'C' }
			]
		},
		{ kind: 'points', id: 'points', name: 'Points', about, most: 20 },
		{ kind: 'text', id: 'text', name: 'Text', about }
	]
};
const tick = (item: string) => ({ item, takeId: null, atMs: null });
const given = (criterion: string, value: Partial<Given>) => ({
	...blankGiven(),
	...value,
	criterion
});

describe('a total', () => {
	it('adds levels, ticks and points of what was rated', () => {
		const ratings = [
			given('scale', { level: 4 }),
			given('list', { ticked: [tick('a'), tick('c')] }),
			given('points', { points: 15 }),
			given('text', { text: 'Well told.' })
		];
		expect(totalOf(RUBRIC, ratings)).toEqual({ score: { points: 21, most: 28 }, rated: 3, of: 3 });
	});

	it('never counts a criterion that was left open', () => {
		expect(totalOf(RUBRIC, [given('scale', { level: 4 })])).toEqual({
			score: { points: 4, most: 5 },
			rated: 1,
			of: 3
		});
		expect(totalOf(RUBRIC, [])).toEqual({ score: null, rated: 0, of: 3 });
	});

	it('counts 0 points and an empty checklist, which say something', () => {
		const ratings = [given('list', { ticked: [] }), given('points', { points: 0 })];
		expect(totalOf(RUBRIC, ratings)).toEqual({ score: { points: 0, most: 23 }, rated: 2, of: 3 });
	});

	it('counts no item twice, and none that the checklist does not have', () => {
		const ticked = [tick('a'), tick('a'), tick('z')];
		expect(scoreOf(RUBRIC.criteria[1]!, given('list', { ticked }))).toEqual({ points: 1, most: 3 });
	});
});

describe('the gap', () => {
	const self = { rubric: RUBRIC, ratings: [given('scale', { level: 5 })] };

	it('is self minus other, where both rated', () => {
		const other = {
			rubric: RUBRIC,
			ratings: [given('scale', { level: 3 }), given('points', { points: 4 })]
		};
		expect(gapsOf(self, other)).toEqual([
			{ criterion: 'scale', self: 5, other: 3, gap: 2, most: 5 }
		]);
	});

	it('is not made of levels whose words have changed', () => {
		const criteria = RUBRIC.criteria.map((each) =>
			each.kind === 'scale' ? { ...each, about: 'Something else now.' } : each
		);
		const other = { rubric: { ...RUBRIC, criteria }, ratings: [given('scale', { level: 3 })] };
		expect(gapsOf(self, other)).toEqual([]);
	});

	it('does not mind the order in which a database keeps fields', () => {
		const turned = RUBRIC.criteria.map(
			(each) => Object.fromEntries(Object.entries(each).reverse()) as typeof each
		);
		const other = {
			rubric: { ...RUBRIC, criteria: turned },
			ratings: [given('scale', { level: 4 })]
		};
		expect(gapsOf(self, other)).toHaveLength(1);
	});
});

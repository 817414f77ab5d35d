import { describe, expect, it } from 'vitest';
import type { Fault } from '../platform/errors.ts';
import { blankCriterion, criterionFields, readRubricForm } from './own-rubric.ts';
import { readRubrics } from './rubric.server.ts';

const levels = [1, 2, 3, 4, 5].map((level) => `What is seen at level ${level}`);
const scale = (name: string, more: object = {}) => ({
	...blankCriterion(),
	name,
	about: 'What to look at.',
	anchors: levels,
	...more
});
const form = (more: object = {}) => ({
	title: 'My rubric',
	note: 'Accents are fine.',
	criteria: ['One', 'Two', 'Three', 'Four'].map((name) => scale(`Part ${name}`)),
	...more
});
const read = (more: object = {}) => readRubricForm(JSON.stringify(form(more)));
const fieldOf = (act: () => unknown) => {
	try {
		act();
	} catch (caught) {
		return (caught as Fault).field;
	}
	return null;
};

describe('the form of an own rubric', () => {
	it('gives back every rubric of the bank as it was', async () => {
		for (const { id: _id, version: _version, ...rubric } of await readRubrics()) {
			const criteria = rubric.criteria.map(criterionFields);
			expect(readRubricForm(JSON.stringify({ ...rubric, criteria }))).toEqual(rubric);
		}
	});

	it('makes ids of names, each its own, and keeps those that are there', () => {
		const criteria = [
			scale('Clear end'),
			scale('Clear end!'),
			scale('Renamed', { id: 'kept' }),
			scale('日本語です')
		];
		expect(read({ criteria }).criteria.map(({ id }) => id)).toEqual([
			'clear-end',
			'clear-end-2',
			'kept',
			'criterion'
		]);
	});

	it('leaves empty items out', () => {
		const items = ['First one', '', 'Second one'].map((text) => ({ id: '', text }));
		const list = {
			...blankCriterion(),
			kind: 'checklist',
			name: 'List',
			about: 'What was there.',
			items
		};
		const [criterion] = read({ criteria: [list, ...form().criteria.slice(1)] }).criteria;
		expect(criterion?.kind === 'checklist' && criterion.items).toEqual([
			{ id: 'first-one', text: 'First one' },
			{ id: 'second-one', text: 'Second one' }
		]);
	});

	const first = (more: object) => ({
		criteria: [scale('Part One', more), ...form().criteria.slice(1)]
	});
	it.each([
		[{ title: 'x' }, 'title'],
		[{ note: '' }, 'note'],
		[{ criteria: [] }, 'criteria'],
		[first({ name: 'Good looks and charm' }), 'c0-name'],
		[first({ anchors: [...levels.slice(0, 4), 'short'] }), 'c0-anchor5'],
		[first({ anchors: levels.slice(0, 4) }), 'c0-anchor5'],
		[first({ kind: 'points', most: '0' }), 'c0-most'],
		[first({ kind: 'points', most: 'ten' }), 'c0-most'],
		[first({ kind: 'checklist' }), 'c0-item0'],
		[first({ kind: 'stars' }), 'c0-kind'],
		[{ owner: 'me' }, 'owner']
	])('is refused by its field, case %#', (more, field) => {
		expect(fieldOf(() => read(more))).toBe(field);
	});

	it('is refused when it is no form at all', () => {
		expect(fieldOf(() => readRubricForm('{'))).toBe('form');
		expect(fieldOf(() => readRubricForm('[]'))).not.toBeNull();
	});
});

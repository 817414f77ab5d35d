import { describe, expect, it } from 'vitest';
import { listQuestions, makeFinder, NO_FILTERS, type Filters, type Listed } from './find.ts';

const question = (id: string, text: string, more: Partial<Listed> = {}): Listed => ({
	id,
	text,
	kind: 'img',
	specialties: [],
	difficulty: 1,
	target: { fromS: 60, toS: 90 },
	home: 'img-matters',
	sets: ['img-matters'],
	...more
});

const questions = [
	question('why-us', 'Why do you want to train in the U.S.?'),
	question('status', 'What is your visa status?'),
	question('resume', 'What is missing from your résumé?', {
		kind: 'opener',
		home: 'openers',
		sets: ['openers', 'first']
	}),
	question('child', 'A child screams.', {
		kind: 'specialty',
		specialties: ['pediatrics'],
		difficulty: 3
	})
];
const MARKS = { practised: ['status', 'child'], bookmarked: ['child'] };
const find = makeFinder(questions, new Map([['first', 'First 30 minutes']]), MARKS);
const ids = (filters: Partial<Filters>) => find({ ...NO_FILTERS, ...filters }).map(({ id }) => id);

describe('finding', () => {
	it('gives everything, in order, when nothing is asked for', () => {
		expect(ids({})).toEqual(['why-us', 'status', 'resume', 'child']);
		expect(ids({ q: ' ?! ' })).toHaveLength(4);
	});

	it.each([
		['us', ['why-us']],
		['u.s.', ['why-us']],
		['VIS', ['status']],
		['resume', ['resume']],
		['your miss', ['resume']],
		['first 30', ['resume']],
		['pediatric', ['child']],
		['red flags', []],
		['tatus', []]
	])('"%s" finds %j', (q, expected) => {
		expect(ids({ q })).toEqual(expected);
	});

	it('filters by set (a borrowing one too), kind and specialty, all at once', () => {
		expect(ids({ set: 'first' })).toEqual(['resume']);
		expect(ids({ kind: 'img' })).toEqual(['why-us', 'status']);
		expect(ids({ specialty: 'pediatrics' })).toEqual(['child']);
		expect(ids({ kind: 'img', specialty: 'pediatrics' })).toEqual([]);
		expect(ids({ kind: 'img', q: 'visa' })).toEqual(['status']);
	});

	it('filters by difficulty, by what was practised and by what was bookmarked', () => {
		expect(ids({ difficulty: '3' })).toEqual(['child']);
		expect(ids({ practised: 'yes' })).toEqual(['status', 'child']);
		expect(ids({ practised: 'no' })).toEqual(['why-us', 'resume']);
		expect(ids({ bookmarked: 'yes' })).toEqual(['child']);
		expect(ids({ bookmarked: 'yes', practised: 'no' })).toEqual([]);
	});

	it('keeps the order of what was ranked elsewhere, and still filters it', () => {
		const ranked = ['child', 'gone', 'status'];
		const found = (filters: Partial<Filters>) =>
			find({ ...NO_FILTERS, q: 'xyz', ...filters }, ranked).map(({ id }) => id);
		expect(found({})).toEqual(['child', 'status']);
		expect(found({ kind: 'img' })).toEqual(['status']);
	});

	it('lists a borrowed question once, under the set it is written in', () => {
		const own = { ...question('why-us', 'Why?'), strongAnswers: [] } as never;
		const set = { title: '', purpose: '', family: 'subject' as const, questions: [own] };
		const listed = listQuestions({
			sets: [
				{ ...set, id: 'ready', own: 0 },
				{ ...set, id: 'img-matters', own: 1 }
			]
		});
		expect(listed).toHaveLength(1);
		expect(listed[0]).toMatchObject({ home: 'img-matters', sets: ['img-matters', 'ready'] });
	});
});

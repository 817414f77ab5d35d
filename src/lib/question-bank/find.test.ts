import { describe, expect, it } from 'vitest';
import { listQuestions, makeFinder, type Filters, type Listed } from './find.ts';

const question = (id: string, text: string, more: Partial<Listed> = {}): Listed => ({
	id,
	text,
	kind: 'img',
	specialties: [],
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
	question('child', 'A child screams.', { kind: 'specialty', specialties: ['pediatrics'] })
];
const find = makeFinder(questions, new Map([['first', 'First 30 minutes']]));
const ids = (filters: Partial<Filters>) =>
	find({ q: '', set: '', kind: '', specialty: '', ...filters }).map(({ id }) => id);

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

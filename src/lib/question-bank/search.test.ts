import { describe, expect, it } from 'vitest';
import { makeSearch, type SearchDocument } from './search.ts';

const EMPTY = { why: '', points: '', followUps: '', around: '' };
const documents: SearchDocument[] = [
	{ ...EMPTY, id: 'visa', text: 'Will you need a visa to train with us?', around: 'IMG matters' },
	{
		...EMPTY,
		id: 'consent',
		text: 'Explain the lumbar puncture.',
		points: 'Name the sponsor of the visa'
	},
	{
		...EMPTY,
		id: 'gap',
		text: 'What happened in 2020?',
		why: 'A gap in the résumé',
		around: 'Red flags'
	},
	{ ...EMPTY, id: 'help', text: 'Whom do you call?', followUps: 'And at night?' }
];
const search = makeSearch(documents);

describe('searching', () => {
	it('puts what is in the question before what is in its guidance', () => {
		expect(search('visa')).toEqual(['visa', 'consent']);
	});

	it.each([
		['lumber punkture', 'consent'],
		['lum', 'consent'],
		['resume', 'gap'],
		['red flag', 'gap'],
		['night', 'help'],
		['RESUMÉ gap', 'gap']
	])('"%s" finds %s first', (q, id) => {
		expect(search(q)?.[0]).toBe(id);
	});

	it('wants every word, and takes what has some when nothing has all', () => {
		expect(search('visa train')).toEqual(['visa']);
		expect(search('visa night')).toEqual(expect.arrayContaining(['visa', 'help']));
		expect(search('quaternion')).toEqual([]);
	});

	it('has no opinion when nothing is asked, whatever is typed', () => {
		expect(search('')).toBeNull();
		expect(search(' ?!. ')).toBeNull();
		expect(search('what is the')).toBeNull();
		expect(() => search('__proto__ constructor \u0000 <script>')).not.toThrow();
	});
});

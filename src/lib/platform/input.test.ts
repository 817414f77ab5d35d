import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Fault, type FaultBody } from './errors.ts';
import { checkInput, id, moment, requiredText, text } from './input.ts';

const Comment = v.strictObject({
	text: requiredText(2000, 'The comment'),
	atMs: moment,
	place: v.strictObject({ takeId: id })
});
const TAKE = '0b0f1a3e-8a4e-4f0e-9a52-0c3f6f9a2b11';
const good = { text: 'Look up here.', atMs: 15_300, place: { takeId: TAKE } };

function refusal(input: unknown): FaultBody {
	try {
		checkInput(Comment, input);
	} catch (caught) {
		if (caught instanceof Fault) return caught.toBody();
		throw caught;
	}
	throw new Error('was accepted');
}

describe('input', () => {
	it('comes back checked', () => {
		expect(checkInput(Comment, good)).toEqual(good);
	});

	it.each([
		['text', { ...good, text: 'x'.repeat(2001) }],
		['text', { ...good, text: '   ' }],
		['text', { ...good, text: 7 }],
		['text', { ...good, text: 'null\u0000byte' }],
		['text', { atMs: 1, place: good.place }],
		['atMs', { ...good, atMs: '15300' }],
		['atMs', { ...good, atMs: -1 }],
		['atMs', { ...good, atMs: 1.5 }],
		['atMs', { ...good, atMs: Number.NaN }],
		['atMs', { ...good, atMs: 1e12 }],
		['place.takeId', { ...good, place: { takeId: 'x' } }],
		['colour', { ...good, colour: 'red' }],
		['place.colour', { ...good, place: { takeId: TAKE, colour: 'red' } }],
		['body', null],
		['body', 'text']
	])('is refused with the field named: %s', (field, input) => {
		const body = refusal(input);
		expect(body).toMatchObject({ code: 'bad-input', field });
		expect(body.message).not.toBe('');
	});

	it('says that a field is not known', () => {
		expect(refusal({ ...good, colour: 'red' }).message).toBe(
			'"colour" is not a field of this form.'
		);
	});
});

describe('text', () => {
	const parse = (value: string) => v.parse(text(20, 'The note'), value);

	it('loses outer space and Windows line ends, and may be empty', () => {
		expect(parse('  one\r\ntwo\rthree \n')).toBe('one\ntwo\nthree');
		expect(parse('  ')).toBe('');
	});

	it('is measured after that', () => {
		expect(parse(` ${'x'.repeat(20)} `)).toHaveLength(20);
		expect(() => parse('x'.repeat(21))).toThrow('at most 20 characters');
	});

	it('keeps tabs, other scripts and emoji', () => {
		expect(parse('a\tb نعم 👩‍⚕️')).toBe('a\tb نعم 👩‍⚕️');
	});
});

import { describe, expect, it } from 'vitest';
import { checkInput } from '../platform/input.ts';
import { Fault } from '../platform/errors.ts';
import {
	firstMissing,
	firstTooLong,
	NewCommentSchema,
	RatingSchema,
	WordsSchema
} from './feedback.ts';

const TAKE = '6f9619ff-8b86-4d01-b42d-00c04fc964ff';

function fieldOf(check: () => unknown): string | undefined {
	try {
		check();
	} catch (caught) {
		if (caught instanceof Fault) return `${caught.code} ${caught.field}`;
	}
	return undefined;
}

describe('what a reviewer sends', () => {
	it.each([
		[{ keep: 'x'.repeat(2001) }, 'bad-input keep'],
		[{ reviewer: 'x'.repeat(81) }, 'bad-input reviewer'],
		[{ tryNext: 7 }, 'bad-input tryNext'],
		[{ keep: 'fine', score: 3 }, 'bad-input score'],
		[{ submittedAt: '2026-01-01' }, 'bad-input submittedAt']
	])('refuses words, case %#', (input, expected) => {
		expect(fieldOf(() => checkInput(WordsSchema, input))).toBe(expected);
	});

	it.each([
		[{ level: 0 }, 'bad-input level'],
		[{ level: 6 }, 'bad-input level'],
		[{ level: 2.5 }, 'bad-input level'],
		[{ level: '4' }, 'bad-input level'],
		[{}, 'bad-input level'],
		[{ level: 3, atMs: 10 }, 'bad-input atMs'],
		[{ level: 3, takeId: TAKE }, 'bad-input atMs'],
		[{ level: 3, takeId: 'mine', atMs: 10 }, 'bad-input takeId'],
		[{ level: 3, takeId: TAKE, atMs: -1 }, 'bad-input atMs'],
		[{ level: 3, note: '' }, 'bad-input note']
	])('refuses a rating, case %#', (input, expected) => {
		expect(fieldOf(() => checkInput(RatingSchema, input))).toBe(expected);
	});

	it.each([
		[{ takeId: TAKE, atMs: 0, text: '' }, 'bad-input text'],
		[{ takeId: TAKE, atMs: 0, text: ' \n ' }, 'bad-input text'],
		[{ takeId: TAKE, atMs: 0, text: 'x'.repeat(2001) }, 'bad-input text'],
		[{ takeId: TAKE, atMs: 0.5, text: 'a' }, 'bad-input atMs'],
		[{ takeId: TAKE, atMs: 900, endMs: 900, text: 'a' }, 'bad-input endMs'],
		[{ takeId: TAKE, atMs: 900, endMs: 0, text: 'a' }, 'bad-input endMs'],
		[{ takeId: TAKE, text: 'a' }, 'bad-input atMs'],
		[{ takeId: TAKE, atMs: 0, text: 'a', marker: 'x' }, 'bad-input marker']
	])('refuses a comment, case %#', (input, expected) => {
		expect(fieldOf(() => checkInput(NewCommentSchema, input))).toBe(expected);
	});

	it('takes a full comment, 2,000 characters long', () => {
		const given = { takeId: TAKE, atMs: 900, endMs: 1200, text: 'x'.repeat(2000) };
		expect(checkInput(NewCommentSchema, given)).toEqual(given);
	});
});

describe('what stands in the way of submitting', () => {
	const whole = { reviewer: 'Dr Osei', keep: 'a', change: 'b', tryNext: 'c' };

	it('is the first part that is empty', () => {
		expect(firstMissing(whole)).toBeNull();
		expect(firstMissing({ ...whole, change: ' \n' })).toEqual({ field: 'change', label: 'Change' });
		expect(firstMissing({ ...whole, reviewer: '', tryNext: '' })?.field).toBe('reviewer');
	});

	it('is the first part that is too long, counted as it is kept', () => {
		expect(firstTooLong({ ...whole, keep: `${'x'.repeat(2000)}  ` })).toBeNull();
		expect(firstTooLong({ keep: 'x'.repeat(2001) })?.field).toBe('keep');
	});
});

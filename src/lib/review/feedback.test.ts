import { describe, expect, it } from 'vitest';
import { checkInput } from '../platform/input.ts';
import { Fault } from '../platform/errors.ts';
import { NewCommentSchema, NewReplySchema, RatingSchema, WordsSchema } from './feedback-input.ts';
import { emptyFeedback, newComment, newRating, type Feedback } from './feedback.ts';
import { firstMissing, firstObstacle, firstTooLong } from './obstacles.ts';
import type { Rubric } from '../rubric/rubric.ts';

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
		[{ level: 3, atMs: 10 }, 'bad-input atMs'],
		[{ level: 3, takeId: TAKE }, 'bad-input atMs'],
		[{ level: 3, takeId: 'mine', atMs: 10 }, 'bad-input takeId'],
		[{ level: 3, takeId: TAKE, atMs: -1 }, 'bad-input atMs'],
		[{ level: 3, note: '' }, 'bad-input note'],
		[{ level: 3, takeId: TAKE, atMs: 10, noMoment: true }, 'bad-input noMoment'],
		[{ points: 1.5 }, 'bad-input points'],
		[{ points: -1 }, 'bad-input points'],
		[{ ticked: 'all' }, 'bad-input ticked'],
		[{ ticked: [{ item: 'a', atMs: 10 }] }, 'bad-input ticked.0.atMs'],
		[{ ticked: [{ item: 'a', level: 3 }] }, 'bad-input ticked.0.level'],
		[{ text: 'x'.repeat(2001) }, 'bad-input text']
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
		expect(checkInput(NewCommentSchema, given)).toEqual({ ...given, isSpoken: false });
	});
});

describe('what may be spoken', () => {
	it('needs no text, and nothing else does', () => {
		const spoken = { takeId: TAKE, atMs: 0, text: '', isSpoken: true };
		expect(checkInput(NewCommentSchema, spoken)).toEqual(spoken);
		expect(checkInput(NewReplySchema, { text: '', isSpoken: true })).toBeDefined();
		expect(fieldOf(() => checkInput(NewReplySchema, { text: ' ' }))).toBe('bad-input text');
	});
});

describe('what stands in the way of submitting', () => {
	const whole = { reviewer: 'Dr Osei', keep: 'a', change: 'b', tryNext: 'c' };

	it('is the first part that is empty', () => {
		expect(firstMissing(whole)).toBeNull();
		expect(firstMissing({ ...whole, change: ' \n' })).toMatchObject({
			field: 'change',
			label: 'Change'
		});
		expect(firstMissing({ ...whole, reviewer: '', tryNext: '' })?.field).toBe('reviewer');
	});

	it('is the first part that is too long, counted as it is kept', () => {
		expect(firstTooLong({ ...whole, keep: `${'x'.repeat(2000)}  ` })).toBeNull();
		expect(firstTooLong({ keep: 'x'.repeat(2001) })?.field).toBe('keep');
	});

	const anchors = ['one', 'two', 'three', 'four', 'five'] as [
		string,
		string,
		string,
		string,
		string
	];
	const scale = (id: string) => ({
		kind: 'scale' as const,
		id,
		name: `The ${id}`,
		about: 'x',
		anchors
	});
	const rubric: Rubric = {
		id: 'r',
		version: 1,
		title: 'R',
		note: 'N',
		criteria: [scale('a'), scale('b')]
	};
	const feedback = (more: Partial<Feedback>): Feedback => ({
		...emptyFeedback('Dr Osei'),
		...whole,
		...more
	});

	it.each([1, 2, 5] as const)('is a rating of %i that shows no moment', (level) => {
		const bare = newRating('b', { level });
		const found = firstObstacle(
			feedback({ ratings: [newRating('a', { level: 3 }), bare] }),
			rubric
		);
		expect(found).toMatchObject({ field: 'ratings.b', label: 'The b' });
		expect(found?.message).toContain('"The b"');
		for (const enough of [{ takeId: TAKE, atMs: 0 }, { noMoment: true }]) {
			const ratings = [{ ...bare, ...enough }];
			expect(firstObstacle(feedback({ ratings }), rubric)).toBeNull();
		}
	});

	it('is no rating of 3 or 4, and no criterion that was left open', () => {
		const ratings = [newRating('a', { level: 3 }), newRating('b', { level: 4 })];
		expect(firstObstacle(feedback({ ratings }), rubric)).toBeNull();
		expect(firstObstacle(feedback({}), rubric)).toBeNull();
	});

	it('is a spoken comment whose recording has not arrived', () => {
		const spoken = newComment({
			id: 'c',
			takeId: TAKE,
			atMs: 0,
			endMs: null,
			text: '',
			isSpoken: true
		});
		const comments = [spoken];
		expect(firstObstacle(feedback({ comments }), rubric)?.field).toBe('comments.c');
		const recording = { mimeType: 'audio/webm', durationMs: 900, bytes: 10 };
		expect(firstObstacle(feedback({ comments: [{ ...spoken, recording }] }), rubric)).toBeNull();
	});
});

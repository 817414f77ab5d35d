import { expect, it } from 'vitest';
import { bytesFor, judgeRoom, longestSpeakingMs } from './room.ts';

it('needs what the rate makes of the length, and a little more', () => {
	expect(bytesFor(600_000, 2_500_000)).toBe(Math.ceil(187_500_000 * 1.1) + 20_000_000);
	expect(bytesFor(0, 2_500_000)).toBe(20_000_000);
});

it('says what is needed and what is free when that is too little, and else nothing', () => {
	const few = judgeRoom(226_250_000, { freeBytes: 100_400_000, isPersistent: false });
	expect(few.enough).toBe(false);
	expect(few.words).toContain('226 MB');
	expect(few.words).toContain('100 MB are free');
	expect(judgeRoom(100, { freeBytes: 100, isPersistent: false })).toEqual({
		enough: true,
		words: ''
	});
	expect(judgeRoom(1e12, { freeBytes: null, isPersistent: false }).enough).toBe(true);
});

it('counts a follow-up like an answer, and no more than the whole conversation', () => {
	const rules = { questions: 5, answerLimitS: 90, followUps: 2 };
	expect(longestSpeakingMs(rules)).toBe(5 * 3 * 90_000);
	expect(longestSpeakingMs({ ...rules, totalS: 600 })).toBe(600_000);
});

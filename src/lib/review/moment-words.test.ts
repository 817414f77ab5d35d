import { expect, it } from 'vitest';
import { exactClock, momentWords, spokenMoment } from './moment-words.ts';

it('names a moment to the hundredth', () => {
	expect(exactClock(0)).toBe('0:00.00');
	expect(exactClock(15_300)).toBe('0:15.30');
	expect(exactClock(59_999)).toBe('0:59.99');
	expect(exactClock(65_040)).toBe('1:05.04');
	expect(exactClock(3_723_450)).toBe('1:02:03.45');
	expect(exactClock(-20)).toBe('0:00.00');
});

it('names a stretch by both ends', () => {
	expect(momentWords(15_300)).toBe('0:15.30');
	expect(momentWords(15_300, 18_000)).toBe('0:15.30 to 0:18.00');
});

it('says a moment in words', () => {
	expect(spokenMoment(75_300)).toBe('1 minute 15.3 seconds');
	expect(spokenMoment(121_000)).toBe('2 minutes 1 second');
	expect(spokenMoment(400)).toBe('0.4 seconds');
});

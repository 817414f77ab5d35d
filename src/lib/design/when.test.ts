import { describe, expect, it } from 'vitest';
import { day, distance, moment, UNKNOWN_READER } from './when.ts';

const at = new Date('2026-10-07T20:02:00Z');
const karachi = { timeZone: 'Asia/Karachi', hour12: true };
const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);

describe('moment', () => {
	it('names the zone the server assumes', () => {
		expect(moment(at, UNKNOWN_READER, true)).toBe('7 Oct 2026, 20:02 UTC');
	});
	it("uses the reader's zone and clock", () => {
		expect(moment(at, karachi)).toBe('8 Oct 2026, 1:02 am');
		expect(day(at, karachi)).toBe('8 Oct 2026');
	});
});

describe('distance', () => {
	it.each([
		[10, 'just now'],
		[60, '1 minute ago'],
		[50 * 60, '1 hour ago'],
		[5 * 3600, '5 hours ago'],
		[24 * 3600, 'yesterday'],
		[-24 * 3600, 'tomorrow'],
		[-3 * 3600, 'in 3 hours'],
		[6 * 86_400, '6 days ago'],
		[8 * 86_400, '7 Oct 2026']
	])('%i s later it is "%s"', (seconds, words) => {
		expect(distance(at, after(seconds), UNKNOWN_READER)).toBe(words);
	});
});

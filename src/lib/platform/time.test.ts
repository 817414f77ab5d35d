import { expect, it } from 'vitest';
import { clock, spell } from './time.ts';

it.each([
	[0, '0:00'],
	[999, '0:00'],
	[1000, '0:01'],
	[65_000, '1:05'],
	[720_000, '12:00'],
	[3_723_000, '1:02:03'],
	[-5, '0:00']
])('%i ms on the clock: %s', (ms, figures) => {
	expect(clock(ms)).toBe(figures);
});

it.each([
	[0, '0 s'],
	[499, '0 s'],
	[500, '1 s'],
	[45_000, '45 s'],
	[59_600, '1 min'],
	[60_000, '1 min'],
	[84_000, '1 min 24 s'],
	[-5, '0 s']
])('%i ms in words: %s', (ms, words) => {
	expect(spell(ms)).toBe(words);
});

import { expect, it } from 'vitest';
import { faster, readSpeed, slower } from './speeds.ts';

it('goes up and down by steps and stops at both ends', () => {
	expect(faster(1)).toBe(1.25);
	expect(faster(2)).toBe(2);
	expect(slower(1)).toBe(0.75);
	expect(slower(0.5)).toBe(0.5);
	expect(faster(1.1)).toBe(1.25);
});

it('takes back only a speed that it offers', () => {
	expect(readSpeed('1.5')).toBe(1.5);
	for (const kept of [null, '', 'NaN', '16', '-1', '1.1']) expect(readSpeed(kept)).toBe(1);
});

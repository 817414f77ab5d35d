import { describe, expect, it } from 'vitest';
import { backOffMs, describeSending, isFinal } from './sending.ts';

describe('the wait before the next attempt', () => {
	it('doubles up to 20 s and never leaves half to all of that', () => {
		expect(backOffMs(0, 0)).toBe(250);
		expect(backOffMs(0, 1)).toBe(500);
		expect(backOffMs(3, 1)).toBe(4000);
		expect(backOffMs(50, 1)).toBe(20_000);
		expect(backOffMs(50, 0)).toBe(10_000);
	});
});

it('gives up only where time mends nothing', () => {
	const final = (status: number) => isFinal(status, '');
	expect([400, 413, 415].every(final)).toBe(true);
	expect([0, 401, 409, 423, 429, 500, 502, 503].some(final)).toBe(false);
	expect(isFinal(403, 'not-allowed')).toBe(true);
	expect(isFinal(403, 'not-signed-in')).toBe(false);
});

it('says what is true', () => {
	expect(describeSending({ state: 'sending', sentBytes: 42_100_000, totalBytes: 57_000_000 })).toBe(
		'Saved on this device, 42 of 57 MB sent.'
	);
	expect(describeSending({ state: 'safe', totalBytes: 1 })).toBe('Safe on the server.');
});

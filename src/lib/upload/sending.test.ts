import { describe, expect, it } from 'vitest';
import {
	backOffMs,
	describeSending,
	heldUpBy,
	isFinal,
	nextRequestBytes,
	REQUEST_BYTES
} from './sending.ts';

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
	expect(isFinal(413, 'too-large')).toBe(true);
	expect(isFinal(413, 'quota-full')).toBe(false);
});

it('names what holds it up, and nothing when there was no answer', () => {
	expect(heldUpBy(403, 'not-signed-in')).toBe('signed-out');
	expect(heldUpBy(413, 'quota-full')).toBe('space-full');
	expect(heldUpBy(507, '')).toBe('server-full');
	expect(heldUpBy(503, 'storage-unavailable')).toBe('server-busy');
	expect(heldUpBy(0, '')).toBeNull();
	expect(heldUpBy(423, '')).toBeNull();
});

it('makes requests of about four seconds, within bounds', () => {
	// 256 kbit/s
	expect(nextRequestBytes(128_000, 4000)).toBe(128_000);
	expect(nextRequestBytes(4_000_000, 1000)).toBe(REQUEST_BYTES.most);
	expect(nextRequestBytes(1000, 10_000)).toBe(REQUEST_BYTES.least);
	expect(nextRequestBytes(1000, 0)).toBe(REQUEST_BYTES.most);
});

it('says what is true', () => {
	expect(describeSending({ state: 'sending', sentBytes: 42_100_000, totalBytes: 57_000_000 })).toBe(
		'Saved on this device, 42 of 57 MB sent.'
	);
	expect(describeSending({ state: 'safe', totalBytes: 1 })).toBe('Safe on the server.');
	const heldUp = { state: 'held-up', sentBytes: 1, totalBytes: 2 } as const;
	expect(describeSending({ ...heldUp, by: 'server-busy' })).toBe(
		'Saved on this device. The server is busy: this page waits, and goes on by itself.'
	);
	expect(describeSending({ ...heldUp, by: 'server-full' }, false)).toContain('in this page only');
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkHealth } from './health.server.ts';

type Parts = Parameters<typeof checkHealth>[0];

const fine = () => Promise.resolve();
const broken = () => Promise.reject(new Error('gone'));
const silent = () => new Promise<void>(() => undefined);

function parts(ping: () => Promise<void>, check: () => Promise<void>): Parts {
	return { database: { ping }, media: { check } } as unknown as Parts;
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

it.each([
	[fine, fine, { status: 'ok', database: 'ok', media: 'ok' }],
	[broken, fine, { status: 'unavailable', database: 'unavailable', media: 'ok' }],
	[fine, broken, { status: 'unavailable', database: 'ok', media: 'unavailable' }],
	[broken, broken, { status: 'unavailable', database: 'unavailable', media: 'unavailable' }]
])('says which part does not answer', async (ping, check, health) => {
	expect(await checkHealth(parts(ping, check))).toEqual(health);
	expect(vi.getTimerCount()).toBe(0);
});

it('does not wait longer than 3 s', async () => {
	const asked = checkHealth(parts(silent, fine));
	await vi.advanceTimersByTimeAsync(3000);
	expect(await asked).toEqual({ status: 'unavailable', database: 'unavailable', media: 'ok' });
});

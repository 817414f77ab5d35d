import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Standing } from '$lib/interview/standing';
import { closeAnswersAt } from './close-answers.browser';
import { keepStandingAt, type StandingKeeper } from './keep-standing.browser';

/** A server that can be out of reach; knows what it was told. */
let isReachable = true;
let status = 204;
let told: string[] = [];
let asked = 0;
let keeper: StandingKeeper;
beforeEach(() => {
	vi.useFakeTimers();
	[isReachable, status, told, asked] = [true, 204, [], 0];
	vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
		asked += 1;
		if (!isReachable) return Promise.reject(new TypeError('no connection'));
		const body = typeof init?.body === 'string' ? positionIn(init.body) : '';
		told.push(`${String(path)} ${body}`.trim());
		return Promise.resolve(new Response(null, { status }));
	});
	keeper = keepStandingAt(`/standing-of-${crypto.randomUUID()}`);
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

const positionIn = (body: string) => String((JSON.parse(body) as Standing).position);
const standing = (position: number): Standing => ({
	...{ position, conversedMs: 0, followUps: [], overrunMs: {} }
});
const positions = () => told.map((line) => line.split(' ').at(-1));

it('keeps what could not be sent, also what was sent at the last moment', async () => {
	isReachable = false;
	keeper.keep(standing(3), true);
	keeper.flush();
	expect(await keeper.settle()).toBe(false);
	isReachable = true;
	expect(await keeper.settle()).toBe(true);
	expect(positions()).toEqual(['3']);
	expect(await keeper.settle()).toBe(true);
	expect(positions()).toEqual(['3']);
});

it('sends it by itself when the outage is over', async () => {
	isReachable = false;
	keeper.keep(standing(1), true);
	await vi.advanceTimersByTimeAsync(6_000);
	isReachable = true;
	await vi.advanceTimersByTimeAsync(6_000);
	expect(positions()).toEqual(['1']);
});

it('does not try what was refused again', async () => {
	status = 400;
	keeper.keep(standing(1), true);
	expect(await keeper.settle()).toBe(true);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked).toBe(1);
});

it('lets the sitting that followed have the last word', async () => {
	isReachable = false;
	const path = `/standing-of-${crypto.randomUUID()}`;
	keepStandingAt(path).keep(standing(1), true);
	await vi.advanceTimersByTimeAsync(1_000);
	keepStandingAt(path).keep(standing(2), true);
	isReachable = true;
	await vi.advanceTimersByTimeAsync(20_000);
	expect(positions()).toEqual(['2']);
});

it('closes an answer when the server is back, however long it was gone', async () => {
	isReachable = false;
	const close = closeAnswersAt('/answers');
	close(0);
	await vi.advanceTimersByTimeAsync(60_000);
	isReachable = true;
	close(1);
	await vi.advanceTimersByTimeAsync(6_000);
	expect(told).toEqual(['/answers/0/close', '/answers/1/close']);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(told).toHaveLength(2);
});

import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

const [old, young] = [{ id: 'old' }, { id: 'young' }];

it('takes the oldest first, and one that failed behind all that did not', () => {
	const turns = new Turns();
	expect(turns.next([old, young], 0)).toBe(old);
	turns.failed('old', 0, false);
	expect(turns.next([old, young], 60_000)).toBe(young);
	expect(turns.next([old], 60_000)).toBe(old);
});

it('lets one that fails wait longer each time, up to an hour, and never gives it up', () => {
	const turns = new Turns();
	const waits: (number | null)[] = [];
	let now = 0;
	for (let times = 0; times < 40; times++) {
		turns.failed('old', now, false);
		const wait = turns.waitMs(now)!;
		expect(turns.next([old], now + wait - 1)).toBeNull();
		now += wait;
		expect(turns.next([old], now)).toBe(old);
		waits.push(wait);
	}
	expect(waits.slice(0, 4)).toEqual([5000, 10_000, 20_000, 40_000]);
	expect(waits.at(-1)).toBe(3600_000);
});

it('tries one that lacked room every few seconds', () => {
	const turns = new Turns();
	for (let times = 0; times < 10; times++) {
		turns.failed('old', 0, true);
		expect(turns.waitMs(0)).toBe(5000);
	}
});

it('forgets what is no longer waiting', () => {
	const turns = new Turns();
	turns.failed('old', 0, false);
	expect(turns.next([young], 0)).toBe(young);
	expect(turns.waitMs(0)).toBeNull();
});

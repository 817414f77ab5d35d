import { expect, it } from 'vitest';
import { Refreshing } from './refreshing.ts';

it('never ends a load that is under way, and begins one more for whoever asked meanwhile', async () => {
	const ends: (() => void)[] = [];
	const refreshing = new Refreshing(() => new Promise((end) => ends.push(end)));
	const first = refreshing.now();
	refreshing.soon();
	const second = refreshing.now();
	const third = refreshing.now();
	expect(ends).toHaveLength(1);
	ends[0]?.();
	await first;
	await Promise.resolve();
	expect(ends).toHaveLength(2);
	ends[1]?.();
	await Promise.all([second, third]);
	expect(ends).toHaveLength(2);
	refreshing.soon();
	expect(ends).toHaveLength(3);
});

it('goes on after a load that failed', async () => {
	let loads = 0;
	const refreshing = new Refreshing(async () => {
		loads++;
		throw new Error('no connection');
	});
	await refreshing.now();
	await refreshing.now();
	expect(loads).toBe(2);
});

import { describe, expect, it } from 'vitest';
import { padTo, TakeTrack } from './take-track.ts';
import type { GazeSample } from './track.ts';

const seen = (atMs: number): GazeSample => ({ atMs, state: 'lens', xDeg: 0, yDeg: 0 });

describe('the track of a take', () => {
	it('counts from the first frame and leaves out what was seen before it', () => {
		const take = new TakeTrack(5000);
		for (const at of [4900, 5010, 5110]) take.add(seen(at));
		expect(take.finish(5200).map(({ atMs }) => atMs)).toEqual([10, 110]);
	});

	it('never goes back in time', () => {
		const take = new TakeTrack(0);
		for (const at of [100, 300, 200, 400]) take.add(seen(at));
		expect(take.finish(500).map(({ atMs }) => atMs)).toEqual([100, 300, 400]);
	});

	it('says where nothing could be seen, ten times a second: at the start, in between and to the end', () => {
		const take = new TakeTrack(0);
		take.add(seen(1000));
		take.add(seen(3000));
		const samples = take.finish(5000);
		const blind = samples.filter(({ state }) => state === 'unavailable').map(({ atMs }) => atMs);
		expect(blind.slice(0, 2)).toEqual([0, 100]);
		expect(blind.filter((at) => at < 1000)).toHaveLength(10);
		expect(blind.filter((at) => at > 1000 && at < 3000)).toHaveLength(18);
		expect(blind.at(-1)).toBe(4900);
		expect([...samples].sort((a, b) => a.atMs - b.atMs)).toEqual(samples);
	});

	it('takes five samples a second for no hole', () => {
		const take = new TakeTrack(0);
		for (let at = 0; at < 2000; at += 200) take.add(seen(at));
		expect(take.finish(2000)).toHaveLength(10);
	});

	it('is all holes when nothing was ever seen', () => {
		expect(new TakeTrack(0).finish(3000)).toHaveLength(30);
	});
});

it('goes on as unseen to the end of a take whose engine broke', () => {
	const broke = [seen(0), seen(100)];
	padTo(broke, 1000);
	expect(broke.slice(2).every(({ state }) => state === 'unavailable')).toBe(true);
	expect(broke.at(-1)?.atMs).toBe(900);
	padTo(broke, 1000);
	expect(broke.at(-1)?.atMs).toBe(900);
});

import { describe, expect, it } from 'vitest';
import {
	afterFrame,
	afterRest,
	afterSecond,
	FIRST_REST_MS,
	FRESH_PACE,
	gapMs,
	type PaceState
} from './pace.ts';

const after = (costs: number[], from: PaceState = FRESH_PACE) => costs.reduce(afterFrame, from);
const times = (cost: number, count: number) => Array.from({ length: count }, () => cost);

describe('the pace of looking', () => {
	it('stays at ten a second while a frame takes 60 ms or less', () => {
		expect(after(times(60, 100)).pace).toBe(10);
	});

	it('falls to five when frames take longer, but not for a few slow ones', () => {
		expect(after([...times(20, 20), 900, 900, 900, ...times(20, 20)]).pace).toBe(10);
		expect(after(times(61, 10)).pace).toBe(5);
	});

	it('rests when even five a second are too many, and tries again after ever longer rests', () => {
		const stopped = after(times(151, 20));
		expect(stopped.pace).toBe(0);
		expect(gapMs(stopped.pace)).toBe(Infinity);
		expect(afterRest(stopped, FIRST_REST_MS - 1).pace).toBe(0);
		const again = afterRest(stopped, FIRST_REST_MS);
		expect(again.pace).toBe(5);
		expect(after(times(10, 100), again).pace).toBe(5);
		const stoppedAgain = after(times(151, 20), again);
		expect(afterRest(stoppedAgain, 2 * FIRST_REST_MS - 1).pace).toBe(0);
		expect(afterRest(stoppedAgain, 2 * FIRST_REST_MS).pace).toBe(5);
	});

	it('slows down when the camera loses frames for some seconds, whatever a look costs', () => {
		const seconds = (delivered: number, lost: number, count: number, from = FRESH_PACE) =>
			times(0, count).reduce<PaceState>((state) => afterSecond(state, delivered, lost), from);
		expect(seconds(30, 0, 60).pace).toBe(10);
		expect(seconds(28, 2, 4).pace).toBe(10);
		expect(seconds(28, 2, 5).pace).toBe(5);
		expect(seconds(20, 10, 10).pace).toBe(0);
		expect(afterSecond(seconds(30, 0, 4), 27, 3).pace).toBe(10);
	});

	it('does not rest again for losses that go on while it rests, and does for those that end', () => {
		const losing = (state: PaceState, lost: number, count: number) =>
			times(0, count).reduce<PaceState>((now) => afterSecond(now, 30 - lost, lost), state);
		const rested = (lostMeanwhile: number) =>
			afterRest(losing(losing(FRESH_PACE, 3, 10), lostMeanwhile, 5), FIRST_REST_MS);
		expect(rested(3)).toMatchObject({ pace: 5, isBlameless: true });
		expect(losing(rested(3), 3, 60).pace).toBe(5);
		expect(after(times(151, 10), rested(3)).pace).toBe(0);
		expect(rested(0)).toMatchObject({ pace: 5, isBlameless: false });
		expect(losing(rested(0), 3, 5).pace).toBe(0);
	});

	it('lets a camera at ten frames a second be looked at in every frame, for its frames jitter', () => {
		expect(gapMs(10)).toBeLessThan(100);
		expect(gapMs(5)).toBeGreaterThan(100);
	});
});

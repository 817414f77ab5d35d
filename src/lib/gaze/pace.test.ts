import { describe, expect, it } from 'vitest';
import { afterFrame, afterSecond, FRESH_PACE, gapMs, type PaceState } from './pace.ts';

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

	it('stops when even five a second are too many, and does not start again by itself', () => {
		const stopped = after(times(151, 20));
		expect(stopped.pace).toBe(0);
		expect(after(times(10, 100), stopped).pace).toBe(0);
		expect(gapMs(stopped.pace)).toBe(Infinity);
	});

	it('slows down when the camera loses frames, whatever a look costs', () => {
		expect(afterSecond(FRESH_PACE, 30, 0).pace).toBe(10);
		expect(afterSecond(FRESH_PACE, 28, 2).pace).toBe(5);
		expect(afterSecond(afterSecond(FRESH_PACE, 20, 10), 20, 10).pace).toBe(0);
	});

	it('lets a camera at ten frames a second be looked at in every frame, for its frames jitter', () => {
		expect(gapMs(10)).toBeLessThan(100);
		expect(gapMs(5)).toBeGreaterThan(100);
	});
});

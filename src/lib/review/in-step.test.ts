import { expect, it } from 'vitest';
import { keepInStep } from './in-step.ts';

it('leaves two that are together alone', () => {
	expect(keepInStep(10, 10.03, 60, 1)).toEqual({ rate: 1 });
	expect(keepInStep(10, 9.97, 60, 1.5)).toEqual({ rate: 1.5 });
});

it('hurries or slows the follower a little when it drifts', () => {
	const behind = keepInStep(10, 9.8, 60, 1);
	const ahead = keepInStep(10, 10.2, 60, 1);
	expect('rate' in behind && behind.rate).toBeGreaterThan(1);
	expect('rate' in ahead && ahead.rate).toBeLessThan(1);
	let followerS = 9.8;
	for (let atS = 10; atS < 15; atS += 0.25) {
		const step = keepInStep(atS, followerS, 60, 1);
		followerS += 'rate' in step ? step.rate * 0.25 : 0;
	}
	expect(Math.abs(15 - followerS)).toBeLessThanOrEqual(0.1);
});

it('jumps when it is far away, and waits at its own end', () => {
	expect(keepInStep(30, 10, 60, 1)).toEqual({ seekTo: 30 });
	expect(keepInStep(90, 10, 60, 1)).toEqual({ seekTo: 60 });
	expect(keepInStep(90, 60, 60, 1)).toEqual({ rate: 1 });
});

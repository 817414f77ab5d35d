import { describe, expect, it } from 'vitest';
import { FrameTimes, probesAfter, secondsOf, shownMoment } from './frame-times.ts';

describe('the times of pictures', () => {
	it('are known to follow each other only when somebody has stepped from one to the other', () => {
		const frames = new FrameTimes();
		frames.note(0, 1);
		frames.note(80, 2);
		expect(frames.after(0)).toBeNull();
		frames.link(0, 40);
		expect(frames.after(0)).toBe(40);
	});

	it('lie as far apart as a short one of the distances seen, whatever was left out', () => {
		const frames = new FrameTimes();
		expect(frames.usualMs).toBeCloseTo(33.3, 1);
		let atMs = 0;
		[80, 40, 120, 40, 80, 200].forEach((step, at) => frames.note((atMs += step), at));
		expect(frames.usualMs).toBe(40);
		frames.jumped();
		frames.note(5000, 7);
		expect(frames.usualMs).toBe(40);
	});

	it('begin the search before the next picture, and never look twice at a place', () => {
		const probes = probesAfter(40);
		expect(probes[0]).toBeLessThan(40);
		expect([...probes].sort((a, b) => a - b)).toEqual(probes);
	});
});

describe('the moment on the screen', () => {
	it('is the begin of the shown picture', () => {
		expect(shownMoment(15_330, 15_300)).toBe(15_300);
	});

	it('is the clock where no picture tells: sound alone, or a camera that froze', () => {
		expect(shownMoment(15_330, null)).toBe(15_330);
		expect(shownMoment(15_330, 12_000)).toBe(15_330);
		expect(shownMoment(1000, 15_300)).toBe(1000);
	});

	it('is found again by moving into its millisecond', () => {
		for (const beginsMs of [15_300.3, 15_299.6, 15_300]) {
			const kept = Math.round(beginsMs);
			expect(secondsOf(kept) * 1000).toBeGreaterThanOrEqual(beginsMs);
		}
	});
});

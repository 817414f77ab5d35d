import { expect, it } from 'vitest';
import { Course } from './course.ts';
import type { FrameReading } from './landmark.ts';

const face = { faces: 1, face: {}, box: [0, 0, 1, 1] } as unknown as FrameReading;
const nobody: FrameReading = { faces: 0, face: null, box: null };

/** Runs a course with a reading every `everyMs`; returns when each place was left. */
function run(course: Course, reading: FrameReading, everyMs: number): Record<string, number> {
	const left: Record<string, number> = {};
	for (let now = 1000; now < 20_000 && course.step; now += everyMs) {
		course.add(reading, now);
		const before = course.step;
		course.advance(now);
		if (course.step !== before) left[before] = now;
	}
	return left;
}

it('shows a place for a second, then reads for two, then goes on by itself', () => {
	const course = new Course(['lens', 'screen'], 1000);
	expect(course.stageAt(1900)).toEqual({ stage: 'lead', done: 0 });
	expect(course.stageAt(3000)).toEqual({ stage: 'look', done: 0.5 });
	expect(run(course, face, 100)).toEqual({ lens: 4000, screen: 7000 });
	expect(course.stageAt(7100).stage).toBe('over');
	expect(course.looks.lens?.length).toBe(21);
	expect(course.looks.screen?.length).toBe(21);
});

it('waits for a slow computer, but not for ever', () => {
	expect(run(new Course(['lens'], 1000), face, 200)).toEqual({ lens: 4600 });
	expect(run(new Course(['lens'], 1000), nobody, 100)).toEqual({ lens: 5500 });
});

it('keeps nothing of the time in which the eyes still move', () => {
	const course = new Course(['lens'], 0);
	course.add(face, 500);
	course.add(face, 999);
	expect(course.looks.lens).toBeUndefined();
});

import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { EVEN_LIGHT } from '../../../tests/fixtures/even-light.ts';
import {
	facesLookingAt,
	framesLookingAt,
	moved,
	read
} from '../../../tests/fixtures/gaze-frames.ts';
import {
	FRAMING_VERDICTS,
	FRAMING_WORDS,
	FramingReportSchema,
	judgeFraming,
	judgeTakeFraming,
	sayFraming
} from './framing.ts';
import type { Point } from './landmark.ts';

const seen = (move: (point: Point) => Point) =>
	facesLookingAt('camera').map((face) => read(moved(face, move)));
const zoomed = (factor: number) =>
	seen(({ x, y, z }) => ({
		x: 0.5 + (x - 0.5) * factor,
		y: 0.55 + (y - 0.55) * factor,
		z: z * factor
	}));
const shifted = (right: number, down: number) =>
	seen(({ x, y, z }) => ({ x: x + right, y: y + down, z }));

describe('judgeFraming', () => {
	it.each([
		['good', framesLookingAt('camera')],
		['too-close', zoomed(1.5)],
		['too-far', zoomed(0.6)],
		['off-left', shifted(-0.2, 0)],
		['off-right', shifted(0.2, 0)],
		['too-low', shifted(0, 0.2)],
		['too-high', shifted(0, -0.4)]
	] as const)('%s', (verdict, readings) => {
		expect(judgeFraming(readings).verdict).toBe(verdict);
	});

	it('gives fractions of the picture', () => {
		const { faceHeight, centre, headroom } = judgeFraming(framesLookingAt('camera'));
		expect(faceHeight).toBeCloseTo(0.39, 1);
		expect(centre?.[0]).toBeCloseTo(0.51, 1);
		expect(headroom).toBeCloseTo(0.33, 1);
	});

	it('is not measurable without one face, and says so', () => {
		for (const readings of [[], [read(), read()], [...Array(20)].map(() => read())]) {
			const report = judgeFraming(readings);
			expect(report).toMatchObject({ verdict: null, faceHeight: null });
			expect(sayFraming(report)).toMatch(/No face/);
		}
	});

	it('is not moved by a few frames elsewhere', () => {
		const readings = [...framesLookingAt('camera'), ...shifted(0.3, 0).slice(0, 4)];
		expect(judgeFraming(readings).verdict).toBe('good');
	});

	it('fits its schema whatever the face does', () => {
		const number = fc.double({ min: -2, max: 3, noNaN: true });
		fc.assert(
			fc.property(number, number, number, (factor, right, down) => {
				const readings = seen(({ x, y, z }) => ({
					x: x * factor + right,
					y: y * factor + down,
					z
				}));
				v.assert(FramingReportSchema, judgeFraming(readings));
			}),
			{ numRuns: 30 }
		);
	});

	it('has a sentence for each verdict', () => {
		for (const verdict of FRAMING_VERDICTS) expect(FRAMING_WORDS[verdict]).toMatch(/\.$/);
	});
});

describe('the framing of a take', () => {
	const faces = framesLookingAt('camera').slice(0, 14);
	const light = Array(4).fill(EVEN_LIGHT);
	const without = (count: number) => [...faces, ...Array.from({ length: count }, () => read())];

	it('needs one face in 70 % of the frames, and says how much there was', () => {
		expect(judgeTakeFraming(without(6), light, 1)).toMatchObject({
			verdict: 'good',
			light: { verdict: 'good' }
		});
		const seldom = judgeTakeFraming(without(7), light, 1);
		expect(seldom).toMatchObject({ verdict: null, faceHeight: null });
		expect(seldom.light).toBeUndefined();
		expect(seldom.notMeasurable).toMatch(/only 67 % of the answer/);
	});

	it('does not speak for the time in which nothing was looked at', () => {
		expect(judgeTakeFraming(faces, light, 0.71).verdict).toBe('good');
		const stopped = judgeTakeFraming(faces, light, 0.4);
		expect(stopped).toMatchObject({ verdict: null, notMeasurable: expect.stringMatching(/40 %/) });
	});

	it('is not told from a moment, nor is its light', () => {
		expect(judgeTakeFraming(faces.slice(0, 9), light, 1).notMeasurable).toMatch(/too short/);
		expect(judgeTakeFraming([], [], 1).notMeasurable).toMatch(/No face/);
		for (const few of [light.slice(1), []]) {
			const { verdict, light: lit } = judgeTakeFraming(faces, few, 1);
			expect(verdict).toBe('good');
			expect(lit).toMatchObject({ verdict: null, notMeasurable: expect.any(String) });
		}
	});
});

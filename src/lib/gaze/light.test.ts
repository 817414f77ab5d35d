import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { EVEN_LIGHT } from '../../../tests/fixtures/even-light.ts';
import {
	judgeLight,
	LIGHT_VERDICTS,
	LIGHT_WORDS,
	LightReportSchema,
	measureLight
} from './light.ts';

const GOOD = EVEN_LIGHT;
/** A very dark skin in the same light. */
const DARK_SKIN = { ...GOOD, imageLeft: 53, imageRight: 57, background: 150 };

describe('judgeLight', () => {
	it.each([
		['good', GOOD],
		['good', DARK_SKIN],
		['one-sided', { ...GOOD, imageLeft: 70 }],
		['one-sided', { ...DARK_SKIN, imageLeft: 25, imageRight: 60 }],
		['too-bright', { ...GOOD, whiteShare: 0.3 }],
		['too-dark', { ...GOOD, imageLeft: 16, imageRight: 17, background: 60 }],
		[
			'window-behind',
			{ ...GOOD, imageLeft: 34, imageRight: 36, background: 210, backgroundWhiteShare: 0.5 }
		],
		// a dark room for a light skin, or good light before a dark wall for a dark one: who could tell?
		[null, { ...GOOD, imageLeft: 53, imageRight: 57, background: 60 }],
		['good', { ...GOOD, background: 60 }],
		// a light skin against a window, or a dark one before a white wall
		[null, { ...DARK_SKIN, background: 220, backgroundWhiteShare: 0.5 }]
	] as const)('%s', (verdict, sample) => {
		expect(judgeLight([sample]).verdict).toBe(verdict);
	});

	it('judges a skin in even light the same however dark it is', () => {
		const verdicts = [30, 52, 85, 143, 200].map(
			(face) => judgeLight([{ ...GOOD, imageLeft: face, imageRight: face * 1.05 }]).verdict
		);
		expect(verdicts).toEqual(Array(5).fill('good'));
	});

	it('says nothing from fewer samples than are asked for', () => {
		expect(judgeLight([GOOD, GOOD, GOOD], 3).verdict).toBe('good');
		const short = judgeLight([GOOD, GOOD], 3);
		expect(short.verdict).toBeNull();
		expect(short.notMeasurable).toMatch(/too short a time/);
	});

	it('is not measurable without a sane sample', () => {
		for (const samples of [[], [{ ...GOOD, imageLeft: NaN }]]) {
			const report = judgeLight(samples);
			expect(report.verdict).toBeNull();
			expect(report.notMeasurable).toMatch(/\.$/);
			v.assert(LightReportSchema, report);
		}
		v.assert(LightReportSchema, judgeLight([{ ...GOOD, imageLeft: 0, imageRight: 0 }]));
	});

	it('has a sentence for each verdict', () => {
		for (const verdict of LIGHT_VERDICTS) expect(LIGHT_WORDS[verdict]).toMatch(/\.$/);
	});
});

describe('measureLight', () => {
	/** Left half of the face 100, right half 200, background 250. */
	const pixels = new Uint8ClampedArray(40 * 20 * 4);
	for (let y = 0; y < 20; y++) {
		for (let x = 0; x < 40; x++) {
			const face = x >= 10 && x < 30 && y >= 5 && y < 15;
			pixels.fill(face ? (x < 20 ? 100 : 200) : 250, (y * 40 + x) * 4, (y * 40 + x) * 4 + 3);
		}
	}
	const box = [0.25, 0.25, 0.75, 0.75] as const;

	it('counts halves, background and what is clipped', () => {
		const sample = measureLight(pixels, 40, 20, box);
		expect(sample?.imageLeft).toBeCloseTo(100);
		expect(sample?.imageRight).toBeCloseTo(200);
		expect(sample).toMatchObject({ backgroundWhiteShare: 1, whiteShare: 0, blackShare: 0 });
	});

	it('gives nothing for a box outside the picture or pixels that do not fit', () => {
		expect(measureLight(pixels, 40, 20, [2, 2, 3, 3])).toBeNull();
		expect(measureLight(pixels, 40, 20, [NaN, 0, 1, 1])).toBeNull();
		expect(measureLight(pixels.subarray(4), 40, 20, box)).toBeNull();
	});
});

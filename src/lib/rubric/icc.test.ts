import { describe, expect, it } from 'vitest';
import { icc21, meanSquares } from './icc.ts';

/** Shrout & Fleiss 1979, table 2: six targets by four judges. */
const SHROUT_FLEISS = [
	[9, 2, 5, 8],
	[6, 1, 3, 2],
	[8, 4, 6, 8],
	[7, 1, 2, 6],
	[10, 5, 6, 9],
	[6, 2, 4, 7]
];

/** Zaiontz, real-statistics.com, "Intraclass Correlation": eight wines by four judges. */
const WINES = [
	[1, 2, 0, 1],
	[1, 3, 3, 2],
	[3, 8, 1, 4],
	[6, 4, 3, 3],
	[6, 5, 5, 6],
	[7, 5, 6, 2],
	[8, 7, 7, 9],
	[9, 9, 9, 8]
];

const near = (value: number | undefined, published: number, digits = 2) =>
	expect(value).toBeCloseTo(published, digits);

describe('published worked examples', () => {
	it('gives the mean squares and the ICC(2,1) of Shrout & Fleiss 1979', () => {
		const { rows, columns, error } = meanSquares(SHROUT_FLEISS);
		near(rows, 11.24);
		near(columns, 32.49);
		near(error, 1.02);
		near(icc21(SHROUT_FLEISS)?.icc, 0.29);
	});

	it('gives the interval that the psych package (Revelle) prints for them', () => {
		const interval = icc21(SHROUT_FLEISS)?.interval;
		near(interval?.low, 0.019, 3);
		near(interval?.high, 0.761, 3);
	});

	it('gives the ICC and the interval of the wines of real-statistics.com', () => {
		const found = icc21(WINES);
		near(found?.icc, 0.73);
		near(found?.interval?.low, 0.43);
		near(found?.interval?.high, 0.93);
	});
});

describe('what has no ICC, or an unusual one', () => {
	it('is null when no two ratings differ', () => {
		expect(icc21([[3, 3], [3, 3], [3, 3]])).toBeNull(); // prettier-ignore
	});

	it('is 1 without an interval when every rater agrees about every target', () => {
		expect(icc21([[1, 1], [3, 3], [5, 5]])).toEqual({ icc: 1, interval: null }); // prettier-ignore
	});

	it('is 0 when only the raters differ', () => {
		expect(icc21([[2, 4], [2, 4], [2, 4]])?.icc).toBeCloseTo(0); // prettier-ignore
	});

	it('is below 0, and says so, when raters contradict each other', () => {
		const found = icc21([[1, 4], [5, 3], [2, 4], [4, 2], [3, 3]]); // prettier-ignore
		expect(found?.icc).toBeLessThan(0);
		expect(found?.interval?.low).toBeLessThan(found?.icc ?? 0);
		expect(found?.interval?.high).toBeGreaterThan(found?.icc ?? 0);
	});

	it('has no interval where the formula breaks down, and keeps its value', () => {
		const found = icc21([[1, 5], [5, 1], [2, 4], [4, 2]]); // prettier-ignore
		expect(found?.icc).toBeLessThan(0);
		expect(found?.interval).toBeNull();
	});

	it('is not made of one target, one rater, or a table with holes', () => {
		expect(() => icc21([[1, 2]])).toThrow(RangeError);
		expect(() => icc21([[1], [2]])).toThrow(RangeError);
		expect(() => icc21([[1, 2], [1]])).toThrow(RangeError); // prettier-ignore
	});
});

import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { Calibration } from '../gaze/calibration.ts';
import { FEATURES, judgeBrowser, type Feature } from './browser.ts';
import { judgeLens, LENS_LESSON } from './lens.ts';
import { judgePower } from './power.ts';
import { judgeStorage, NEEDED_BYTES } from './storage.ts';
import {
	GRADES,
	joinVerdicts,
	rounded,
	VerdictSchema,
	worstGrade,
	type Verdict
} from './verdict.ts';

describe('storage', () => {
	const isPersistent = true;

	it.each([
		['good', 2 * NEEDED_BYTES],
		['could-be-better', NEEDED_BYTES / 2],
		['problem', NEEDED_BYTES / 20],
		['problem', 0],
		['not-measurable', null],
		['not-measurable', NaN],
		['not-measurable', -5]
	] as const)('is %s with %s bytes free', (grade, freeBytes) => {
		expect(judgeStorage({ freeBytes, isPersistent }).grade).toBe(grade);
	});

	it('is measured against the interview that follows', () => {
		const freeBytes = NEEDED_BYTES / 2;
		expect(judgeStorage({ freeBytes, isPersistent }, NEEDED_BYTES / 4).grade).toBe('good');
	});
});

describe('power', () => {
	it.each([
		['good', { level: 0.9, isCharging: false, canStayAwake: true }],
		['good', { level: 0.1, isCharging: true, canStayAwake: true }],
		['could-be-better', { level: 0.5, isCharging: false, canStayAwake: true }],
		['problem', { level: 0.2, isCharging: false, canStayAwake: true }],
		['problem', { level: 0, isCharging: null, canStayAwake: true }],
		['could-be-better', { level: 0.9, isCharging: true, canStayAwake: false }],
		['not-measurable', { level: null, isCharging: null, canStayAwake: true }],
		['not-measurable', { level: NaN, isCharging: false, canStayAwake: true }],
		['not-measurable', { level: 7, isCharging: false, canStayAwake: true }]
	] as const)('is %s with %o', (grade, reading) => {
		expect(judgePower(reading).grade).toBe(grade);
	});
});

describe('browser', () => {
	const all = Object.fromEntries(Object.keys(FEATURES).map((name) => [name, true]));

	it('is good with everything, less with less, and a problem without a camera', () => {
		expect(judgeBrowser(all).grade).toBe('good');
		expect(judgeBrowser({ ...all, wakeLock: false }).grade).toBe('could-be-better');
		expect(judgeBrowser({ ...all, camera: false }).grade).toBe('problem');
		expect(judgeBrowser({}).grade).toBe('problem');
	});

	it('names what is lost', () => {
		for (const name of Object.keys(FEATURES) as Feature[]) {
			expect(judgeBrowser({ ...all, [name]: false }).finding).toContain(FEATURES[name].without);
		}
	});
});

describe('lens', () => {
	const made = (lensFound: number, screenTakenForLens: number | null) =>
		({ kind: 'lens', check: { lensFound, screenTakenForLens } }) as unknown as Calibration;

	it.each([
		['good', made(0.95, 0.05), {}],
		['could-be-better', made(0.95, 0.2), {}],
		['could-be-better', made(0.8, 0), {}],
		['could-be-better', made(0.95, null), {}],
		['problem', made(0.6, 0.05), {}],
		['problem', made(0.95, 0.5), {}],
		['could-be-better', made(0.95, 0.05), { moved: true }],
		['not-measurable', null, {}],
		['not-measurable', made(0.95, 0.05), { measurable: false }]
	] as const)('is %s', (grade, calibration, surroundings) => {
		expect(judgeLens(calibration, surroundings).grade).toBe(grade);
	});

	it('is taught in sentences', () => {
		for (const sentence of LENS_LESSON) expect(sentence).toMatch(/\.$/);
	});
});

describe('verdicts', () => {
	const isPersistent = false;
	const some = [
		judgeStorage({ freeBytes: 3, isPersistent }),
		judgePower({ level: null, isCharging: null, canStayAwake: false }),
		judgeBrowser({}),
		judgeLens(null)
	];

	it('fit their schema, which refuses anything more', () => {
		for (const verdict of some) v.assert(VerdictSchema, verdict);
		const [one] = some;
		expect(v.safeParse(VerdictSchema, { ...one, more: 1 }).success).toBe(false);
		expect(v.safeParse(VerdictSchema, { ...one, figures: { at: NaN } }).success).toBe(false);
		expect(v.safeParse(VerdictSchema, { ...one, grade: 'great' }).success).toBe(false);
	});

	it('are as good as the worst of them', () => {
		expect(worstGrade([])).toBe('not-measurable');
		expect(worstGrade(['good', 'not-measurable'])).toBe('not-measurable');
		expect(worstGrade([...GRADES])).toBe('problem');
		const one = some[0] as Verdict;
		const good: Verdict = { ...one, grade: 'good', finding: 'All is well.', figures: { at: 1 } };
		expect(joinVerdicts([good, one])?.finding).toBe(one.finding);
		expect(joinVerdicts([good, one])?.figures).toHaveProperty('at', 1);
		expect(joinVerdicts([])).toBeNull();
	});

	it('have figures that are numbers or nothing', () => {
		expect([rounded(NaN), rounded(undefined), rounded(1.2345, 1)]).toEqual([null, null, 1.2]);
	});
});

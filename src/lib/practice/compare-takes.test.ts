import { describe, expect, it } from 'vitest';
import { GAZE, PACING } from '../../../tests/fixtures/measured.ts';
import { GAZE_VERSION } from '../gaze/report.ts';
import { compareTakes } from './compare-takes.ts';

describe('against oneself', () => {
	it('stand the same figures side by side, without rows that nobody has', () => {
		const rows = compareTakes([
			{ durationMs: 75_000, pacing: PACING, gaze: null },
			{ durationMs: 60_000, pacing: null, gaze: null }
		]);
		expect(rows.find(({ name }) => name === 'Length')?.values).toEqual(['1 min 15 s', '1 min']);
		expect(rows.find(({ name }) => name === 'Longest pause')?.values).toEqual(['2.4 s', '–']);
		expect(rows.find(({ name }) => name === 'Pauses of 1 s or more')?.values).toEqual([
			'2 (1.7 a minute)',
			'–'
		]);
		expect(rows.some(({ name }) => name.startsWith('Eye contact'))).toBe(false);
	});

	it('give eye contact as a band, and name what is not of the time spoken', () => {
		const rows = compareTakes([
			{ durationMs: 75_000, pacing: PACING, gaze: GAZE },
			{ durationMs: 60_000, pacing: PACING, gaze: { ...GAZE, lensShareSpeaking: null } },
			{ durationMs: 60_000, pacing: PACING, gaze: { ...GAZE, margin: null } }
		]);
		const look = rows.find(({ name }) => name === 'Eye contact while speaking');
		expect(look?.values).toEqual(['68 % to 80 %', '65 % to 77 %, speaking or not', '–']);
	});

	it('set no figure of other rules beside today’s', () => {
		const older = { ...PACING, version: 2 } as const;
		const [gaze, olderGaze] = [GAZE, { ...GAZE, version: GAZE_VERSION - 1 }];
		const rows = compareTakes([
			{ durationMs: 75_000, pacing: PACING, gaze },
			{ durationMs: 60_000, pacing: older, gaze },
			{ durationMs: 60_000, pacing: PACING, gaze: olderGaze }
		]);
		const valuesOf = (wanted: string) => rows.find(({ name }) => name === wanted)?.values;
		expect(valuesOf('Length')).toEqual(['1 min 15 s', '1 min', '1 min']);
		for (const name of ['Speaking', 'Longest pause', 'Words a minute (estimate)']) {
			expect(valuesOf(name)).toEqual([expect.any(String), null, expect.any(String)]);
		}
		expect(valuesOf('Eye contact while speaking')).toEqual(['68 % to 80 %', '68 % to 80 %', null]);
	});

	it('are all of the rules of the newest that was measured, where this take was not', () => {
		const older = { ...PACING, version: 2 } as const;
		const rows = compareTakes([
			{ durationMs: 75_000, pacing: null, gaze: null },
			{ durationMs: 60_000, pacing: older, gaze: null },
			{ durationMs: 60_000, pacing: PACING, gaze: null }
		]);
		expect(rows.find(({ name }) => name === 'Longest pause')?.values).toEqual(['–', '2.4 s', null]);
	});
});

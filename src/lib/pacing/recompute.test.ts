import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { measuredPacing } from '../../../tests/fixtures/measured.ts';
import { makeVoice, regularPhrases } from '../../../tests/fixtures/voice.ts';
import { Analyser } from './analyser.ts';
import { recomputePacing } from './recompute.ts';
import { type PacingReport, PacingReportSchema } from './report.ts';

const LONG_MS = 6 * 3600 * 1000;
const HONEST = measuredPacing({
	durationMs: 60_000,
	speech: [
		[1000, 20_000],
		[21_500, 40_000],
		[42_500, 58_000]
	]
});
const TEN_SECONDS = measuredPacing({ durationMs: 10_000, speech: [[1000, 9000]] });
const read = (report: unknown) => v.parse(PacingReportSchema, report);

describe('what an honest device sends', () => {
	it.each([
		['a long voice', { phrases: regularPhrases(8, 4.2, 1.4) }],
		['a short one', { phrases: regularPhrases(2, 4.2, 1.4) }],
		['a noisy one', { phrases: regularPhrases(8, 4.2, 1.4), snrDb: 10 }],
		['one drowned in noise', { phrases: regularPhrases(8, 4.2, 1.4), snrDb: -3 }]
	])('stays as it is: %s', async (_, plan) => {
		const analyser = new Analyser(16_000);
		analyser.push([makeVoice(plan).samples]);
		const report = await analyser.end();
		expect(recomputePacing(read(report))).toEqual(report);
	});

	it('stays as it is where nothing was heard', async () => {
		const analyser = new Analyser(16_000);
		analyser.push([new Float32Array(160_000)]);
		const report = await analyser.end();
		expect(recomputePacing(read(report))).toEqual(report);
	});
});

describe('figures that the stretches of speech do not bear', () => {
	it.each([
		['speechMs', LONG_MS, 8000],
		['timeToFirstWordMs', LONG_MS, 1000],
		['pauses', [{ startMs: 2000, endMs: 4000 }], []],
		['pausesOver1s', 1_000_000, 0],
		['pausesOver2s', 1_000_000, 0],
		['pausesPerMinute', 240, 0],
		['longestPauseMs', LONG_MS, 0],
		['pauseShare', 1, 0],
		['speakingShare', 1, 0.8],
		['longestMonotoneMs', LONG_MS, null]
	])('%s of %j is counted anew', (name, said, is) => {
		const report = recomputePacing(read({ ...TEN_SECONDS, [name]: said }));
		expect(report[name as keyof PacingReport]).toEqual(is);
	});

	it('are not kept without any stretch', () => {
		const why = 'No voice was found in the sound.';
		const report = recomputePacing(
			read({ ...HONEST, speechSpans: null, notMeasurable: { speechSpans: why } })
		);
		expect(report).toMatchObject({ speechMs: null, pauses: null, wordsPerMinute: null });
		expect(report.notMeasurable).toMatchObject({ speechMs: why, wordsPerMinute: why });
	});
});

describe('a rate', () => {
	const RATE = { wordsPerMinute: { low: 128, high: 152 }, syllables: 80 };
	const RATES = { ...RATE, speechRate: 3.9, articulationRate: 4.4 };

	it('is refused where less than 20 s were spoken, and the reason is said', () => {
		const report = recomputePacing(read({ ...TEN_SECONDS, ...RATES }));
		expect(report).toMatchObject({ wordsPerMinute: null, syllables: null, speechRate: null });
		expect(report.notMeasurable.wordsPerMinute).toContain('20 s are needed');
		const longer = { ...RATES, pitchSpreadSemitones: 2.8, monotoneStretches: [] };
		const [short, enough] = [20_999, 21_000].map((endMs) =>
			recomputePacing(read({ ...HONEST, ...longer, speechSpans: [{ startMs: 1000, endMs }] }))
		);
		expect(short?.wordsPerMinute).toBeNull();
		expect(enough?.wordsPerMinute).toEqual(RATE.wordsPerMinute);
	});

	it.each([
		[0, null],
		[14.9, null],
		[15, RATE.wordsPerMinute]
	])('with the voice %d dB above the noise is %j', (snrDb, wordsPerMinute) => {
		const report = recomputePacing(read({ ...HONEST, snrDb }));
		expect(report.wordsPerMinute).toEqual(wordsPerMinute);
		if (!wordsPerMinute) expect(report.notMeasurable.wordsPerMinute).toMatch(/^The background/);
	});
});

it.each([
	['speech past the end', { speechSpans: [{ startMs: 1000, endMs: 60_001 }] }],
	['one tone past the end', { monotoneStretches: [{ startMs: 50_000, endMs: 60_001 }] }],
	['no speech in the stretches', { speechSpans: [] }],
	['speech of no length', { speechSpans: [{ startMs: 5, endMs: 5 }] }]
])('refuses %s', (_, wrong) => {
	expect(() => recomputePacing(read({ ...HONEST, ...wrong }))).toThrow(RangeError);
});

it('agrees with itself and is as it would be sent, whatever was said', () => {
	const stretches = fc
		.uniqueArray(fc.integer({ min: 0, max: 60_000 }), { maxLength: 20 })
		.map((times) => times.sort((a, b) => a - b))
		.map((times) =>
			times.flatMap((startMs, at) =>
				at % 2 === 0 && times[at + 1] !== undefined ? [{ startMs, endMs: times[at + 1]! }] : []
			)
		);
	const ms = fc.integer({ min: 0, max: LONG_MS });
	const snrDb = fc.double({ min: -20, max: 60, noNaN: true });
	fc.assert(
		fc.property(stretches, ms, ms, snrDb, (speechSpans, speechMs, longestPauseMs, db) => {
			const said = read({ ...HONEST, speechSpans, speechMs, longestPauseMs, snrDb: db });
			let report: PacingReport;
			try {
				report = recomputePacing(said);
			} catch (caught) {
				expect(caught).toBeInstanceOf(RangeError);
				return;
			}
			expect(read(report)).toEqual(report);
			expect(recomputePacing(report)).toEqual(report);
			const { speechMs: spokenMs, pauses, pausesOver1s } = report;
			if (!pauses) expect(db).toBeLessThan(3);
			if (!pauses) return;
			expect(spokenMs).toBeLessThanOrEqual(60_000);
			expect(pauses.every(({ startMs, endMs }) => endMs - startMs >= 250)).toBe(true);
			expect(pausesOver1s).toBeLessThanOrEqual(pauses.length);
		})
	);
});

import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { recomputeEyeContact, scoreEyeContact } from './eye-contact.ts';
import {
	bandOf,
	CALIBRATION_KINDS,
	GAZE_VERSION,
	GazeReportSchema,
	saysOldVersion
} from './report.ts';
import { GAZE_STATES, packTrack, type GazeSample, type GazeState } from './track.ts';

/** `['lens', 30]`: thirty samples, 100 ms apart. */
const track = (...parts: [GazeState, number][]): GazeSample[] =>
	parts
		.flatMap(([state, count]) => Array<GazeState>(count).fill(state))
		.map((state, at) => ({ atMs: at * 100, state, xDeg: null, yDeg: null }));
const both = { calibration: 'lens+screen' } as const;

describe('the share of eye contact', () => {
	it('is time on the lens over time with eyes that could be seen', () => {
		const report = scoreEyeContact(track(['lens', 60], ['screen', 30], ['away', 10]), both);
		expect(report).toMatchObject({ lensShare: 0.6, usableShare: 1, version: GAZE_VERSION });
		expect(report.notMeasurable).toBeUndefined();
	});

	it('does not count blinks, neither for nor against', () => {
		const blinking = track(['lens', 30], ['blink', 3], ['lens', 30], ['blink', 3], ['screen', 60]);
		expect(scoreEyeContact(blinking, both)).toMatchObject({ lensShare: 0.5, usableShare: 1 });
	});

	it('takes eyes that stay shut for unseen, not for a blink', () => {
		const asleep = track(['lens', 80], ['blink', 20]);
		expect(scoreEyeContact(asleep, both)).toMatchObject({ lensShare: 1, usableShare: 0.8 });
	});

	it('takes no more blinking for ordinary than 15 % of the take', () => {
		const fluttering = (shut: number, open: number) =>
			track(
				...Array.from({ length: 20 }).flatMap((): [GazeState, number][] => [
					['blink', shut],
					['lens', open]
				])
			);
		expect(scoreEyeContact(fluttering(3, 17), both)).toMatchObject({ usableShare: 1 });
		expect(scoreEyeContact(fluttering(6, 14), both).usableShare).toBeCloseTo(0.7 / 0.85, 2);
		const mostlyShut = scoreEyeContact(fluttering(9, 1), both);
		expect(mostlyShut).toMatchObject({ lensShare: null, usableShare: 0.118 });
		expect(mostlyShut.notMeasurable).toMatch(/eyes could not be seen open for 88 %/);
	});

	it('weighs time, not samples', () => {
		const slow = track(['lens', 20]).map((sample) => ({ ...sample, atMs: sample.atMs * 2 }));
		const fast = track(['screen', 41]).map((sample) => ({ ...sample, atMs: sample.atMs + 4000 }));
		expect(scoreEyeContact([...slow, ...fast], both).lensShare).toBeCloseTo(0.494, 2);
	});

	it('has the band of the time that it speaks of: little speech is little evidence', () => {
		const samples = track(['lens', 600]);
		const whole = scoreEyeContact(samples, both);
		const spoken = scoreEyeContact(samples, { ...both, speech: [{ startMs: 0, endMs: 2200 }] });
		expect(spoken.lensShareSpeaking).toBe(1);
		expect(spoken.margin).toBeGreaterThan((whole.margin ?? 1) + 0.1);
	});

	it('is less sure where the person sat elsewhere than when they calibrated', () => {
		const samples = track(['lens', 600]);
		const still = scoreEyeContact(samples, both);
		const moved = scoreEyeContact(samples, { ...both, movedShare: 1 });
		expect(moved).toMatchObject({ lensShare: 1, movedShare: 1 });
		expect((moved.margin ?? 0) - (still.margin ?? 0)).toBeCloseTo(0.08, 3);
	});

	it('says what was lost where part of the answer was not followed', () => {
		const gone = track(['lens', 400], ['unavailable', 170], ['lens', 30]);
		expect(scoreEyeContact(gone, both).partlyLost).toBe(
			'The picture could not be analysed for 28 % of the answer.'
		);
		expect(scoreEyeContact(track(['lens', 600]), both).partlyLost).toBeUndefined();
	});

	it('is a band, wider without the look at the screen, in short answers and where much was not seen', () => {
		const margin = (parts: [GazeState, number][], calibration: 'lens' | 'lens+screen') =>
			scoreEyeContact(track(...parts), { calibration }).margin ?? 0;
		const usual = margin([['lens', 600]], 'lens+screen');
		expect(usual).toBeGreaterThan(0.05);
		expect(margin([['lens', 600]], 'lens')).toBeGreaterThan(usual);
		expect(margin([['lens', 40]], 'lens+screen')).toBeGreaterThan(usual);
		expect(
			margin(
				[
					['lens', 480],
					['no-face', 120]
				],
				'lens+screen'
			)
		).toBeGreaterThan(usual);
		expect(bandOf(0.95, 0.1)).toEqual({ low: 0.85, high: 1 });
		expect(bandOf(null, null)).toBeNull();
	});
});

describe('while speaking', () => {
	const answer = track(['lens', 50], ['screen', 50]);
	it('counts only the time of speech, overlaps once', () => {
		const speech = [
			{ startMs: 2500, endMs: 7500 },
			{ startMs: 2500, endMs: 5000 }
		];
		expect(scoreEyeContact(answer, { ...both, speech }).lensShareSpeaking).toBe(0.5);
		const early = [{ startMs: 0, endMs: 4000 }];
		expect(scoreEyeContact(answer, { ...both, speech: early }).lensShareSpeaking).toBe(1);
	});

	it('is not given when speech is not known, or too short, and says which', () => {
		const unknown = scoreEyeContact(answer, both);
		expect(unknown).toMatchObject({ lensShareSpeaking: null, lensShare: 0.5 });
		expect(unknown.speakingNotMeasurable).toMatch(/not known/);
		const short = scoreEyeContact(answer, { ...both, speech: [{ startMs: 0, endMs: 900 }] });
		expect(short.speakingNotMeasurable).toMatch(/too short/);
		const wild = [
			{ startMs: 5, endMs: -5 },
			{ startMs: NaN, endMs: 3 }
		];
		expect(scoreEyeContact(answer, { ...both, speech: wild }).lensShareSpeaking).toBeNull();
	});
});

describe('while speaking and hardly seen', () => {
	it('is not given, with the reason, though most of the answer was seen', () => {
		// speech for 10 s, of which the face was there for 3
		const samples = track(['lens', 230], ['no-face', 70]);
		const report = scoreEyeContact(samples, {
			...both,
			speech: [{ startMs: 20_000, endMs: 30_000 }]
		});
		expect(report).toMatchObject({ lensShare: 1, lensShareSpeaking: null });
		expect(report.speakingNotMeasurable).toBe(
			'Your eyes could be seen for only 30 % of the time you spoke.'
		);
		const silent = scoreEyeContact(samples, both);
		expect(report.margin).toBe(silent.margin);
	});

	it('has the band of the speech that was seen', () => {
		const samples = track(['lens', 280], ['no-face', 20]);
		const margin = (startMs: number) =>
			scoreEyeContact(samples, { ...both, speech: [{ startMs, endMs: startMs + 10_000 }] }).margin;
		// a fifth of it was lost: a quarter of that, beside the shorter time
		expect((margin(20_000) ?? 0) - (margin(0) ?? 1)).toBeGreaterThan(0.05);
	});

	it('forgives the blinks of the speech, and counts speech that the track does not reach', () => {
		const blinking = track(['lens', 50], ['blink', 5], ['lens', 50]);
		const spoke = (endMs: number, durationMs?: number) =>
			scoreEyeContact(blinking, {
				...both,
				speech: [{ startMs: 0, endMs }],
				...(durationMs ? { durationMs } : {})
			});
		expect(spoke(10_500).lensShareSpeaking).toBe(1);
		expect(spoke(20_000).speakingNotMeasurable).toMatch(/only 5\d %/);
		expect(spoke(20_000, 10_500).lensShareSpeaking).toBe(1);
	});
});

describe('what comes after the end of the recording', () => {
	const answer = track(['lens', 100]);
	const outlasting = track(['lens', 100], ['away', 60]);
	it('counts for nothing', () => {
		const cut = scoreEyeContact(outlasting, { ...both, durationMs: 10_000 });
		expect(cut).toEqual(scoreEyeContact(answer, { ...both, durationMs: 10_000 }));
		expect(cut).toMatchObject({ lensShare: 1, longestAwayMs: 0, usableShare: 1 });
	});
});

describe('looks away', () => {
	it('last from the first look elsewhere to the next at the lens, over blinks', () => {
		const parts = track(
			['lens', 30],
			['screen', 15],
			['blink', 2],
			['away', 8],
			['lens', 20],
			['away', 10],
			['lens', 5]
		);
		expect(scoreEyeContact(parts, both)).toMatchObject({ longestAwayMs: 2500, looksAway: 1 });
	});

	it('are none when the eyes never leave the lens', () => {
		expect(scoreEyeContact(track(['lens', 50]), both)).toMatchObject({
			longestAwayMs: 0,
			looksAway: 0
		});
	});
});

describe('not measured', () => {
	it.each([
		['without calibration', track(['unavailable', 100]), 'none', /not set up/],
		['without a track', [], 'lens', /not analysed/],
		[
			'under 70 % with a face',
			track(['lens', 69], ['no-face', 31]),
			'lens',
			/face could not be seen for 31 %/
		],
		[
			'with somebody beside',
			track(['lens', 60], ['several-faces', 40]),
			'lens',
			/More than one face.* 40 %/
		],
		[
			'when the analysis stopped',
			track(['lens', 60], ['unavailable', 40]),
			'lens',
			/could not be analysed for 40 %/
		],
		['with shut eyes', track(['lens', 20], ['blink', 80]), 'lens', /eyes could not be seen open/],
		['when it was too short', track(['lens', 20]), 'lens', /too short/]
	] as const)('%s, with the reason', (_, samples, calibration, reason) => {
		const report = scoreEyeContact([...samples], { calibration });
		expect(report).toMatchObject({ lensShare: null, margin: null, longestAwayMs: null });
		expect(report.notMeasurable).toMatch(reason);
	});

	it('counts the part of the take that the track does not reach', () => {
		const report = scoreEyeContact(track(['lens', 60]), { ...both, durationMs: 20_000 });
		expect(report.usableShare).toBeCloseTo(0.3);
		expect(report.notMeasurable).toMatch(/70 %/);
	});
});

describe('the report', () => {
	const samples = fc.array(
		fc.record({
			state: fc.constantFrom(...GAZE_STATES),
			xDeg: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
			yDeg: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
			passed: fc.integer({ min: 0, max: 900 })
		}),
		{ maxLength: 200 }
	);
	const speech = fc.array(fc.record({ startMs: fc.nat(60_000), endMs: fc.nat(60_000) }), {
		maxLength: 5
	});

	it('fits its schema and comes out the same from the stored track', () => {
		fc.assert(
			fc.property(
				samples,
				speech,
				fc.constantFrom(...CALIBRATION_KINDS),
				(list, spans, calibration) => {
					let atMs = 0;
					const taken = list.map(({ passed, ...sample }) => ({
						...sample,
						atMs: (atMs += passed)
					}));
					const report = scoreEyeContact(taken, { calibration, speech: spans });
					v.assert(GazeReportSchema, report);
					expect(recomputeEyeContact(packTrack(taken), { calibration, speech: spans })).toEqual(
						report
					);
				}
			)
		);
	});

	it('of another version says so', () => {
		expect(saysOldVersion({ version: GAZE_VERSION })).toBeNull();
		expect(saysOldVersion({ version: GAZE_VERSION + 1 })).toMatch(/another|version/);
	});
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredPacing } from '../../../../tests/fixtures/measured.ts';
import { GAZE_VERSION, type GazeReport } from '../../gaze/report.ts';
import { GAZE_STATES, packTrack, type GazeState } from '../../gaze/track.ts';
import { momentsOf, stripsOf } from './strips.ts';

const GAZE = { version: GAZE_VERSION, calibration: 'lens+screen', usableShare: 1 } as GazeReport;
const track = (states: readonly GazeState[]) =>
	packTrack(states.map((state, at) => ({ atMs: at * 100, state, xDeg: 0, yDeg: 0 })));
const gazeOf = (states: readonly GazeState[], durationMs: number, gaze = GAZE) =>
	stripsOf({ gaze, gazeTrack: track(states), pacing: null }, durationMs).gaze;

describe('the strip of eye contact', () => {
	it('joins blinks to what was before, and ends with the recording', () => {
		const states: GazeState[] = [
			'lens',
			'lens',
			'blink',
			'lens',
			'screen',
			'several-faces',
			'away'
		];
		expect(gazeOf(states, 650)).toEqual([
			{ startMs: 0, endMs: 400, kind: 'lens' },
			{ startMs: 400, endMs: 500, kind: 'screen' },
			{ startMs: 500, endMs: 600, kind: 'unseen' },
			{ startMs: 600, endMs: 650, kind: 'away' }
		]);
	});

	it('calls lids that stay shut unseen, as the score does', () => {
		const of = (state: GazeState, count: number) => Array<GazeState>(count).fill(state);
		const asleep = [...of('lens', 10), ...of('blink', 20), ...of('lens', 10)];
		expect(gazeOf(asleep, 4000)).toEqual([
			{ startMs: 0, endMs: 1000, kind: 'lens' },
			{ startMs: 1000, endMs: 3000, kind: 'unseen' },
			{ startMs: 3000, endMs: 4000, kind: 'lens' }
		]);
	});

	it('is not drawn without calibration or track', () => {
		expect(gazeOf(['lens'], 1000, { ...GAZE, calibration: 'none' })).toBeNull();
		expect(stripsOf({ gaze: GAZE, gazeTrack: null, pacing: null }, 1000).gaze).toBeNull();
	});

	it('covers the whole recording without a gap, whatever was seen', () => {
		const states = fc.array(fc.constantFrom(...GAZE_STATES), { minLength: 1, maxLength: 80 });
		fc.assert(
			fc.property(states, fc.integer({ min: 1, max: 9000 }), (seen, durationMs) => {
				const strip = gazeOf(seen, durationMs) ?? [];
				expect(strip[0]?.startMs).toBe(0);
				expect(strip.at(-1)?.endMs).toBe(durationMs);
				strip.forEach((each, at) => {
					expect(each.endMs).toBeGreaterThan(each.startMs);
					if (at > 0) expect(strip[at - 1]?.endMs).toBe(each.startMs);
					if (at > 0) expect(strip[at - 1]?.kind).not.toBe(each.kind);
				});
			})
		);
	});
});

describe('the strip of speech', () => {
	const pacing = measuredPacing({
		durationMs: 12_000,
		speech: [
			[500, 3000],
			[3400, 5000],
			[6000, 7000],
			[9500, 11_000]
		]
	});
	const { speech } = stripsOf({ gaze: null, gazeTrack: null, pacing }, 12_000);

	it('tells short pauses from those of 1 s and of 2 s, and leaves the ends apart', () => {
		expect(speech?.map(({ kind }) => kind)).toEqual([
			'silence',
			'speech',
			'pause',
			'speech',
			'pause-1s',
			'speech',
			'pause-2s',
			'speech',
			'silence'
		]);
	});

	it('is a table too: every pause with where it begins and how long it is', () => {
		const rows = momentsOf({ gaze: null, speech }).map(({ startMs, endMs }) => [startMs, endMs]);
		expect(rows).toEqual([
			[3000, 3400],
			[5000, 6000],
			[7000, 9500]
		]);
	});

	it('is not drawn when nobody spoke', () => {
		const silent = { ...pacing, speechSpans: null, pauses: null };
		expect(stripsOf({ gaze: null, gazeTrack: null, pacing: silent }, 12_000).speech).toBeNull();
	});
});

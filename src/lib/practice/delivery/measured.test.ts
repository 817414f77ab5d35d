import { expect, it } from 'vitest';
import { measuredPacing } from '../../../../tests/fixtures/measured.ts';
import { GAZE_VERSION, type GazeReport } from '../../gaze/report.ts';
import { packTrack, type GazeState } from '../../gaze/track.ts';
import { notMeasured } from '../../pacing/measure.ts';
import { NOTHING_MEASURED, takeOver, type Delivery } from './measured.ts';

const PACING = measuredPacing({ durationMs: 20_000, speech: [[1000, 19_000]] });
const UNREADABLE = notMeasured('This browser could not read the sound of the recording.');
const over = (kept: typeof PACING | null, given: typeof PACING) =>
	takeOver({ ...NOTHING_MEASURED, pacing: kept }, { ...NOTHING_MEASURED, pacing: given }, 20_000)
		.pacing;

it('keeps what was measured when another browser cannot read the sound', () => {
	expect(over(PACING, UNREADABLE)).toEqual(PACING);
	expect(over(null, UNREADABLE)).toEqual(UNREADABLE);
	expect(over(UNREADABLE, PACING)).toEqual(PACING);
});

const REPORT: GazeReport = {
	version: GAZE_VERSION,
	calibration: 'lens+screen',
	lensShare: null,
	lensShareSpeaking: null,
	margin: null,
	usableShare: 0,
	longestAwayMs: null,
	looksAway: null
};

/** A take that was followed for so many tenths of a second, all of them in one state. */
function followed(state: GazeState, tenths: number, version = GAZE_VERSION): Delivery {
	const samples = Array.from({ length: tenths }, (_, at) => {
		return { atMs: at * 100, state, xDeg: 0, yDeg: 0 };
	});
	const gaze = { ...REPORT, version };
	return { ...NOTHING_MEASURED, gaze, gazeTrack: packTrack(samples) };
}

it('lets no older measurement of eye contact take the place of a newer one', () => {
	const [lens, away] = [followed('lens', 200), followed('away', 200, GAZE_VERSION - 1)];
	const both = (kept: Delivery, given: Delivery) => takeOver(kept, given, 20_000).gaze;
	expect(both(lens, away)).toMatchObject({ version: GAZE_VERSION, lensShare: 1 });
	expect(both(away, lens)).toMatchObject({ version: GAZE_VERSION, lensShare: 1 });
	const blind = { ...NOTHING_MEASURED, gaze: REPORT };
	expect(both(away, blind)).toMatchObject({ version: GAZE_VERSION - 1, lensShare: 0 });
});

it('measures eye contact over the length of the sound while that of the recording is not known', () => {
	const broke = followed('lens', 50);
	expect(takeOver(NOTHING_MEASURED, broke, null).gaze).toMatchObject({ lensShare: 1 });
	const heard = takeOver(NOTHING_MEASURED, { ...broke, pacing: PACING }, null).gaze;
	expect(heard).toMatchObject({ lensShare: null, usableShare: 0.25 });
	const deaf = takeOver(NOTHING_MEASURED, { ...broke, pacing: UNREADABLE }, null).gaze;
	expect(deaf).toMatchObject({ lensShare: 1 });
});

it('takes over what the stretches of speech bear, whatever the device says of them', () => {
	const hostile = {
		...measuredPacing({ durationMs: 10_000, speech: [[1000, 9000]] }),
		speechMs: 6 * 3600 * 1000,
		pausesOver1s: 1_000_000,
		wordsPerMinute: { low: 128, high: 152 }
	};
	expect(over(null, hostile)).toMatchObject({
		speechMs: 8000,
		pausesOver1s: 0,
		wordsPerMinute: null
	});
	const beyond = { ...PACING, monotoneStretches: [{ startMs: 9000, endMs: 20_001 }] };
	expect(() => over(null, beyond)).toThrow(expect.objectContaining({ field: 'pacing' }));
});

import { expect, it } from 'vitest';
import { measuredPacing } from '../../../../tests/fixtures/measured.ts';
import { notMeasured } from '../../pacing/measure.ts';
import { NOTHING_MEASURED, takeOver } from './measured.ts';

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	asKept,
	GAZE_STATES,
	packTrack,
	stateChanges,
	unpackTrack,
	type GazeSample
} from './track.ts';

const angle = fc.option(fc.double({ min: -90, max: 90, noNaN: true }));
const samples = fc
	.array(
		fc.record({
			passedMs: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 600_000 })),
			state: fc.constantFrom(...GAZE_STATES),
			xDeg: angle,
			yDeg: angle
		}),
		{ maxLength: 30 }
	)
	.map((list) => {
		let atMs = 0;
		return list.map(({ passedMs, ...rest }): GazeSample => ({ ...rest, atMs: (atMs += passedMs) }));
	});

describe('a packed track', () => {
	it('keeps every sample: its state, its time to 10 ms, its angles to half a degree', () => {
		fc.assert(
			fc.property(samples, (before) => {
				const after = unpackTrack(packTrack(before));
				expect(after.map(({ state }) => state)).toEqual(before.map(({ state }) => state));
				after.forEach((sample, at) => {
					const was = before[at];
					expect(Math.abs(sample.atMs - (was?.atMs ?? NaN))).toBeLessThanOrEqual(5);
					if (sample.xDeg !== null && Math.abs(was?.xDeg ?? 99) < 63) {
						expect(Math.abs(sample.xDeg - (was?.xDeg ?? NaN))).toBeLessThanOrEqual(0.25);
					}
				});
			})
		);
	});

	it('is the same when packed again', () => {
		fc.assert(
			fc.property(samples, (before) => {
				expect(asKept(asKept(before))).toEqual(asKept(before));
			})
		);
	});

	it('takes less than 3000 characters a minute at 10 samples a second', () => {
		const minute = Array.from({ length: 600 }, (_, at) => {
			const atMs = at * 100 + (at % 7) * 9;
			return { atMs, state: 'away', xDeg: 40.3, yDeg: -20.1 } as const;
		});
		expect(packTrack(minute).length).toBeLessThan(3000);
	});

	it('is not made of times that go backwards or are none', () => {
		const at = (atMs: number) => ({ atMs, state: 'lens', xDeg: 0, yDeg: 0 }) as const;
		expect(() => packTrack([at(200), at(100)])).toThrow(RangeError);
		expect(() => packTrack([at(NaN)])).toThrow(RangeError);
		expect(() => packTrack([at(-50)])).toThrow(RangeError);
		expect(() => packTrack([at(7 * 3600 * 1000)])).toThrow(RangeError);
	});
});

describe('what is no track', () => {
	it.each([
		['nothing', ''],
		['no base64', '%%%'],
		['another form', btoa('\x02\x0a')],
		['cut off between angles', btoa('\x01\x0a\x05')],
		['cut off in a time', btoa('\x01\x00\x80')],
		['an endless time', btoa('\x01\x00' + '\xff'.repeat(9))],
		['a state that is none', btoa('\x01' + String.fromCharCode((7 << 5) | 1))],
		['too long to be one', 'A'.repeat(2_000_000)]
	])('%s is refused', (_, text) => {
		expect(() => unpackTrack(text)).toThrow(RangeError);
	});

	it('whatever comes, it is a track or a RangeError', () => {
		const bytes = fc
			.uint8Array({ maxLength: 60 })
			.map((list) => btoa(String.fromCharCode(1, ...list)));
		fc.assert(
			fc.property(fc.oneof(fc.string(), bytes), (text) => {
				try {
					expect(Array.isArray(unpackTrack(text))).toBe(true);
				} catch (error) {
					expect(error).toBeInstanceOf(RangeError);
				}
			}),
			{ numRuns: 500 }
		);
	});
});

it('changes of state are where the state differs from the one before', () => {
	const states = ['lens', 'lens', 'screen', 'blink', 'lens'] as const;
	const track = states.map((state, at) => ({ atMs: at * 100, state, xDeg: null, yDeg: null }));
	expect(stateChanges(track)).toEqual([
		{ atMs: 0, state: 'lens' },
		{ atMs: 200, state: 'screen' },
		{ atMs: 300, state: 'blink' },
		{ atMs: 400, state: 'lens' }
	]);
	expect(stateChanges([])).toEqual([]);
});

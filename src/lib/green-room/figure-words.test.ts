import { expect, it } from 'vitest';
import { spellFigures } from './figure-words.ts';

it('writes each figure with its unit and leaves out what was not measured', () => {
	expect(
		spellFigures({
			uploadBitsPerSecond: 2_540_000,
			roundTripMs: 41.6,
			freeBytes: 12_345_678,
			noiseDb: -52.31,
			tiltDeg: 4,
			clippedShare: 0.031,
			faceHeight: 0.391,
			framesPerSecond: 30,
			resolution: '1280 × 720',
			jitterMs: null,
			verdict: 'off-left',
			ms: 5
		})
	).toEqual([
		['Upload', '2.5 Mbit/s'],
		['Round trip', '42 ms'],
		['Free', '12 MB'],
		['Noise', '-52 dB'],
		['Tilt', '4°'],
		['Clipped', '3 %'],
		['Face height', '0.39'],
		['Frames', '30 per second'],
		['Resolution', '1280 × 720'],
		['Ms', '5']
	]);
});

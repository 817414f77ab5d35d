import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RATE_HZ, Resampler } from './resample.ts';

function resample(samples: Float32Array, rateHz: number, size = samples.length): Float32Array {
	const resampler = new Resampler(rateHz);
	const parts: number[] = [];
	for (let at = 0; at < samples.length; at += size) {
		parts.push(...resampler.push(samples.subarray(at, at + size)));
	}
	parts.push(...resampler.end());
	return Float32Array.from(parts);
}

const rates = fc.constantFrom(8000, 16_000, 22_050, 44_100, 48_000, 96_000);
const tone = (hz: number, rateHz: number) =>
	Float32Array.from({ length: Math.round(rateHz / 10) }, (_, at) =>
		Math.sin((2 * Math.PI * hz * at) / rateHz)
	);

it('gives the same tone at 16 kHz, whatever the rate and the pieces', () => {
	fc.assert(
		fc.property(
			rates,
			fc.integer({ min: 80, max: 3000 }),
			fc.integer({ min: 1, max: 3000 }),
			(rateHz, wantedHz, size) => {
				// near half of its rate a tone has too few samples to be drawn finely
				const hz = Math.min(wantedHz, rateHz / 4);
				const made = resample(tone(hz, rateHz), rateHz, size);
				const wanted = tone(hz, RATE_HZ);
				expect(Math.abs(made.length - wanted.length)).toBeLessThanOrEqual(1);
				const inside = Array.from(made.keys()).slice(100, -100);
				const worst = Math.max(
					...inside.map((at) => Math.abs((made[at] as number) - (wanted[at] as number)))
				);
				expect(worst).toBeLessThan(0.02);
				expect(made).toEqual(resample(tone(hz, rateHz), rateHz));
			}
		),
		{ numRuns: 60 }
	);
});

it('leaves a constant what it is, from the first sample to the last', () => {
	fc.assert(
		fc.property(rates, fc.float({ min: -1, max: 1, noNaN: true }), (rateHz, level) => {
			const made = resample(new Float32Array(2000).fill(level), rateHz);
			for (const sample of made) expect(Math.abs(sample - level)).toBeLessThan(1e-4);
		}),
		{ numRuns: 30 }
	);
});

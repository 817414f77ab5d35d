import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseQuality, describeFit, QUALITIES, totalRate } from './quality.ts';

it('takes the best while no speed is known, and the smallest on the slowest link', () => {
	expect(chooseQuality(null).height).toBe(720);
	expect(chooseQuality(Number.NaN).height).toBe(720);
	expect(chooseQuality(10_000)).toBe(QUALITIES.at(-1));
});

it('fits within the measured speed wherever a quality can', () => {
	expect(chooseQuality(20_000_000).videoBitsPerSecond).toBe(2_500_000);
	expect(chooseQuality(2_500_000).videoBitsPerSecond).toBe(1_500_000);
	expect(chooseQuality(1_400_000).height).toBe(480);
	expect(chooseQuality(800_000).height).toBe(360);
	fc.assert(
		fc.property(fc.integer({ min: 500_000, max: 1e9 }), (speed) => {
			expect(totalRate(chooseQuality(speed))).toBeLessThan(speed);
		})
	);
});

it('never gives a faster link a worse picture', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 1e8 }),
			fc.integer({ min: 0, max: 1e8 }),
			(speed, more) => {
				expect(totalRate(chooseQuality(speed + more))).toBeGreaterThanOrEqual(
					totalRate(chooseQuality(speed))
				);
			}
		)
	);
});

it('counts the sound alone where no picture is recorded', () => {
	expect(totalRate(chooseQuality(null, 'sound'), 'sound')).toBe(96_000);
	expect(totalRate(chooseQuality(256_000, 'sound'), 'sound')).toBe(96_000);
	expect(totalRate(chooseQuality(100_000, 'sound'), 'sound')).toBe(64_000);
});

it('says of a line whether the recording fits it, and never that it does when it does not', () => {
	const said = (speed: number, kind: 'video' | 'sound' = 'video') =>
		describeFit(speed, chooseQuality(speed, kind), kind);
	expect(said(20_000_000)).toBe(
		'Your connection sends 20 Mbit/s. The recording fits it: 720p, 2.6 Mbit/s.'
	);
	expect(said(256_000)).toBe(
		'Your connection sends 256 kbit/s. That is slower than the smallest recording (340 kbit/s): it is kept on this device and arrives later.'
	);
	expect(said(256_000, 'sound')).toBe(
		'Your connection sends 256 kbit/s. The recording fits it: sound, 96 kbit/s.'
	);
});

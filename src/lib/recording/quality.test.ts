import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseQuality, QUALITIES, totalRate } from './quality.ts';

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

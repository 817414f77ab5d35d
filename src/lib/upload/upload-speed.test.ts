import { expect, it } from 'vitest';
import { refineSpeed, spellSpeed } from './upload-speed.ts';

it('is what a request shows, and moves slowly towards later ones', () => {
	const first = refineSpeed(null, { bytes: 250_000, ms: 1000 });
	expect(first).toBe(2_000_000);
	const second = refineSpeed(first, { bytes: 500_000, ms: 1000 });
	expect(second).toBeGreaterThan(2_000_000);
	expect(second).toBeLessThan(4_000_000);
});

it('learns nothing from a short request or a clock that stood still', () => {
	expect(refineSpeed(null, { bytes: 2000, ms: 1 })).toBeNull();
	expect(refineSpeed(5, { bytes: 1_000_000, ms: 0 })).toBe(5);
});

it('is spelled in Mbit/s', () => {
	expect(spellSpeed(812_000)).toBe('0.8 Mbit/s');
	expect(spellSpeed(12_400_000)).toBe('12 Mbit/s');
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredPacing } from '../../../../tests/fixtures/measured.ts';
import { sayPace } from './say-pace.ts';

const PACING = measuredPacing({ durationMs: 75_000, speech: [[900, 73_000]] });
const paceOf = (low: number, high: number) => sayPace({ ...PACING, wordsPerMinute: { low, high } });

/** The figures that a person reads: the range, and the band it is compared with. */
function printed({ says, facts }: ReturnType<typeof sayPace>) {
	const [, low, high] = /About (\d+) to (\d+) words/.exec(says) ?? [];
	const compared = facts.find(({ term }) => term === 'Compared with')?.text ?? '';
	const band = /(\d+) to (\d+) words a minute is comfortable, under (\d+) slow, over (\d+) fast/;
	const [, from, to, slow, fast] = band.exec(compared) ?? [];
	const numbers = [low, high, from, to, slow, fast].map(Number);
	expect(numbers.every((value) => value > 0)).toBe(true);
	return numbers as [number, number, number, number, number, number];
}

describe('the verdict about the pace', () => {
	it.each([
		[60, 90, /slower than most listeners expect\.$/, 'caution'],
		[80, 110, /on the slow side\.$/, 'info'],
		[82, 121, /leaning to the slow side of the comfortable range\.$/, 'info'],
		[105, 145, /its middle within the comfortable range\.$/, 'good'],
		[128, 152, /, within the comfortable range\.$/, 'good'],
		[169, 215, /leaning to the fast side of the comfortable range\.$/, 'info'],
		[175, 215, /on the fast side\.$/, 'info'],
		[195, 240, /faster than most listeners follow with ease\.$/, 'caution']
	])('of %i to %i words a minute', (low, high, says, tone) => {
		expect(paceOf(low, high)).toMatchObject({ says: expect.stringMatching(says), tone });
	});

	it('never contradicts the range and the band that are printed', () => {
		const speeds = fc.double({ min: 30, max: 300, noNaN: true });
		fc.assert(
			fc.property(speeds, fc.double({ min: 0, max: 90, noNaN: true }), (least, width) => {
				const line = paceOf(least, least + width);
				const [low, high, from, to, slow, fast] = printed(line);
				const middle = (low + high) / 2;
				const isComfortable = /within the comfortable range/.test(line.says);
				expect(isComfortable).toBe(middle >= from && middle <= to);
				expect(line.tone === 'good').toBe(isComfortable);
				expect(line.tone === 'caution').toBe(high < slow || low > fast);
				if (/, within/.test(line.says)) expect(low >= from && high <= to).toBe(true);
				if (/slow/.test(line.says)) expect(middle).toBeLessThan(from);
				if (/fast/.test(line.says)) expect(middle).toBeGreaterThan(to);
			})
		);
	});
});

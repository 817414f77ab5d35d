import { expect, it } from 'vitest';
import type { Stretch } from '../practice/delivery/strips.ts';
import { barsOf, STRIP_WIDTH } from './strip-bars.ts';
import { neighbour, stretchAt } from './strip-steps.ts';

const STRIP: Stretch[] = [
	{ startMs: 0, endMs: 1000, kind: 'silence' },
	{ startMs: 1000, endMs: 4000, kind: 'speech' },
	{ startMs: 4000, endMs: 5500, kind: 'pause-1s' },
	{ startMs: 5500, endMs: 8000, kind: 'speech' }
];
const go = (key: string, atMs: number) => neighbour(key, STRIP, atMs, 8000);

it('goes by a second with the arrows, and never past the ends', () => {
	expect([go('ArrowRight', 2000), go('ArrowLeft', 2000)]).toEqual([3000, 1000]);
	expect([go('ArrowLeft', 200), go('ArrowRight', 7900)]).toEqual([0, 8000]);
	expect([go('Home', 5000), go('End', 5000)]).toEqual([0, 8000]);
});

it('goes from change to change with the page keys', () => {
	expect(go('PageUp', 0)).toBe(1000);
	expect(go('PageUp', 1000)).toBe(4000);
	expect(go('PageUp', 6000)).toBe(8000);
	expect(go('PageDown', 6000)).toBe(5500);
	expect(go('PageDown', 0)).toBe(0);
});

it('leaves every other key alone', () => {
	expect(go('c', 0)).toBeNull();
	expect(go(' ', 0)).toBeNull();
});

it('knows the stretch at a moment, the last one at the end', () => {
	expect(stretchAt(STRIP, 1000)?.kind).toBe('speech');
	expect(stretchAt(STRIP, 9000)?.kind).toBe('speech');
	expect(stretchAt([], 0)).toBeUndefined();
});

it('draws one path for each kind, within the width', () => {
	const bars = barsOf(STRIP, 6000);
	expect(bars.map(({ kind }) => kind)).toEqual(['silence', 'speech', 'pause-1s']);
	const speech = bars[1]?.path ?? '';
	expect(speech.match(/M/g)).toHaveLength(2);
	expect(speech).toContain(`M${Math.round((5500 / 6000) * STRIP_WIDTH * 100) / 100} `);
	expect(speech).not.toContain('NaN');
});

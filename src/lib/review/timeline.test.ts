import { describe, expect, it } from 'vitest';
import {
	groupFlags,
	momentAt,
	placeChapters,
	placeOf,
	stepOnLine,
	type Chapter
} from './timeline.ts';

const chapter = (takeId: string, durationMs: number, number = 1): Chapter => ({
	takeId,
	number,
	title: takeId,
	src: `/${takeId}`,
	durationMs
});

describe('placing chapters', () => {
	it('fills the whole line, longer answers wider', () => {
		const placed = placeChapters([chapter('a', 30_000), chapter('b', 90_000)]);
		expect(placed[0]?.start).toBe(0);
		expect(placed[1]?.start).toBeCloseTo(placed[0]!.width);
		expect(placed[0]!.width + placed[1]!.width).toBeCloseTo(1);
		expect(placed[1]!.width).toBeGreaterThan(2 * placed[0]!.width);
	});

	it('keeps a very short answer wide enough to hit', () => {
		const placed = placeChapters([chapter('a', 500), chapter('b', 1_800_000)]);
		expect(placed[0]!.width).toBeGreaterThanOrEqual(0.06);
	});

	it('stays within the line with more chapters than least widths', () => {
		const placed = placeChapters(Array.from({ length: 40 }, (_, at) => chapter(`t${at}`, 1000)));
		expect(placed.reduce((sum, each) => sum + each.width, 0)).toBeCloseTo(1);
	});

	it('copes with takes of no length, and with none at all', () => {
		expect(placeChapters([chapter('a', 0)])[0]?.width).toBeCloseTo(1);
		expect(placeChapters([])).toEqual([]);
	});
});

describe('moments and places', () => {
	const placed = placeChapters([chapter('a', 60_000), chapter('b', 60_000)]);

	it('are each other’s inverse', () => {
		for (const [takeId, atMs] of [
			['a', 0],
			['a', 15_300],
			['b', 1],
			['b', 60_000]
		] as const) {
			const place = placeOf(placed, takeId, atMs);
			expect(place).not.toBeNull();
			expect(momentAt(placed, place as number)).toEqual({ takeId, atMs });
		}
	});

	it('puts a moment past the end at the end of its own take', () => {
		expect(placeOf(placed, 'a', 99_000)).toBeCloseTo(0.5);
	});

	it('knows no place for a take that is not shown', () => {
		expect(placeOf(placed, 'gone', 0)).toBeNull();
	});

	it('takes the exact moment of the nearest flag within reach, and of none beyond it', () => {
		const flags = [
			{ id: '1', takeId: 'a', atMs: 30_000 },
			{ id: '2', takeId: 'a', atMs: 31_000 },
			{ id: '3', takeId: 'gone', atMs: 30_500 }
		];
		const close = placeOf(placed, 'a', 30_900) as number;
		expect(momentAt(placed, close, flags, 0.02)).toEqual({ takeId: 'a', atMs: 31_000 });
		expect(momentAt(placed, 0.1, flags, 0.02)?.atMs).toBeCloseTo(12_000, -2);
	});

	it('brings a click outside the line onto it', () => {
		expect(momentAt(placed, -0.2)).toEqual({ takeId: 'a', atMs: 0 });
		expect(momentAt(placed, 1.2)).toEqual({ takeId: 'b', atMs: 60_000 });
		expect(momentAt([], 0.5)).toBeNull();
	});
});

describe('many flags', () => {
	const placed = placeChapters([chapter('a', 100_000)]);
	const flag = (id: string, atMs: number) => ({ id, takeId: 'a', atMs });

	it('are one sign where they lie too close, whatever order they come in', () => {
		const groups = groupFlags(
			placed,
			[flag('c', 52_000), flag('a', 1000), flag('b', 50_000)],
			0.05
		);
		expect(groups.map(({ flags }) => flags.map(({ id }) => id))).toEqual([['a'], ['b', 'c']]);
		expect(groups[1]?.place).toBeCloseTo(0.5);
	});

	it('do not melt into one because each is close to the next', () => {
		const dense = Array.from({ length: 200 }, (_, at) => flag(`f${at}`, at * 500));
		const groups = groupFlags(placed, dense, 0.02);
		expect(groups.length).toBeGreaterThan(30);
		expect(groups.length).toBeLessThanOrEqual(51);
		expect(groups.flatMap(({ flags }) => flags)).toHaveLength(200);
	});

	it('leave out what is on no shown take', () => {
		expect(groupFlags(placed, [{ id: 'x', takeId: 'gone', atMs: 0 }], 0.1)).toEqual([]);
	});
});

describe('a key on the line', () => {
	const chapters = [chapter('a', 60_000), chapter('b', 30_000)];

	it('moves by a second, and over the end of one answer into the next', () => {
		expect(stepOnLine('ArrowRight', chapters, 'a', 1000)).toEqual({ takeId: 'a', atMs: 2000 });
		expect(stepOnLine('ArrowRight', chapters, 'a', 59_500)).toEqual({ takeId: 'b', atMs: 0 });
		expect(stepOnLine('ArrowRight', chapters, 'b', 29_900)).toEqual({ takeId: 'b', atMs: 30_000 });
		expect(stepOnLine('ArrowLeft', chapters, 'b', 0)).toEqual({ takeId: 'a', atMs: 60_000 });
		expect(stepOnLine('ArrowLeft', chapters, 'a', 0)).toEqual({ takeId: 'a', atMs: 0 });
	});

	it('jumps to answers and to the ends', () => {
		expect(stepOnLine('PageUp', chapters, 'a', 5000)).toEqual({ takeId: 'b', atMs: 0 });
		expect(stepOnLine('PageDown', chapters, 'b', 5000)).toEqual({ takeId: 'b', atMs: 0 });
		expect(stepOnLine('PageDown', chapters, 'b', 0)).toEqual({ takeId: 'a', atMs: 0 });
		expect(stepOnLine('End', chapters, 'a', 0)).toEqual({ takeId: 'b', atMs: 30_000 });
		expect(stepOnLine('Home', chapters, 'b', 9000)).toEqual({ takeId: 'a', atMs: 0 });
		expect(stepOnLine('x', chapters, 'b', 9000)).toBeNull();
	});
});

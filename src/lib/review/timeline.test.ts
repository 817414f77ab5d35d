import { describe, expect, it } from 'vitest';
import { momentAt, placeChapters, placeOf, type Chapter } from './timeline.ts';

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

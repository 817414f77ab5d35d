/**
 * Where answers and comments lie on one line. Places are shares of its length, 0 (left end) to 1 (right end).
 */
import type { Strips } from '../practice/delivery/strips.ts';
import type { MarkerKind } from './marker.ts';

/** One answer's shown take: a stretch of the line. `durationMs` in milliseconds. */
export interface Chapter {
	takeId: string;
	/** The answer's place in its session, from 1. */
	number: number;
	/** What a person hears and reads, e.g. "Answer 2: Why this specialty?" */
	title: string;
	/** Address of the recording. */
	src: string;
	durationMs: number;
}

/** What a player shows beside a take's picture; each is left out where there is none. */
export interface TakeSide {
	strips?: Strips;
	/** Addresses: a still picture, captions and chapters as WebVTT. */
	poster?: string;
	captions?: string;
	chapters?: string;
}

/** A comment's or a marker's place in a take, in milliseconds from its first frame. */
export interface Flag {
	id: string;
	takeId: string;
	atMs: number;
	/** Set for a stretch. */
	endMs?: number | null;
	/** How a marker looks; a comment has none. */
	look?: Pick<MarkerKind, 'colour' | 'shape'> | null;
}

/** The flags of everything that was said at a moment. */
export function flagsOf(given: {
	comments: readonly Flag[];
	markers: readonly (Flag & { kind: MarkerKind })[];
}): Flag[] {
	const markers = given.markers.map((marker) => ({ ...marker, look: marker.kind }));
	return [...given.comments, ...markers];
}

/** Flags that lie too close to be told apart: one sign with a number. */
export interface FlagGroup {
	/** The first flag's. */
	id: string;
	/** The first flag's place, 0 to 1. */
	place: number;
	flags: Flag[];
}

export interface PlacedChapter extends Chapter {
	start: number;
	width: number;
}

/** Every chapter gets at least this share (less when there are many), so that a short answer can still be hit. */
const LEAST_SHARE = 0.06;

/** Lays the chapters side by side in their order; widths follow durations above the least share and add up to 1. */
export function placeChapters(chapters: readonly Chapter[]): PlacedChapter[] {
	const least = Math.min(LEAST_SHARE, 1 / chapters.length);
	const totalMs = chapters.reduce((sum, chapter) => sum + Math.max(1, chapter.durationMs), 0);
	const rest = 1 - least * chapters.length;
	let start = 0;
	return chapters.map((chapter) => {
		const width = least + (rest * Math.max(1, chapter.durationMs)) / totalMs;
		const placed = { ...chapter, start, width };
		start += width;
		return placed;
	});
}

/** The place of a moment, or null when its take is not on the line; moments past the end lie at the take's end. */
export function placeOf(
	placed: readonly PlacedChapter[],
	takeId: string,
	atMs: number
): number | null {
	const chapter = placed.find((each) => each.takeId === takeId);
	if (!chapter) return null;
	const share = Math.min(1, Math.max(0, atMs / Math.max(1, chapter.durationMs)));
	return chapter.start + chapter.width * share;
}

/** Gathers flags that lie closer than `apart` (a share) to the first of their group; in the order of the line. */
export function groupFlags(
	placed: readonly PlacedChapter[],
	flags: readonly Flag[],
	apart: number
): FlagGroup[] {
	const found = flags.flatMap((flag) => {
		const place = placeOf(placed, flag.takeId, flag.atMs);
		return place === null ? [] : [{ flag, place }];
	});
	const groups: FlagGroup[] = [];
	for (const { flag, place } of found.sort((a, b) => a.place - b.place)) {
		const last = groups.at(-1);
		if (last && place - last.place < apart) last.flags.push(flag);
		else groups.push({ id: flag.id, place, flags: [flag] });
	}
	return groups;
}

/**
 * The moment at `share` of the line, in whole milliseconds; the nearest flag's own moment when one lies within `reach`
 * (a share, too), because a thin flag is hard to hit. Null when there is no chapter.
 */
export function momentAt(
	placed: readonly PlacedChapter[],
	share: number,
	flags: readonly Flag[] = [],
	reach = 0
): { takeId: string; atMs: number } | null {
	const flag = nearestFlag(placed, share, flags, reach);
	if (flag) return { takeId: flag.takeId, atMs: flag.atMs };
	const chapter = placed.findLast((each) => each.start <= share) ?? placed[0];
	if (!chapter) return null;
	const within = Math.min(1, Math.max(0, (share - chapter.start) / chapter.width));
	return { takeId: chapter.takeId, atMs: Math.round(within * chapter.durationMs) };
}

function nearestFlag(
	placed: readonly PlacedChapter[],
	share: number,
	flags: readonly Flag[],
	reach: number
): Flag | null {
	let nearest: Flag | null = null;
	let least = reach;
	for (const flag of flags) {
		const place = placeOf(placed, flag.takeId, flag.atMs);
		if (place === null || Math.abs(place - share) > least) continue;
		least = Math.abs(place - share);
		nearest = flag;
	}
	return nearest;
}

/** A key press on the line moves this far, in milliseconds. */
const STEP_MS = 1000;

/**
 * Where a key leads: arrows a second and on into the next or last answer, Page Up and Page Down to the next or last
 * answer's start, Home and End to the ends of the line. Null for a key that does nothing here.
 */
export function stepOnLine(
	key: string,
	chapters: readonly Chapter[],
	takeId: string,
	atMs: number
): { takeId: string; atMs: number } | null {
	const at = Math.max(
		0,
		chapters.findIndex((each) => each.takeId === takeId)
	);
	const startOf = (index: number) => {
		const chapter = chapters[index];
		return chapter ? { takeId: chapter.takeId, atMs: 0 } : null;
	};
	const endOf = (index: number) => {
		const chapter = chapters[index];
		return chapter ? { takeId: chapter.takeId, atMs: chapter.durationMs } : null;
	};
	const durationMs = chapters[at]?.durationMs ?? 0;
	switch (key) {
		case 'ArrowRight':
		case 'ArrowUp':
			if (atMs + STEP_MS <= durationMs) return { takeId, atMs: atMs + STEP_MS };
			return startOf(at + 1) ?? endOf(at);
		case 'ArrowLeft':
		case 'ArrowDown':
			return atMs > 0
				? { takeId, atMs: Math.max(0, atMs - STEP_MS) }
				: (endOf(at - 1) ?? startOf(at));
		case 'PageUp':
			return startOf(at + 1) ?? endOf(at);
		case 'PageDown':
			return atMs > STEP_MS ? startOf(at) : (startOf(at - 1) ?? startOf(at));
		case 'Home':
			return startOf(0);
		case 'End':
			return endOf(chapters.length - 1);
		default:
			return null;
	}
}

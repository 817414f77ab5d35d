/** The track as stretches of time with one state each, without gaps. */
import type { GazeSample, GazeState } from './track.ts';

export interface Period {
	startMs: number;
	endMs: number;
}

export interface Span extends Period {
	state: GazeState;
}

/** Below it a share would speak for the seen part only. */
export const LEAST_USABLE = 0.7;
/** Lids shut for longer are no blink: nothing is known of that time. */
export const LONGEST_BLINK_MS = 1000;
/** Ordinary blinking takes less of the time than this; what is more is time with eyes that could not be seen. */
export const MOST_BLINKING = 0.15;

/** A sample speaks for the time to the next one, but no longer than this: at 2 frames a second it still does. */
const MOST_MS = 600;
/** For the last sample, which has no next. */
const ORDINARY_MS = 100;

/**
 * Time that no sample speaks for is `unavailable`, and what comes after the end is left out.
 * @param durationMs of the take; up to the last sample when left out
 */
export function spansOf(samples: readonly GazeSample[], durationMs?: number): Span[] {
	const spans: Span[] = [];
	const add = (startMs: number, untilMs: number, state: GazeState) => {
		const endMs = Math.min(untilMs, durationMs ?? Infinity);
		if (endMs <= startMs) return;
		const last = spans.at(-1);
		if (last?.state === state && last.endMs === startMs) last.endMs = endMs;
		else spans.push({ startMs, endMs, state });
	};
	const first = samples[0];
	if (!first) return durationMs ? [{ startMs: 0, endMs: durationMs, state: 'unavailable' }] : [];
	// the tracker starts a moment after the recorder
	if (first.atMs > MOST_MS) add(0, first.atMs, 'unavailable');
	samples.forEach(({ atMs, state }, at) => {
		const next = samples[at + 1]?.atMs ?? atMs + ORDINARY_MS;
		const spoken = Math.min(next, atMs + MOST_MS);
		add(atMs, spoken, state);
		add(spoken, next, 'unavailable');
	});
	const end = spans.at(-1)?.endMs ?? 0;
	if (durationMs !== undefined && durationMs - end > MOST_MS) add(end, durationMs, 'unavailable');
	return spans;
}

export const isShortBlink = ({ state, startMs, endMs }: Span) =>
	state === 'blink' && endMs - startMs <= LONGEST_BLINK_MS;
export const isLens = ({ state }: Span) => state === 'lens';
export const isSeen = ({ state }: Span) =>
	state === 'lens' || state === 'screen' || state === 'away';
export const totalMs = (spans: readonly Period[]) =>
	spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

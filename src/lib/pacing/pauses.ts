/** Pauses: silences of 250 ms or more between the first and the last word. */
import type { Span } from './report.ts';
import { inMs, runsOf } from './voice-activity.ts';

/**
 * Shorter silences are part of articulation (a stop's closure).
 * @source F. Goldman-Eisler, "Psycholinguistics", 1968: the cut-off of 250 ms that fluency research still uses
 */
export const SHORTEST_PAUSE_MS = 250;
/** Pauses that are counted by themselves. @source design/pacing: note 1 s, flag 2 s */
export const NOTED_PAUSE_MS = 1000;
export const FLAGGED_PAUSE_MS = 2000;

export interface Phrasing {
	/** Speech, silences shorter than a pause included. */
	speech: Span[];
	pauses: Span[];
}

/** Speech and pauses of a mask, one value a frame. */
export const findPauses = (speech: Uint8Array): Phrasing =>
	phrasingOf(runsOf(speech).map(([from, to]) => ({ startMs: inMs(from), endMs: inMs(to) })));

/** Joins what is no pause apart; `heard` in its order. */
export function phrasingOf(heard: readonly Span[]): Phrasing {
	const spans: Span[] = [];
	for (const { startMs, endMs } of heard) {
		const last = spans.at(-1);
		if (last && startMs - last.endMs < SHORTEST_PAUSE_MS) last.endMs = endMs;
		else spans.push({ startMs, endMs });
	}
	const pauses = spans.slice(1).map(({ startMs }, at) => ({
		startMs: spans[at]?.endMs ?? 0,
		endMs: startMs
	}));
	return { speech: spans, pauses };
}

/** Their length together, in milliseconds. */
export const totalMs = (spans: readonly Span[]) =>
	spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

export const countFrom = (spans: readonly Span[], leastMs: number) =>
	spans.filter(({ startMs, endMs }) => endMs - startMs >= leastMs).length;

export const longestMs = (spans: readonly Span[]) =>
	spans.reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 0);

/** What follows from when the voice was heard: the device and the server count it with the same rule. */
import {
	countFrom,
	FLAGGED_PAUSE_MS,
	longestMs,
	NOTED_PAUSE_MS,
	type Phrasing,
	totalMs
} from './pauses.ts';
import type { Measure, PacingReport } from './report.ts';

/** The measures that need nothing but the times of the speech. */
export const TIMING = [
	'speechMs',
	'speechSpans',
	'timeToFirstWordMs',
	'pauses',
	'pausesOver1s',
	'pausesOver2s',
	'pausesPerMinute',
	'longestPauseMs',
	'pauseShare',
	'speakingShare'
] as const satisfies Measure[];

/**
 * Times in milliseconds, shares from 0 to 1.
 * @param phrasing with some speech in it
 * @param durationMs length of the sound, in milliseconds
 */
export function timingOf(
	{ speech, pauses }: Phrasing,
	durationMs: number
): Pick<PacingReport, (typeof TIMING)[number]> {
	const spanMs = (speech.at(-1)?.endMs ?? 0) - (speech[0]?.startMs ?? 0);
	return {
		speechMs: totalMs(speech),
		speechSpans: speech,
		timeToFirstWordMs: speech[0]?.startMs ?? null,
		pauses,
		pausesOver1s: countFrom(pauses, NOTED_PAUSE_MS),
		pausesOver2s: countFrom(pauses, FLAGGED_PAUSE_MS),
		pausesPerMinute: round(pauses.length / (spanMs / 60_000), 2),
		longestPauseMs: longestMs(pauses),
		pauseShare: round(totalMs(pauses) / spanMs, 4),
		speakingShare: round(totalMs(speech) / durationMs, 4)
	};
}

/** Pauses of 1 s or more, a minute from the first to the last word; null where they were not measured. */
export function notedPausesPerMinute({
	speechSpans,
	pausesOver1s
}: Pick<PacingReport, 'speechSpans' | 'pausesOver1s'>): number | null {
	const [first, last] = [speechSpans?.[0], speechSpans?.at(-1)];
	if (!first || !last || pausesOver1s === null || last.endMs <= first.startMs) return null;
	return (60_000 * pausesOver1s) / (last.endMs - first.startMs);
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

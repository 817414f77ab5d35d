/** Is everything that was received still there when a recording has become playable? */
import { largestCluster, lastTicks, type Survey } from './webm/survey.ts';

/** What a playable recording holds of the received bytes, and its length in milliseconds. */
export interface Kept {
	bytes: number;
	durationMs: number;
}

/** What arrived. Only of WebM is it known what its parts are; `tickNs`: its unit of time, in nanoseconds. */
export type Received =
	{ container: 'webm'; survey: Survey; tickNs: number } | { container: 'mp4'; bytes: number };

/** A playable recording may lack this share of the received bytes: heads of elements, an index, a torn end. */
const MOST_LOST = 0.03;
/** An MP4 that was cut off lacks its last fragment: 5 s at 4 Mbit/s, in bytes. */
const LARGEST_FRAGMENT = 2_500_000;
/** It may end this much, in milliseconds, before the last time that was found in the received bytes. */
const MOST_SHORT_MS = 500;

/** What is missing, in words for the log; null: nothing that was not cut off in the middle when it arrived. */
export function missingOf(kept: Kept, received: Received): string | null {
	const [bytes, torn] =
		received.container === 'webm'
			? [received.survey.bytes, largestCluster(received.survey)]
			: [received.bytes, LARGEST_FRAGMENT];
	const lost = bytes - kept.bytes;
	if (lost > Math.max(torn, bytes * MOST_LOST)) return `${lost} of ${bytes} bytes are not in it`;
	if (received.container === 'mp4') return null;
	const lastMs = (lastTicks(received.survey) * received.tickNs) / 1e6;
	if (kept.durationMs + MOST_SHORT_MS >= lastMs) return null;
	return `it ends at ${Math.round(kept.durationMs)} ms, and what arrived goes on to ${Math.round(lastMs)} ms`;
}

/** Is everything that was received still there when a recording has become playable? */
import { lastTicks, usualCluster, type Survey } from './webm/survey.ts';

/** What a playable recording holds of the received bytes, and its length in milliseconds. */
export interface Kept {
	/** Of an MP4 only pictures and sound: what stands around them is written anew. */
	bytes: number;
	durationMs: number;
	/** How it was made of them: cut off at its end, put together of its parts, or written anew by the demuxer. */
	way: 'cut' | 'together' | 'anew';
}

/** What lies in an MP4 from box to box. Counted in bytes of the recording. */
export interface Mp4Survey {
	bytes: number;
	/** What is pictures and sound, in boxes that can be reached. */
	mediaBytes: number;
	/** Where no box begins though one has to; null: nowhere. */
	damagedAt: number | null;
	/** Pictures and sound of the last fragment, when it was cut off. */
	tornBytes: number;
}

/** What arrived. `tickNs`: the unit of time of a WebM, in nanoseconds. */
export type Received =
	{ container: 'webm'; survey: Survey; tickNs: number } | { container: 'mp4'; survey: Mp4Survey };

/** What the demuxer writes anew may lack this share of the received bytes: heads of elements, an index. */
const MOST_LOST = 0.03;
/** A frame that was cut off at the end is no larger than this, in bytes. */
const LARGEST_FRAME = 4_000_000;
/** It may end this much, in milliseconds, before the last time that was found in the received bytes. */
const MOST_SHORT_MS = 500;

/** What is missing, in words for the log; null: nothing that was not cut off in the middle when it arrived. */
export function missingOf(kept: Kept, received: Received): string | null {
	if (received.container === 'mp4') return missingOfMp4(kept, received.survey);
	const { bytes } = received.survey;
	const lost = bytes - kept.bytes;
	if (lost > mayBeLost(kept.way, received.survey)) return `${lost} of ${bytes} bytes are not in it`;
	const lastMs = (lastTicks(received.survey) * received.tickNs) / 1e6;
	if (kept.durationMs + MOST_SHORT_MS >= lastMs) return null;
	return `it ends at ${Math.round(kept.durationMs)} ms, and what arrived goes on to ${Math.round(lastMs)} ms`;
}

/** Only a torn end is no damage; what was put together of parts is held against what arrived to the byte. */
function mayBeLost(way: Kept['way'], survey: Survey): number {
	if (way === 'together') return 0;
	const behindLast = survey.bytes - (survey.clusters.at(-1)?.start ?? 0);
	const torn = Math.min(usualCluster(survey), behindLast, LARGEST_FRAME);
	return way === 'cut' ? torn : torn + survey.bytes * MOST_LOST;
}

function missingOfMp4(kept: Kept, { bytes, mediaBytes, damagedAt, tornBytes }: Mp4Survey) {
	if (damagedAt !== null) {
		return `${bytes - damagedAt} of ${bytes} bytes lie behind a damaged place`;
	}
	const lost = mediaBytes - kept.bytes;
	return lost > tornBytes + mediaBytes * MOST_LOST
		? `${lost} of ${bytes} bytes are not in it`
		: null;
}

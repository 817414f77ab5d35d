/** The two strips under the video, eye contact and speech: stretches one after the other, in milliseconds. */
import { LONGEST_BLINK_MS, spansOf } from '../../gaze/spans.ts';
import { unpackTrack, type GazeState } from '../../gaze/track.ts';
import type { PacingReport } from '../../pacing/report.ts';
import type { Delivery } from './measured.ts';

export type GazeKind = 'lens' | 'screen' | 'away' | 'unseen';
export type SpeechKind = 'speech' | 'pause' | 'pause-1s' | 'pause-2s' | 'silence';

export interface Stretch<K = GazeKind | SpeechKind> {
	startMs: number;
	endMs: number;
	kind: K;
}

/** A strip is null where nothing was measured. */
export interface Strips {
	gaze: Stretch<GazeKind>[] | null;
	speech: Stretch<SpeechKind>[] | null;
}

/** What each kind is called. */
export const STRETCH_WORDS: Record<GazeKind | SpeechKind, string> = {
	lens: 'At the lens',
	screen: 'At the screen',
	away: 'Away',
	unseen: 'Could not be read',
	speech: 'Speech',
	pause: 'Short pause',
	'pause-1s': 'Pause of 1 s or more',
	'pause-2s': 'Pause of 2 s or more',
	silence: 'Before the first or after the last word'
};

/**
 * A strip reaches from 0 to the end of the recording.
 * @param durationMs length of the recording; null while it is not known: then what was measured says it
 */
export function stripsOf(
	delivery: Pick<Delivery, 'gaze' | 'gazeTrack' | 'pacing'>,
	durationMs: number | null
): Strips {
	return {
		gaze: gazeStrip(delivery, durationMs),
		speech: delivery.pacing && speechStrip(delivery.pacing, durationMs)
	};
}

const KIND_OF: Record<Exclude<GazeState, 'blink'>, GazeKind> = {
	lens: 'lens',
	screen: 'screen',
	away: 'away',
	'no-face': 'unseen',
	'several-faces': 'unseen',
	unavailable: 'unseen'
};

function gazeStrip(
	{ gaze, gazeTrack }: Pick<Delivery, 'gaze' | 'gazeTrack'>,
	durationMs: number | null
): Stretch<GazeKind>[] | null {
	// without calibration nobody can say where the eyes went
	if (!gazeTrack || !gaze || gaze.calibration === 'none') return null;
	const samples = unpackTrack(gazeTrack);
	const last = samples.at(-1);
	if (!last) return null;
	const spans = spansOf(samples, durationMs ?? undefined);
	const marks = spans.flatMap(({ startMs, endMs, state }) => {
		if (state !== 'blink') return [{ atMs: startMs, kind: KIND_OF[state] }];
		// a short blink belongs to the look around it; of lids shut for longer nothing is known, as in the score
		return endMs - startMs > LONGEST_BLINK_MS ? [{ atMs: startMs, kind: 'unseen' as const }] : [];
	});
	return joinMarks(marks, durationMs ?? last.atMs + 100, 'unseen');
}

function speechStrip(
	{ speechSpans, durationMs: heardMs }: PacingReport,
	durationMs: number | null
): Stretch<SpeechKind>[] | null {
	const first = speechSpans?.[0];
	if (!speechSpans || !first) return null;
	const marks: { atMs: number; kind: SpeechKind }[] = [{ atMs: 0, kind: 'silence' }];
	speechSpans.forEach(({ startMs, endMs }, at) => {
		const next = speechSpans[at + 1];
		marks.push({ atMs: startMs, kind: 'speech' });
		marks.push({ atMs: endMs, kind: next ? pauseKind(next.startMs - endMs) : 'silence' });
	});
	return joinMarks(marks, durationMs ?? heardMs, 'silence');
}

function pauseKind(ms: number): SpeechKind {
	if (ms >= 2000) return 'pause-2s';
	return ms >= 1000 ? 'pause-1s' : 'pause';
}

/** From each mark to the next; marks of the kind before are swallowed, those past the end are cut off. */
function joinMarks<K>(
	marks: readonly { atMs: number; kind: K }[],
	endMs: number,
	before: K
): Stretch<K>[] {
	const stretches: Stretch<K>[] = [];
	let open = { startMs: 0, kind: before };
	const close = (atMs: number) => {
		if (atMs > open.startMs)
			stretches.push({ startMs: open.startMs, endMs: atMs, kind: open.kind });
	};
	for (const { atMs, kind } of marks) {
		if (atMs >= endMs) break;
		if (kind === open.kind) continue;
		close(atMs);
		open = { startMs: atMs, kind };
	}
	close(endMs);
	return stretches;
}

/** A row of the table that says what the strips show. */
export interface Moment extends Stretch {
	/** Which strip it is from. */
	strip: 'Eye contact' | 'Speech';
}

/** Looks shorter than this are left out of the table, in milliseconds: there are too many to read. */
const SHORTEST_LOOK_MS = 500;

/** Every pause, and every look of half a second or more that is not at the lens, in the order of the recording. */
export function momentsOf({ gaze, speech }: Strips): Moment[] {
	const looks = (gaze ?? [])
		.filter(({ kind, startMs, endMs }) => kind !== 'lens' && endMs - startMs >= SHORTEST_LOOK_MS)
		.map((each) => ({ ...each, strip: 'Eye contact' as const }));
	const pauses = (speech ?? [])
		.filter(({ kind }) => kind.startsWith('pause'))
		.map((each) => ({ ...each, strip: 'Speech' as const }));
	return [...looks, ...pauses].sort((a, b) => a.startMs - b.startMs);
}

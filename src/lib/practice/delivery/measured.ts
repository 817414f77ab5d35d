/** What a device measured of a take, as it is sent and as it is kept. Times in milliseconds from the first frame. */
import * as v from 'valibot';
import { recomputeEyeContact } from '../../gaze/eye-contact.ts';
import { KeptFramingSchema, type KeptFraming } from '../../gaze/framing.ts';
import { GAZE_VERSION, GazeReportSchema, type GazeReport } from '../../gaze/report.ts';
import { cutTrack, unpackTrack } from '../../gaze/track.ts';
import { recomputePacing } from '../../pacing/recompute.ts';
import { MEASURES, PacingReportSchema, type PacingReport } from '../../pacing/report.ts';
import { Fault } from '../../platform/errors.ts';

/** Longest packed track, in characters: an hour at 3 kB a minute. */
const MOST_TRACK = 180_000;
/** Pacing may run this much past the length that the server found, in milliseconds and as a share. */
const SLACK_MS = 2000;
const SLACK_SHARE = 0.05;

/** What `PUT /api/takes/{id}/delivery` takes; a part that is left out or null leaves what is kept as it is. */
export const MeasuredSchema = v.strictObject({
	gaze: v.optional(v.nullable(GazeReportSchema), null),
	framing: v.optional(v.nullable(KeptFramingSchema), null),
	pacing: v.optional(v.nullable(PacingReportSchema), null),
	gazeTrack: v.optional(
		v.nullable(
			v.pipe(v.string(), v.maxLength(MOST_TRACK, 'The track is longer than any recording.'))
		),
		null
	)
});

/** The delivery report of a take; null where nothing was measured yet. */
export interface Delivery {
	gaze: GazeReport | null;
	framing: KeptFraming | null;
	pacing: PacingReport | null;
	/** The 10 Hz gaze track, packed by gaze/track.ts. */
	gazeTrack: string | null;
}

export const NOTHING_MEASURED: Delivery = {
	gaze: null,
	framing: null,
	pacing: null,
	gazeTrack: null
};

/**
 * `kept` with what is newer in `given`. A measurement by an older version than the kept one changes nothing. The
 * numbers of eye contact are computed here from the track, those of speech and pauses from when the voice was heard,
 * whatever the device says they are. The eyes are followed a little longer than the recorder writes, more where it fell
 * silent: the track is cut to the recording.
 * @param takeMs length of the recording, null while it is not known: then the sound's says it, where it was heard
 * @throws {Fault} `bad-input` for a track that cannot be read or is longer than any recording, numbers without their
 * track, speech past the end, or a version that is not known here
 */
export function takeOver(kept: Delivery, given: Delivery, takeMs: number | null): Delivery {
	const pacing = betterPacing(kept.pacing, given.pacing && countAnew(given.pacing, takeMs));
	checkGaze(given);
	const { gaze, gazeTrack: whole } = takesGaze(kept, given) ? given : kept;
	const gazeTrack = whole !== null && takeMs !== null ? cutTrack(whole, takeMs) : whole;
	return {
		gaze: gaze && gazeTrack ? recompute(gaze, gazeTrack, pacing, takeMs) : gaze,
		gazeTrack,
		framing: given.framing ?? kept.framing,
		pacing
	};
}

/** A report without a track only says why there is none: it never takes the place of one that has one. */
function takesGaze(kept: Delivery, given: Delivery): boolean {
	if (!given.gaze || newer(kept.gaze, given.gaze) !== given.gaze) return false;
	return given.gazeTrack !== null || kept.gazeTrack === null;
}

/** The newer one; but one that could measure nothing never takes the place of one that did. */
function betterPacing(kept: PacingReport | null, given: PacingReport | null): PacingReport | null {
	if (kept && given && saysSomething(kept) && !saysSomething(given)) return kept;
	return newer(kept, given);
}

const saysSomething = (pacing: PacingReport) =>
	pacing.durationMs > 0 && MEASURES.some((name) => pacing[name] !== null);

function newer<R extends { version: number }>(kept: R | null, given: R | null): R | null {
	if (!kept || !given) return given ?? kept;
	return given.version >= kept.version ? given : kept;
}

function recompute(
	{ calibration, version, movedShare }: GazeReport,
	packed: string,
	pacing: PacingReport | null,
	takeMs: number | null
): GazeReport {
	// a pacing report that heard nothing says 0
	const durationMs = takeMs ?? (pacing?.durationMs || null);
	const report = recomputeEyeContact(packed, {
		calibration,
		...(movedShare === undefined ? {} : { movedShare }),
		...(pacing?.speechSpans ? { speech: pacing.speechSpans } : {}),
		...(durationMs === null ? {} : { durationMs })
	});
	// the states of the track were told apart by the device's version, whatever counts them here
	return { ...report, version };
}

function checkGaze({ gaze, gazeTrack }: Delivery): void {
	if (gazeTrack !== null) checkTrack(gazeTrack);
	if (!gaze && gazeTrack !== null) refuse('gaze', 'A track needs its report.');
	if (!gaze) return;
	if (gaze.version > GAZE_VERSION)
		refuse('gaze.version', 'This server does not know that version.');
	const { lensShare, lensShareSpeaking, margin, longestAwayMs, looksAway } = gaze;
	const numbers = [lensShare, lensShareSpeaking, margin, longestAwayMs, looksAway];
	if (gazeTrack === null && numbers.some((number) => number !== null)) {
		refuse('gazeTrack', 'Numbers of eye contact need the track they come from.');
	}
}

function refuse(field: string, why: string): never {
	throw new Fault('bad-input', { field, message: `${field}: ${why}` });
}

function checkTrack(packed: string): void {
	try {
		unpackTrack(packed);
	} catch (caught) {
		if (!(caught instanceof RangeError)) throw caught;
		refuse('gazeTrack', caught.message);
	}
}

function countAnew(pacing: PacingReport, takeMs: number | null): PacingReport {
	if (isPast(pacing.durationMs, takeMs)) {
		refuse('pacing', 'It is about more time than was recorded.');
	}
	try {
		return recomputePacing(pacing);
	} catch (caught) {
		if (!(caught instanceof RangeError)) throw caught;
		refuse('pacing', caught.message);
	}
}

const isPast = (atMs: number, endMs: number | null) =>
	endMs !== null && atMs > endMs * (1 + SLACK_SHARE) + SLACK_MS;

/** From the track of a take to its eye contact: shares as a band, looks away, or the reason why not. */
import type { CalibrationKind, GazeReport } from './report.ts';
import { GAZE_VERSION } from './report.ts';
import {
	isLens,
	isSeen,
	isShortBlink,
	LEAST_USABLE,
	MOST_BLINKING,
	spansOf,
	totalMs,
	type Period,
	type Span
} from './spans.ts';
import { asKept, unpackTrack, type GazeSample } from './track.ts';
import { seenWhile, whyNotWhile } from './while-speaking.ts';

export interface EyeContactFacts {
	calibration: CalibrationKind;
	/** When the person spoke, milliseconds from the first frame; without it nothing is said of speaking. */
	speech?: readonly Period[];
	/** Length of the take; the track's own when left out. */
	durationMs?: number;
	/** Share of the followed time in which the person sat elsewhere than when they calibrated, 0 to 1. */
	movedShare?: number;
}

/** With more than this nothing is said of the rest. */
const NEARLY_ALL = 0.95;
/** Less than this is a glance. */
const LEAST_SEEN_MS = 3000;
const LONG_LOOK_AWAY_MS = 2000;

/**
 * Half width of the band by kind of calibration: it holds nine of ten true shares of the held-out people
 * (tests/bench/gaze.bench.ts).
 */
const BAND: Record<Exclude<CalibrationKind, 'none'>, number> = {
	lens: 0.12,
	'lens+screen': 0.1,
	'lens+corners': 0.1,
	'lens+screen+corners': 0.1
};
/**
 * So much wider when all of it was seen from another seat: calibrations of the held-out people used in their other session
 * put the share 6 points off on average, 16 at worst.
 */
const MOVED_BAND = 0.08;
/** One look in so many is taken for another; short answers average fewer of them. */
const LOOK_ERROR = 0.06;
const LOOK_MS = 1000;

/** Everything the report says of a take's eye contact; the same track and facts always give the same report. */
export function scoreEyeContact(
	samples: readonly GazeSample[],
	{ calibration, speech, durationMs, movedShare = 0 }: EyeContactFacts
): GazeReport {
	const spans = spansOf(asKept(samples), durationMs);
	const seen = spans.filter(isSeen);
	const seenMs = totalMs(seen);
	const usableShare = seenMs === 0 ? 0 : seenMs / (totalMs(spans) - forgivenMs(spans));
	const why = whyNot(spans, seenMs, usableShare, calibration);
	const nothing = {
		version: GAZE_VERSION,
		calibration,
		lensShare: null,
		lensShareSpeaking: null,
		margin: null,
		usableShare: round(usableShare),
		longestAwayMs: null,
		looksAway: null,
		...(movedShare > 0 ? { movedShare: round(movedShare) } : {})
	};
	if (why !== null || calibration === 'none') {
		return { ...nothing, notMeasurable: why ?? NOT_CALIBRATED };
	}
	const spoken = speech && seenWhile(speech, spans, durationMs);
	const whyNotSpoken = spoken ? whyNotWhile(spoken) : SPEECH_NOT_KNOWN;
	// the band is of the time that the shown share speaks of
	const shown = spoken && whyNotSpoken === null ? spoken : { seenMs, usableShare };
	const partlyLost = usableShare < NEARLY_ALL ? mostLost(spans) : null;
	const away = looksAway(spans);
	return {
		...nothing,
		lensShare: round(totalMs(seen.filter(isLens)) / seenMs),
		lensShareSpeaking:
			spoken && whyNotSpoken === null ? round(spoken.lensMs / spoken.seenMs) : null,
		margin: scoreBand(shown.seenMs, shown.usableShare, calibration, movedShare),
		longestAwayMs: Math.max(0, ...away),
		looksAway: away.filter((ms) => ms > LONG_LOOK_AWAY_MS).length,
		...(partlyLost ? { partlyLost: `${sayLost(partlyLost, spans)}.` } : {}),
		...(whyNotSpoken === null ? {} : { speakingNotMeasurable: whyNotSpoken })
	};
}

/**
 * The report of a stored track.
 * @throws {RangeError} when the text is no track
 */
export const recomputeEyeContact = (track: string, facts: EyeContactFacts): GazeReport =>
	scoreEyeContact(unpackTrack(track), facts);

const NOT_CALIBRATED =
	'Eye contact was not set up before this answer. Look at the lens and at the dot first, and it can be measured.';
const SPEECH_NOT_KNOWN = 'It is not known when you spoke.';

/** Time of short blinks that counts neither for nor against. */
const forgivenMs = (spans: readonly Span[]): number =>
	Math.min(totalMs(spans.filter(isShortBlink)), MOST_BLINKING * totalMs(spans));

function whyNot(
	spans: readonly Span[],
	seenMs: number,
	usableShare: number,
	calibration: CalibrationKind
): string | null {
	if (spans.length === 0) return 'The picture was not analysed during this answer.';
	const lost = mostLost(spans);
	if (usableShare < LEAST_USABLE && lost) {
		// without a calibration every look is "unavailable", and the picture is not to blame
		if (calibration !== 'none' || lost.words !== ANALYSIS_STOPPED)
			return `${sayLost(lost, spans)}.`;
	}
	if (calibration === 'none') return NOT_CALIBRATED;
	return seenMs < LEAST_SEEN_MS ? 'The answer was too short to measure eye contact.' : null;
}

/** What took most of the time that could not be read; null when all of it could. */
function mostLost(spans: readonly Span[]): { ms: number; words: string } | null {
	const forgiven = forgivenMs(spans);
	const lost = LOST.map(([state, words]) => ({
		ms: totalMs(spans.filter((span) => span.state === state)) - (state === 'blink' ? forgiven : 0),
		words
	})).sort((a, b) => b.ms - a.ms)[0];
	return lost && lost.ms > 0 ? lost : null;
}

const sayLost = ({ ms, words }: { ms: number; words: string }, spans: readonly Span[]) =>
	`${words} for ${Math.round((ms / (totalMs(spans) - forgivenMs(spans))) * 100)} % of the answer`;

const ANALYSIS_STOPPED = 'The picture could not be analysed';
const LOST: [Span['state'], string][] = [
	['no-face', 'Your face could not be seen'],
	['several-faces', 'More than one face was in the picture'],
	['blink', 'Your eyes could not be seen open'],
	['unavailable', ANALYSIS_STOPPED]
];

/**
 * Half width of the band around a share, 0 to 1, for so much time with eyes that could be seen; wider for the part of it in
 * which the person sat elsewhere than when they calibrated.
 */
export function scoreBand(
	seenMs: number,
	usableShare: number,
	calibration: Exclude<CalibrationKind, 'none'>,
	movedShare = 0
): number {
	const looks = Math.max(1, seenMs / LOOK_MS);
	const chance = 1.64 * Math.sqrt((LOOK_ERROR * (1 - LOOK_ERROR)) / looks);
	const unsure = Math.hypot(BAND[calibration], chance) + MOVED_BAND * movedShare;
	return round(Math.min(1, unsure + (1 - usableShare) / 4));
}

/** Lengths of the looks away from the lens; a blink does not end one, an unseen face does. */
function looksAway(spans: readonly Span[]): number[] {
	const found: number[] = [];
	let open: { startMs: number; endMs: number } | null = null;
	for (const span of spans) {
		if (isShortBlink(span)) continue;
		if (span.state === 'screen' || span.state === 'away') {
			open ??= { startMs: span.startMs, endMs: span.endMs };
			open.endMs = span.endMs;
		} else if (open) {
			found.push(open.endMs - open.startMs);
			open = null;
		}
	}
	return open ? [...found, open.endMs - open.startMs] : found;
}

const round = (share: number) => Math.round(share * 1000) / 1000;

/** From the track of a take to its eye contact: shares as a band, looks away, or the reason why not. */
import type { CalibrationKind, GazeReport } from './report.ts';
import { GAZE_VERSION } from './report.ts';
import { spansOf, type Span } from './spans.ts';
import { asKept, unpackTrack, type GazeSample } from './track.ts';

interface Period {
	startMs: number;
	endMs: number;
}

export interface EyeContactFacts {
	calibration: CalibrationKind;
	/** When the person spoke, milliseconds from the first frame; without it nothing is said of speaking. */
	speech?: readonly Period[];
	/** Length of the take; the track's own when left out. */
	durationMs?: number;
	/** Share of the followed time in which the person sat elsewhere than when they calibrated, 0 to 1. */
	movedShare?: number;
}

/** Below it the share would speak for the seen part only. */
const LEAST_USABLE = 0.7;
/** With more than this nothing is said of the rest. */
const NEARLY_ALL = 0.95;
/** Less than this is a glance. */
const LEAST_SEEN_MS = 3000;
const LEAST_SPOKEN_MS = 2000;
/** Lids shut for longer are no blink: nothing is known of that time. */
export const LONGEST_BLINK_MS = 1000;
/** Ordinary blinking takes less of a take than this; what is more is time with eyes that could not be seen. */
const MOST_BLINKING = 0.15;
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
	const seenMs = total(seen);
	const usableShare = seenMs === 0 ? 0 : seenMs / (total(spans) - forgivenMs(spans));
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
		lensShare: round(total(seen.filter(isLens)) / seenMs),
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
const SPOKE_TOO_LITTLE = 'You spoke for too short a time while your eyes could be seen.';

/** Time of short blinks that counts neither for nor against. */
const forgivenMs = (spans: readonly Span[]): number =>
	Math.min(total(spans.filter(isShortBlink)), MOST_BLINKING * total(spans));

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
		ms: total(spans.filter((span) => span.state === state)) - (state === 'blink' ? forgiven : 0),
		words
	})).sort((a, b) => b.ms - a.ms)[0];
	return lost && lost.ms > 0 ? lost : null;
}

const sayLost = ({ ms, words }: { ms: number; words: string }, spans: readonly Span[]) =>
	`${words} for ${Math.round((ms / (total(spans) - forgivenMs(spans))) * 100)} % of the answer`;

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

interface Spoken {
	speechMs: number;
	/** Of the speech: with eyes that could be seen, and with those on the lens. */
	seenMs: number;
	lensMs: number;
	/** As in the report, of the speech alone. */
	usableShare: number;
}

/** What was seen while the person spoke; speech that no span reaches was not seen. */
function seenWhile(
	speech: readonly Period[],
	spans: readonly Span[],
	durationMs = Infinity
): Spoken {
	const spoken = merged(
		speech.map((each) => ({ ...each, endMs: Math.min(each.endMs, durationMs) }))
	);
	const during = (fits: (span: Span) => boolean) => {
		const parts = spoken.flatMap((each) => spans.filter(fits).map((span) => sharedMs(each, span)));
		return parts.reduce((sum, ms) => sum + ms, 0);
	};
	const speechMs = total(spoken);
	const seenMs = during(isSeen);
	const countedMs = speechMs - Math.min(during(isShortBlink), MOST_BLINKING * speechMs);
	const usableShare = seenMs === 0 ? 0 : seenMs / countedMs;
	return { speechMs, seenMs, lensMs: during(isLens), usableShare };
}

const sharedMs = (a: Period, b: Period) =>
	Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));

/** A share of the whole says nothing of the speech when the eyes were lost just then. */
function whyNotWhile({ speechMs, seenMs, usableShare }: Spoken): string | null {
	if (speechMs >= LEAST_SPOKEN_MS && usableShare < LEAST_USABLE) {
		return `Your eyes could be seen for only ${Math.round(usableShare * 100)} % of the time you spoke.`;
	}
	return seenMs < LEAST_SPOKEN_MS ? SPOKE_TOO_LITTLE : null;
}

/** Sorted, overlaps joined, what is no span left out. */
function merged(spans: readonly Period[]): Period[] {
	const joined: Period[] = [];
	const sorted = spans.filter(({ startMs, endMs }) => endMs > startMs);
	for (const { startMs, endMs } of [...sorted].sort((a, b) => a.startMs - b.startMs)) {
		const last = joined.at(-1);
		if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
		else joined.push({ startMs, endMs });
	}
	return joined;
}

const isShortBlink = ({ state, startMs, endMs }: Span) =>
	state === 'blink' && endMs - startMs <= LONGEST_BLINK_MS;
const isLens = ({ state }: Span) => state === 'lens';
const isSeen = ({ state }: Span) => state === 'lens' || state === 'screen' || state === 'away';
const total = (spans: readonly Period[]) =>
	spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
const round = (share: number) => Math.round(share * 1000) / 1000;

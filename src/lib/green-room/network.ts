/** The verdict on the connection: does a recording keep up, and would a conversation? */
import { chooseQuality, QUALITIES, totalRate } from '../recording/quality.ts';
import { quantileOf } from './grey.ts';
import { rounded, type Grade, type Verdict } from './verdict.ts';

export interface NetworkReading {
	/** Speed of each upload in kbit/s. */
	uploadKbps: readonly number[];
	/** Where no upload arrived in time: the line is slower than this, kbit/s. */
	uploadUnderKbps?: number | null;
	/** Time of each small request in milliseconds. */
	roundTripMs: readonly number[];
	/** Mean change from one round trip to the next, in milliseconds; null of fewer than two. */
	jitterMs: number | null;
	/** Requests that had no answer. */
	failures?: number | undefined;
}

export const NO_NETWORK: NetworkReading = { uploadKbps: [], roundTripMs: [], jitterMs: null };

/**
 * kbit/s to the server. @source Zoom, "Bandwidth requirements": 600 kbit/s for one-to-one video; good is what lets this
 * product record 720p (recording/quality.ts: 1.56 Mbit/s of at most three quarters of the line)
 */
const UPLOAD = { good: 2_090, least: 600 };
/**
 * Milliseconds there and back. @source ITU-T G.114: up to 150 ms one way nobody notices, over 400 ms a conversation is not
 * acceptable; doubled
 */
const ROUND_TRIP = { good: 300, most: 800 };
/** Milliseconds. @source Vidyo support, guidelines for call quality: under 100 workable, over 200 no good */
const JITTER = { good: 100, most: 200 };

const WHY =
	'A video interview sends your picture all the time, and a pause on the line is a pause in your answer.';

type Say = (verdict: string, grade: Grade, finding: string, mend: string | null) => Verdict;

/** Judges some seconds of uploads and round trips. */
export function judgeNetwork(reading: NetworkReading): Verdict {
	const upload = lowerMiddle(reading.uploadKbps);
	const roundTrip = middle(reading.roundTripMs);
	const jitter = sane(reading.jitterMs);
	const recordingKbps = upload === null ? null : totalRate(chooseQuality(upload * 1000)) / 1000;
	const figures = {
		uploadBitsPerSecond: rounded(upload === null ? null : upload * 1000, 0),
		roundTripMs: rounded(roundTrip, 0),
		jitterMs: rounded(jitter, 0),
		recordingBitsPerSecond: rounded(recordingKbps === null ? null : recordingKbps * 1000, 0),
		keepsUp:
			upload === null || recordingKbps === null ? null : upload > recordingKbps ? 'yes' : 'no',
		failures: rounded(reading.failures ?? 0, 0)
	};
	const say: Say = (verdict, grade, finding, mend) => ({
		step: 'network',
		grade,
		finding,
		why: WHY,
		mend,
		figures: { verdict, ...figures }
	});
	if (upload === null && roundTrip === null) {
		const tried = (reading.failures ?? 0) > 0;
		return say(
			'unreachable',
			tried ? 'problem' : 'not-measurable',
			tried ? 'The server could not be reached.' : 'The connection was not measured.',
			'See whether the computer is online, come closer to the router, and check again. A recording waits on this device until the line is back.'
		);
	}
	const under = sane(reading.uploadUnderKbps ?? null);
	if (upload === null && under !== null) {
		const finding = `Your connection sends less than ${speed(under)}: too little for a video interview. A recording does not keep up; it waits on this device and arrives later.`;
		return say('slow', 'problem', finding, MEND_SLOW);
	}
	return (
		judgeFaults(say, upload, roundTrip, jitter) ??
		judgeLost(say, reading, upload) ??
		praise(say, upload, roundTrip)
	);
}

/** Requests that nobody answered: one in twenty is a hint, one in five a problem, as is no upload at all. Chosen. */
function judgeLost(say: Say, reading: NetworkReading, upload: number | null): Verdict | null {
	const lost = reading.failures ?? 0;
	const all = lost + reading.uploadKbps.length + reading.roundTripMs.length;
	if (!(lost > 0) || (upload !== null && lost < 0.05 * all)) return null;
	const grade = upload === null || lost > 0.2 * all ? 'problem' : 'could-be-better';
	const finding = `${lost} of ${all} requests had no answer: words and picture may be lost.`;
	return say('lossy', grade, finding, MEND_UNSTEADY);
}

function judgeFaults(
	say: Say,
	upload: number | null,
	roundTrip: number | null,
	jitter: number | null
): Verdict | null {
	if (upload !== null && upload < UPLOAD.least)
		return say('slow', 'problem', slow(upload), MEND_SLOW);
	if (roundTrip !== null && roundTrip > ROUND_TRIP.most) {
		return say('late', 'problem', late(roundTrip), MEND_LATE);
	}
	if (jitter !== null && jitter > JITTER.most) {
		return say('unsteady', 'problem', unsteady(jitter), MEND_UNSTEADY);
	}
	if (upload !== null && upload < UPLOAD.good) {
		return say('slow', 'could-be-better', slow(upload), MEND_SLOW);
	}
	if (roundTrip !== null && roundTrip > ROUND_TRIP.good) {
		return say('late', 'could-be-better', late(roundTrip), MEND_LATE);
	}
	if (jitter !== null && jitter > JITTER.good) {
		return say('unsteady', 'could-be-better', unsteady(jitter), MEND_UNSTEADY);
	}
	return null;
}

function praise(say: Say, upload: number | null, roundTrip: number | null): Verdict {
	if (upload === null || roundTrip === null) {
		return say(
			'half',
			'not-measurable',
			'Only a part of the connection could be measured.',
			'Check again. If it stays like this, come closer to the router or use a cable.'
		);
	}
	const words = `Your connection sends ${speed(upload)} and answers in ${Math.round(roundTrip)} ms. A recording keeps up.`;
	return say('good', 'good', words, null);
}

const MEND_SLOW =
	'Come closer to the router or use a network cable, stop other uploads and streams at home, and check again. A phone as a hotspot is a good second line.';
const MEND_LATE =
	'Turn off a VPN, use a network cable instead of Wi-Fi, and wait one breath before you answer, so that you do not speak at the same time.';
const MEND_UNSTEADY =
	'Use a network cable or come closer to the router, and ask the others not to stream during your interview.';

/** With what it means for a recording, which is never lost. */
function slow(kbps: number): string {
	const recording = totalRate(chooseQuality(kbps * 1000)) / 1000;
	const smallest = QUALITIES.at(-1);
	if (smallest && kbps < totalRate(smallest) / 1000) {
		return `Your connection sends only ${speed(kbps)}: too little for a video interview. A recording does not keep up; it waits on this device and arrives later.`;
	}
	const keepsUp =
		kbps >= recording
			? 'A smaller recording keeps up'
			: 'A recording does not keep up; it waits on this device and arrives later';
	return kbps < UPLOAD.least
		? `Your connection sends only ${speed(kbps)}: too little for a video interview. ${keepsUp}.`
		: `Your connection sends ${speed(kbps)}: enough, but the picture will be smaller. ${keepsUp}.`;
}

const late = (ms: number) =>
	`The way there and back takes ${Math.round(ms)} ms: you and the interviewer will hear each other late. A recording is not harmed by that.`;
const unsteady = (ms: number) =>
	`The connection is unsteady: answers come ${Math.round(ms)} ms earlier or later each time, and words may be lost.`;

/** `300 kbit/s`, `4.5 Mbit/s`. */
export function speed(kbps: number): string {
	if (kbps < 1000) return `${Math.round(kbps)} kbit/s`;
	return `${(kbps / 1000).toFixed(kbps < 10_000 ? 1 : 0)} Mbit/s`;
}

const sane = (value: number | null) =>
	value !== null && Number.isFinite(value) && value >= 0 ? value : null;
/** A slow line brings only a few uploads: of two in the middle the slower one counts. */
function lowerMiddle(values: readonly number[]): number | null {
	const sorted = values.filter((value) => Number.isFinite(value) && value > 0);
	return sorted.sort((a, b) => a - b)[Math.floor((sorted.length - 1) / 2)] ?? null;
}
const middle = (values: readonly number[]) =>
	quantileOf(
		values.filter((value) => Number.isFinite(value) && value > 0),
		0.5
	);

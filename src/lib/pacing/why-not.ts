/** Why single measures cannot be given although there is speech. */
import { type Phrasing, totalMs } from './pauses.ts';
import type { Measure } from './report.ts';
import { TIMING } from './timing.ts';

/** Under this no rate is given, in dB. @source design/pacing */
export const RATE_SNR_DB = 15;
/** Under this not even pauses are given, in dB. */
const PAUSE_SNR_DB = 3;
/** Less speech than this gives no rate. @source design/pacing */
const RATE_TALK_MS = 20_000;
/** Less speech than this says nothing about the pitch: one window of the monotone measure. */
const PITCH_TALK_MS = 10_000;
/** Less speech than this is a cough. */
export const LEAST_SPEECH_MS = 1000;
/** More cut-off samples than this and syllables run together. 3 dB over full scale cuts off 0.26 % of a synthetic voice. */
const CLIPPED_SHARE = 0.002;
/** A shorter pause is a breath between two words of the same talk, in milliseconds. */
const BREATH_MS = 500;

/** How fast somebody spoke. */
export const RATES = [
	'syllables',
	'speechRate',
	'articulationRate',
	'wordsPerMinute'
] as const satisfies Measure[];
/** How the pitch moved. */
export const PITCH = [
	'pitchSpreadSemitones',
	'longestMonotoneMs',
	'monotoneStretches'
] as const satisfies Measure[];

export type Reasons = Partial<Record<Measure, string>>;

/** What decides whether a measure can be given. */
export interface Grounds {
	snrDb: number;
	clippedShare: number;
	phrasing: Phrasing;
	/** Spread of the pitch in semitones; null where too little of it is clear. */
	spread: number | null;
}

/** A sentence for each measure that must not be given. */
export function whyNot({ snrDb, clippedShare, phrasing, spread }: Grounds): Reasons {
	const reasons: Reasons = {};
	const say = (names: readonly Measure[], why: string) => {
		for (const name of names) reasons[name] ??= why;
	};
	const noisy = `The background noise is too loud: speech is ${Math.floor(snrDb)} dB above it`;
	if (snrDb < PAUSE_SNR_DB) say(TIMING, `${noisy}, and ${PAUSE_SNR_DB} dB are needed.`);
	if (clippedShare > CLIPPED_SHARE) {
		const share = (100 * clippedShare).toFixed(1);
		say(
			[...RATES, ...PITCH, 'speechLevelDb'],
			`The sound is cut off by too much volume (${share} % of it).`
		);
	}
	if (snrDb < RATE_SNR_DB) say([...RATES, ...PITCH], `${noisy}, and ${RATE_SNR_DB} dB are needed.`);
	const talkMs = talkOf(phrasing);
	const little = `Only ${Math.floor(talkMs / 1000)} s of speech were heard`;
	if (talkMs < RATE_TALK_MS) say(RATES, `${little}, and ${RATE_TALK_MS / 1000} s are needed.`);
	if (talkMs < PITCH_TALK_MS) say(PITCH, `${little}, and ${PITCH_TALK_MS / 1000} s are needed.`);
	if (spread === null) say(PITCH, 'Too little of the speech has a clear pitch.');
	return reasons;
}

/** The speech, and the breaths in it. */
const talkOf = ({ speech, pauses }: Phrasing) =>
	totalMs(speech) + totalMs(pauses.filter(({ startMs, endMs }) => endMs - startMs < BREATH_MS));

/** From what was heard to the report: every value, or why there is none. */
import type { Frames } from './frames.ts';
import { measureIntonation } from './intonation.ts';
import { measureLevels, overallDb } from './level.ts';
import { isSpeechLike } from './likeness.ts';
import { findPauses, longestMs, type Phrasing, totalMs } from './pauses.ts';
import { estimateRates } from './rate.ts';
import { type Measure, MEASURES, PACING_VERSION, type PacingReport } from './report.ts';
import { findSyllables } from './syllables.ts';
import { timingOf } from './timing.ts';
import { inMs } from './voice-activity.ts';
import { LEAST_SPEECH_MS, RATE_SNR_DB, type Reasons, whyNot } from './why-not.ts';

/** Under this signal-to-noise ratio the network does better than energy, in dB. @source design/pacing */
export const NOISY_DB = 25;
/** The microphone may stop this much before the picture: the larger of a second and a fiftieth. */
const SHORTFALL_MS = 1000;
const SHORTFALL_PART = 0.02;

/** What is known of the sound before it is measured. */
export interface Heard {
	frames: Frames;
	/** 1 where there is speech, one value a frame. */
	speech: Uint8Array;
	/** Level of the speech in the voice band, for the syllables, in dB. */
	voiceDb: number;
	clippedShare: number;
	detector: PacingReport['detector'];
	detectorNote?: string;
	/** The signal-to-noise ratio is no better than another detector found it, in dB. */
	mostSnrDb?: number;
	/** Length of the picture beside the sound in milliseconds, where there is one. */
	videoDurationMs?: number;
	/** Milliseconds of sound that are missing inside. */
	missingMs?: number;
}

type Values = Partial<Record<Measure, unknown>>;

export function measure(heard: Heard): PacingReport {
	const { frames, speech, clippedShare } = heard;
	const phrasing = findPauses(speech);
	const syllables = findSyllables(frames, speech, heard.voiceDb);
	const heardLevels = measureLevels(frames, speech);
	const snrDb = Math.min(heardLevels.snrDb, heard.mostSnrDb ?? Infinity);
	const levels = { ...heardLevels, snrDb };
	const silent = whyNothing(heard, phrasing, syllables.length, levels.snrDb);
	if (silent) {
		const noiseLevelDb = frames.length > 0 ? round(overallDb(frames), 1) : null;
		// a tone has flat tops too: only of speech is it known what was cut off
		return report(heard, { noiseLevelDb }, {}, silent);
	}
	const rates = estimateRates(syllables.length, phrasing);
	const intonation = measureIntonation(frames, speech);
	const spread = intonation.spread;
	const values: Values = {
		...timingOf(phrasing, inMs(frames.length)),
		...rates,
		speechLevelDb: round(levels.speechDb, 1),
		noiseLevelDb: round(levels.noiseDb, 1),
		snrDb: round(levels.snrDb, 1),
		clippedShare: round(clippedShare, 5),
		pitchSpreadSemitones: spread === null ? null : round(spread, 2),
		longestMonotoneMs: longestMs(intonation.monotone),
		monotoneStretches: intonation.monotone
	};
	return report(heard, values, whyNot({ snrDb: levels.snrDb, clippedShare, phrasing, spread }));
}

/** Why nothing can be said at all; null when something can. */
function whyNothing(
	heard: Heard,
	phrasing: Phrasing,
	syllables: number,
	snrDb: number
): string | null {
	const { frames, speech, videoDurationMs, missingMs = 0 } = heard;
	const durationMs = inMs(frames.length);
	if (durationMs === 0) return 'The recording has no sound.';
	const shortMs = missingMs + Math.max(0, (videoDurationMs ?? 0) - durationMs);
	const allowedMs = Math.max(SHORTFALL_MS, SHORTFALL_PART * (videoDurationMs ?? durationMs));
	if (shortMs > allowedMs) {
		const seconds = (shortMs / 1000).toFixed(1);
		return `The microphone missed ${seconds} s of the recording, so pauses and pace would be wrong.`;
	}
	if (totalMs(phrasing.speech) < LEAST_SPEECH_MS) {
		const quiet = overallDb(frames) < QUIET_DB;
		return quiet ? 'The recording is silent.' : 'No voice was found in the sound.';
	}
	// noise that takes the rate away makes speech odd too
	const isNoisy = snrDb < RATE_SNR_DB;
	if (isSpeechLike(frames, speech, syllables, phrasing, isNoisy)) return null;
	return 'The sound is not like speech: it may be music, a tone or noise.';
}
/** A recording below this is silent, in dB below full scale. */
const QUIET_DB = -70;

/** The report of a recording that nothing can be said of, for the reason given. */
export function notMeasured(why: string): PacingReport {
	const nothing = new Float32Array(0);
	const frames: Frames = {
		length: 0,
		power: nothing,
		voicePower: nothing,
		vowelPower: nothing,
		pitchHz: nothing,
		clarity: nothing
	};
	const heard: Heard = {
		frames,
		speech: new Uint8Array(0),
		voiceDb: 0,
		clippedShare: 0,
		detector: 'energy'
	};
	return report(heard, {}, {}, why);
}

/** `values` without those that have a reason; `otherwise` is the reason of all that are not given. */
function report(heard: Heard, values: Values, reasons: Reasons, otherwise?: string): PacingReport {
	const given = MEASURES.map((name) => [name, reasons[name] ? null : (values[name] ?? null)]);
	const missing = given.filter(([, value]) => value === null).map(([name]) => name as Measure);
	const why = missing.map((name) => [name, reasons[name] ?? otherwise ?? 'It was not measured.']);
	return {
		version: PACING_VERSION,
		detector: heard.detector,
		...(heard.detectorNote ? { detectorNote: heard.detectorNote } : {}),
		durationMs: inMs(heard.frames.length),
		...(Object.fromEntries(given) as Omit<PacingReport, 'version' | 'detector' | 'durationMs'>),
		notMeasurable: Object.fromEntries(why) as PacingReport['notMeasurable']
	} as PacingReport;
}

function round(value: number, digits: number): number {
	return Number(value.toFixed(digits));
}

/** What some seconds of the microphone say: how loud the voice and the room are, what is cut off, whether it echoes. */
import { Clipping } from '../pacing/clipping.ts';
import { refineEdges } from '../pacing/edges.ts';
import { Features } from '../pacing/features.ts';
import { FLOOR_DB, quantile, toDb, type Frames } from '../pacing/frames.ts';
import { measureLevels } from '../pacing/level.ts';
import { RATE_HZ, Resampler } from '../pacing/resample.ts';
import { findSpeech, inMs } from '../pacing/voice-activity.ts';
import { findOwnEcho } from './own-echo.ts';

/** Levels in dB below full scale; null where nothing was heard that they could be measured on. */
export interface MicrophoneReading {
	durationMs: number;
	/** How long a voice was heard. */
	speechMs: number;
	speechLevelDb: number | null;
	noiseLevelDb: number | null;
	snrDb: number | null;
	/** Share of the samples that were cut off by too much volume, 0 to 1. */
	clippedShare: number | null;
	/** Delay and strength of the voice's own echo; null when there is none. */
	echoDelayMs: number | null;
	echoStrength: number | null;
}

export const NO_SOUND: MicrophoneReading = {
	durationMs: 0,
	speechMs: 0,
	speechLevelDb: null,
	noiseLevelDb: null,
	snrDb: null,
	clippedShare: null,
	echoDelayMs: null,
	echoStrength: null
};

/** Louder than any microphone: such a sample is a fault of the device. */
const MOST = 4;
/** Less speech than this is a cough, in milliseconds. */
const LEAST_SPEECH_MS = 400;
/** Without a voice the loudest and the quietest parts of the sound stand in for voice and room. */
const LOUD_PART = 0.95;
const QUIET_PART = 0.1;
/** With fewer frames between words (300 ms) the quietest frames of all stand in for the room. */
const LEAST_GAPS = 30;
const QUIETEST_PART = 0.02;
/** Noise of a room varies by less than this over its quietest moments; chosen, not measured. */
const ABOVE_QUIET_DB = 4;

/** Measures one channel of samples from -1 to 1; what is no number counts as silence. */
export function measureSound(samples: Float32Array, rateHz: number): MicrophoneReading {
	if (samples.length === 0 || !(rateHz > 0)) return NO_SOUND;
	const clean = samples.map((sample) =>
		Number.isFinite(sample) ? Math.max(-MOST, Math.min(MOST, sample)) : 0
	);
	const clipping = new Clipping(rateHz, false);
	clipping.push(clean);
	const sound = atAnalysisRate(clean, rateHz);
	const features = new Features();
	features.push(sound);
	const frames = features.end();
	if (frames.length === 0) return NO_SOUND;
	const { speechMs, ...levels } = levelsOf(frames);
	const echo = speechMs >= LEAST_SPEECH_MS ? findOwnEcho(sound, RATE_HZ) : null;
	return {
		durationMs: inMs(frames.length),
		speechMs,
		...levels,
		clippedShare: clipping.share,
		echoDelayMs: echo?.delayMs ?? null,
		echoStrength: echo?.strength ?? null
	};
}

function levelsOf(
	frames: Frames
): Pick<MicrophoneReading, 'speechMs' | 'speechLevelDb' | 'noiseLevelDb' | 'snrDb'> {
	const { speech: found, speechDb } = findSpeech(frames);
	const speech = refineEdges(found, frames, speechDb);
	const speechMs = inMs(speech.reduce((sum, is) => sum + is, 0));
	if (speechMs >= LEAST_SPEECH_MS) {
		const { speechDb: speechLevelDb, noiseDb } = measureLevels(frames, speech);
		const noiseLevelDb = Math.min(noiseDb, steadyNoiseDb(frames, speech));
		return { speechMs, speechLevelDb, noiseLevelDb, snrDb: speechLevelDb - noiseLevelDb };
	}
	const loud = toDb(quantile(frames.power, LOUD_PART));
	const noiseLevelDb = Math.max(FLOOR_DB, toDb(quantile(frames.power, QUIET_PART)));
	return { speechMs: 0, speechLevelDb: null, noiseLevelDb, snrDb: loud - noiseLevelDb };
}

/** No louder than this can the room be: words that are softer than the rest would count as noise otherwise. */
function steadyNoiseDb({ power, length }: Frames, speech: Uint8Array): number {
	const gaps = power.filter((_, at) => speech[at] === 0);
	const [quiet, least] = gaps.length >= LEAST_GAPS ? [gaps, QUIET_PART] : [power, QUIETEST_PART];
	return length === 0 ? FLOOR_DB : toDb(quantile(quiet, least)) + ABOVE_QUIET_DB;
}

function atAnalysisRate(samples: Float32Array, rateHz: number): Float32Array {
	if (rateHz === RATE_HZ) return samples;
	const resampler = new Resampler(rateHz);
	const [most, last] = [resampler.push(samples), resampler.end()];
	const sound = new Float32Array(most.length + last.length);
	sound.set(most);
	sound.set(last, most.length);
	return sound;
}

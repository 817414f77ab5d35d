/**
 * Tells speech from silence by energy: what stands out of a background that may change, and holds a voice. The best on
 * clean sound; `silero.ts` takes over where it is noisy.
 */
import { FLOOR_DB, FRAME_MS, type Frames, quantile, smoothDb, toDb } from './frames.ts';

/** Frames on each side that the level is averaged with: 30 ms in all. */
const SMOOTH = 1;
/** The background is what this part of the frames around lies under. */
const BACKGROUND_PART = 0.1;
/** How far around a frame its background is looked for, in frames: longer than most people speak without a gap. */
const BACKGROUND_REACH = 600;
/** The background is found anew this often, in frames. */
const BACKGROUND_STEP = 50;
/** Speech stands out by this part of the distance to its own level, in dB, */
const STAND_OUT_PART = 0.3;
/** and by this at least, */
const STAND_OUT_DB = 4.5;
/** and a sound this far under the speech level is a breath or the room. */
const DEEPEST_DB = 30;
/** A frame with this clarity is voiced. Harmonics to noise of 0 dB. */
export const VOICED_CLARITY = 0.5;
/** A sound without voice belongs to speech when a voice is this near, in frames: the length of a stop and its burst. */
const VOICE_NEAR = 15;
/** A sound counts as speech with this many voiced frames, in frames. */
const LEAST_VOICED = 4;

export interface Activity {
	/** 1 where speech was found; one value a frame. */
	speech: Uint8Array;
	/** Level of the speech and of the background above 250 Hz, in dB below full scale. */
	speechDb: number;
	noiseDb: number;
}

/** Where there is speech, from the energy of the frames; none at all when no frame is voiced. */
export function findSpeech(frames: Frames): Activity {
	const level = smoothDb(frames.voicePower, SMOOTH);
	const noiseDb = quantile(level, BACKGROUND_PART);
	const speechDb = voiceLevel(frames, level, noiseDb);
	if (speechDb === null) {
		return { speech: new Uint8Array(frames.length), speechDb: FLOOR_DB, noiseDb };
	}
	const threshold = findThreshold(level, noiseDb, speechDb);
	const speech = Uint8Array.from(level, (db, at) => (db > (threshold[at] as number) ? 1 : 0));
	dropVoiceless(speech, frames);
	return { speech, speechDb, noiseDb };
}

/** Mean level of the voiced frames that stand out; null when there are hardly any. */
function voiceLevel(frames: Frames, level: Float32Array, noiseDb: number): number | null {
	let sum = 0;
	let count = 0;
	for (let at = 0; at < frames.length; at++) {
		if ((frames.clarity[at] as number) < VOICED_CLARITY) continue;
		if ((level[at] as number) < noiseDb + STAND_OUT_DB) continue;
		sum += frames.voicePower[at] as number;
		count++;
	}
	return count < LEAST_VOICED ? null : toDb(sum / count);
}

/** The level above which a frame may be speech, for each frame. */
function findThreshold(level: Float32Array, noiseDb: number, speechDb: number): Float32Array {
	const threshold = new Float32Array(level.length);
	for (let from = 0; from < level.length; from += BACKGROUND_STEP) {
		const around = level.subarray(
			Math.max(0, from - BACKGROUND_REACH),
			from + BACKGROUND_STEP + BACKGROUND_REACH
		);
		const background = Math.min(quantile(around, BACKGROUND_PART), (noiseDb + speechDb) / 2);
		const standOut = Math.max(STAND_OUT_DB, STAND_OUT_PART * (speechDb - background));
		const here = Math.max(background + standOut, speechDb - DEEPEST_DB);
		threshold.fill(here, from, from + BACKGROUND_STEP);
	}
	return threshold;
}

/** Takes out sounds that no voice is near to: breaths, clicks, keys, a chair. */
export function dropVoiceless(speech: Uint8Array, frames: Frames): void {
	const runs = runsOf(speech);
	const voiced = runs.map(([from, to]) => countVoiced(frames, from, to) >= LEAST_VOICED);
	runs.forEach(([from, to], at) => {
		if (voiced[at]) return;
		const before = voiced[at - 1] && from - (runs[at - 1]?.[1] ?? 0) <= VOICE_NEAR;
		const after = voiced[at + 1] && (runs[at + 1]?.[0] ?? 0) - to <= VOICE_NEAR;
		if (!before && !after) speech.fill(0, from, to);
	});
}

function countVoiced(frames: Frames, from: number, to: number): number {
	let count = 0;
	for (let at = from; at < to; at++) {
		if ((frames.clarity[at] as number) >= VOICED_CLARITY) count++;
	}
	return count;
}

/** Where the mask is 1, as [from, to) in frames. */
export function runsOf(mask: Uint8Array): [number, number][] {
	const runs: [number, number][] = [];
	for (let at = 0; at < mask.length; at++) {
		if (!mask[at]) continue;
		const from = at;
		while (at < mask.length && mask[at]) at++;
		runs.push([from, at]);
	}
	return runs;
}

/** A number of frames in milliseconds. */
export const inMs = (frames: number) => Math.round(frames * FRAME_MS);

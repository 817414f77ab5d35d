/** Puts the edges of speech where sound begins to stand out of the noise of the pauses: within a frame or two. */
import { type Frames, smoothDb } from './frames.ts';
import { runsOf } from './voice-activity.ts';

/** Frames on each side that the level is averaged with: 30 ms in all. */
const SMOOTH = 1;
/** Speech may begin this many frames earlier, and end later, than the detector said. */
const REACH = 8;
/** Frames this near to speech say nothing about the noise. */
const APART = 15;
/** Fewer frames of noise than this (300 ms) say nothing about it. */
const LEAST_NOISE = 30;
/** What stands out is this many standard deviations of the noise above it, */
const DEVIATIONS = 4;
/** and this by the least, in dB, */
const LEAST_DB = 1.5;
/** and this part of the distance to the speech level by the most, where the noise is restless, */
const MOST_PART = 0.4;
/** and this far under the speech level at the most, in dB: what is quieter is breath or room. */
const DEEPEST_DB = 30;

/**
 * Leaves of `speech`, widened by 80 ms, what stands out of the noise; `speechDb` is the level of the speech. A mask without
 * pauses to learn the noise from is left as it is.
 */
export function refineEdges(speech: Uint8Array, frames: Frames, speechDb: number): Uint8Array {
	const sound = findSound(speech, frames, speechDb);
	if (!sound) return speech;
	const refined = new Uint8Array(speech.length);
	for (const [from, to] of runsOf(speech)) {
		for (let at = Math.max(0, from - REACH); at < Math.min(speech.length, to + REACH); at++) {
			refined[at] = sound[at] as number;
		}
	}
	return refined;
}

/** 1 where one of two bands stands out of the noise; null when there is too little noise to learn from. */
function findSound(speech: Uint8Array, frames: Frames, speechDb: number): Uint8Array | null {
	const quiet = apartFrom(speech);
	if (quiet.length < LEAST_NOISE) return null;
	const [voice, vowel] = [frames.voicePower, frames.vowelPower].map((power) => {
		const level = smoothDb(power, SMOOTH);
		const least = Math.max(standOut(level, quiet, speechDb), speechDb - DEEPEST_DB);
		return level.map((db) => (db > least ? 1 : 0));
	}) as [Float32Array, Float32Array];
	return Uint8Array.from(voice, (heard, at) => (heard || vowel[at] ? 1 : 0));
}

function standOut(level: Float32Array, quiet: readonly number[], speechDb: number): number {
	const values = quiet.map((at) => level[at] as number);
	const mean = values.reduce((sum, db) => sum + db, 0) / values.length;
	const variance = values.reduce((sum, db) => sum + (db - mean) ** 2, 0) / values.length;
	const most = Math.max(LEAST_DB, MOST_PART * (speechDb - mean));
	return mean + Math.min(most, Math.max(LEAST_DB, DEVIATIONS * Math.sqrt(variance)));
}

/** The frames that are well away from speech. */
function apartFrom(speech: Uint8Array): number[] {
	const near = new Uint8Array(speech.length);
	for (const [from, to] of runsOf(speech)) near.fill(1, Math.max(0, from - APART), to + APART);
	return Array.from(near.keys()).filter((at) => !near[at]);
}

/**
 * Counts syllables by the peaks that vowels make in the level between 300 and 2500 Hz.
 * @source N. H. de Jong and T. Wempe, "Praat script to detect syllable nuclei", Behavior Research Methods 41, 2009
 */
import { type Frames, toDb } from './frames.ts';
import { VOICED_CLARITY } from './voice-activity.ts';

/** Weights of a frame's neighbours: a bell with a standard deviation of 10 ms, so that a pitch period leaves no dip. */
const BELL = [-3, -2, -1, 0, 1, 2, 3].map((away) => Math.exp(-(away ** 2) / 2));
const BELL_SUM = BELL.reduce((sum, weight) => sum + weight, 0);
/** The level falls by this between two syllables, in dB. @source de Jong and Wempe 2009, "minimum dip" */
const DIP_DB = 2;
/** A peak this far under the speech level is no syllable, in dB. @source de Jong and Wempe 2009, "silence threshold" */
const QUIETEST_DB = 25;

/** The frames that syllables have their peaks in. `speech` is 1 where somebody speaks, `speechDb` the level of it. */
export function findSyllables(frames: Frames, speech: Uint8Array, speechDb: number): number[] {
	const level = bellDb(frames.vowelPower);
	const least = speechDb - QUIETEST_DB;
	return findPeaks(level, DIP_DB).filter(
		(at) => speech[at] === 1 && (level[at] as number) >= least && isVoiced(frames, at)
	);
}

/** Where `level` is highest between two falls of `dipDb` or more. */
export function findPeaks(level: Float32Array, dipDb: number): number[] {
	const peaks: number[] = [];
	let peak = -1;
	let valley = Infinity;
	for (let at = 0; at < level.length; at++) {
		const here = level[at] as number;
		if (peak < 0) {
			if (here < valley) valley = here;
			else if (here - valley >= dipDb) peak = at;
		} else if (here > (level[peak] as number)) {
			peak = at;
		} else if ((level[peak] as number) - here >= dipDb) {
			peaks.push(peak);
			peak = -1;
			valley = here;
		}
	}
	if (peak >= 0) peaks.push(peak);
	return peaks;
}

function isVoiced({ clarity }: Frames, at: number): boolean {
	return [at - 1, at, at + 1].some((near) => (clarity[near] ?? 0) >= VOICED_CLARITY);
}

function bellDb(power: Float32Array): Float32Array {
	return power.map((_, at) => {
		let sum = 0;
		for (let near = 0; near < BELL.length; near++) {
			sum += (BELL[near] as number) * (power[at + near - 3] ?? 0);
		}
		return toDb(sum / BELL_SUM);
	});
}

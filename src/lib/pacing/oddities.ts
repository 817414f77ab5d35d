/**
 * What speech hardly ever does and music, tools and bells do. Each measure has a value that speech does not reach and one
 * far from it: one far away, or two beyond, is no speech. The values lie outside all of 235 real and synthetic recordings of
 * speech (clean, in noise, hum and echo, through a telephone) and 116 trains of syllables, against 312 of music, noise and
 * tones.
 */
import { type Frames, quantile } from './frames.ts';
import { VOICED_CLARITY } from './voice-activity.ts';

/** Less speech than this, in frames, may look like anything: 5 s. */
const LEAST_FRAMES = 500;
/** A jump of the pitch from one frame to the next, in semitones. */
const JUMP = 1;
/** A pitch that goes on this long is a vowel, in frames. */
const VOWEL = 8;
/** Beats are looked for from 200 ms to 2 s apart, in frames. */
const SHORTEST_BEAT = 20;
const LONGEST_BEAT = 200;
/** Rises from below this are the end of a silence, not louder than other beats, in dB under the loud moments. */
const SILENT_DB = 40;
/** The part of the speech that is its louder part. */
const LOUD_FROM = 0.6;

/** Beyond `odd` counts one, beyond `never` two; two together are no speech. */
interface Limit {
	odd: number;
	never: number;
}
const MOST: Record<string, Limit> = {
	/** Part of the pitch that jumps: up to 0.18 in speech, 0.3 in drums. */
	jumps: { odd: 0.19, never: 0.26 },
	/** Middle half of the pitch, in semitones: up to 9.2 in speech, over 12 where notes of chords change places. */
	pitchRange: { odd: 9.4, never: 12 },
	/** How alike the rises of the level are a beat later: up to 0.22 in talk; a train of even syllables reaches 0.83 too. */
	beat: { odd: 0.25, never: Infinity },
	/** Part of the time in which the level falls: up to 0.62 in speech, more where strings are plucked and drums hit. */
	falling: { odd: 0.63, never: 0.68 }
};
const LEAST: Record<string, Limit> = {
	/** Median clarity of the louder part: 0.79 and more in speech. */
	clarity: { odd: 0.77, never: 0.66 },
	/** Standard deviation of the level in dB: 4 and more in speech. */
	levelMoves: { odd: 3.9, never: 3 },
	/** Standard deviation of the balance between vowel and whole band in dB: 0.55 and more in speech. */
	colourMoves: { odd: 0.53, never: 0.4 },
	/** How long the pitch goes on without a jump, in frames: 13 and more in speech, 12.1 at 50 Hz. */
	run: { odd: 12, never: 9.5 },
	/** Part of the speech in which it goes on as long as a vowel: 0.43 and more. */
	vowels: { odd: 0.42, never: 0.3 },
	/** The quickest rises of the level, in dB a frame: 2.4 and more. */
	rise: { odd: 2.2, never: 0 }
};

/** What was found of the speech before, for every measure. */
export interface Sounded {
	/** The frames with speech. */
	inside: readonly number[];
	/** Level of each frame above 250 Hz, smoothed, in dB. */
	level: Float32Array;
	levelMoves: number;
	colourMoves: number;
}

/** Is it too unlike any speech? Never said of less than 5 s. */
export function isOdd(frames: Frames, sounded: Sounded): boolean {
	const { inside, level, levelMoves, colourMoves } = sounded;
	if (inside.length < LEAST_FRAMES) return false;
	const measures = {
		...followVoice(frames, inside),
		...followLevel(level, inside),
		clarity: clarityOf(frames, sounded),
		levelMoves,
		colourMoves
	};
	return isSung(measures) || pointsOf(measures) >= 2;
}

/**
 * Clearer than any talk, with a beat and a melody (in semitones) that seldom jumps: a voice that sings, or an instrument
 * that is like one. Sung vowels have 0.98, 0.53, 3.3 and 0.1; trains of even syllables that are as clear jump in 0.13.
 */
const SUNG = { clarity: 0.975, beat: 0.5, pitchRange: 3.2, jumps: 0.115 };
const isSung = ({ clarity, beat, pitchRange, jumps }: typeof SUNG) =>
	clarity >= SUNG.clarity &&
	beat >= SUNG.beat &&
	pitchRange >= SUNG.pitchRange &&
	jumps <= SUNG.jumps;

function pointsOf(measures: Record<string, number>): number {
	return Object.entries(measures).reduce((sum, [name, value]) => {
		const [most, least] = [MOST[name], LEAST[name]];
		if (most) return sum + Number(value > most.odd) + Number(value > most.never);
		return least ? sum + Number(value < least.odd) + Number(value < least.never) : sum;
	}, 0);
}

/** How the pitch goes on from frame to frame. */
function followVoice({ pitchHz, clarity }: Frames, inside: readonly number[]) {
	const pitch: number[] = [];
	const runs: number[] = [];
	let [pairs, jumps, run, before] = [0, 0, 0, -2];
	let semitones = 0;
	for (const at of inside) {
		if ((clarity[at] as number) < VOICED_CLARITY) continue;
		const here = 12 * Math.log2((pitchHz[at] as number) / 100);
		const follows = before === at - 1;
		const smooth = follows && Math.abs(here - semitones) < JUMP;
		pairs += Number(follows);
		jumps += Number(follows && !smooth);
		if (!smooth && run > 1) runs.push(run);
		run = smooth ? run + 1 : 1;
		pitch.push(here);
		[before, semitones] = [at, here];
	}
	if (run > 1) runs.push(run);
	const total = runs.reduce((sum, length) => sum + length, 0);
	const vowels = runs.filter((length) => length > VOWEL);
	return {
		jumps: pairs === 0 ? 1 : jumps / pairs,
		pitchRange: quantile(pitch, 0.75) - quantile(pitch, 0.25),
		run: runs.reduce((sum, length) => sum + length ** 2, 0) / (total || 1),
		vowels: vowels.reduce((sum, length) => sum + length, 0) / inside.length
	};
}

/** How the level moves from frame to frame. */
function followLevel(level: Float32Array, inside: readonly number[]) {
	const steps: number[] = [];
	for (let at = 1; at < inside.length; at++) {
		const here = inside[at] as number;
		if (inside[at - 1] !== here - 1) continue;
		steps.push((level[here] as number) - (level[here - 1] as number));
	}
	return {
		falling: steps.filter((step) => step < 0).length / (steps.length || 1),
		rise: quantile(steps, 0.97),
		beat: beatOf(level, inside)
	};
}

/** How much the rises of the level are like those a beat later, 0 to 1, for the beat where they are most alike. */
function beatOf(level: Float32Array, inside: readonly number[]): number {
	const rises = risesOf(level, inside);
	const own = rises.reduce((sum, rise) => sum + rise * rise, 0) || 1;
	let most = 0;
	for (let later = SHORTEST_BEAT; later < LONGEST_BEAT; later++) {
		let sum = 0;
		for (let at = later; at < rises.length; at++) {
			sum += (rises[at] as number) * (rises[at - later] as number);
		}
		most = Math.max(most, sum / own);
	}
	return most;
}

/** The rises of the level over 50 ms, their mean taken off. */
function risesOf(level: Float32Array, inside: readonly number[]): Float32Array {
	const loud = quantile(
		inside.map((at) => level[at] as number),
		LOUD_FROM
	);
	const heard = level.map((db) => Math.max(db, loud - SILENT_DB));
	const rise = heard.map((db, at) => Math.max(0, db - (heard[at - 1] ?? db)));
	const wide = rise.map((_, at) => {
		let sum = 0;
		for (let near = at - 2; near <= at + 2; near++) sum += rise[near] ?? 0;
		return sum / 5;
	});
	const mean = wide.reduce((sum, one) => sum + one, 0) / wide.length;
	return wide.map((one) => one - mean);
}

function clarityOf({ clarity }: Frames, { inside, level }: Sounded): number {
	const levels = inside.map((at) => level[at] as number);
	const loud = quantile(levels, LOUD_FROM);
	return quantile(
		inside.filter((at) => (level[at] as number) > loud).map((at) => clarity[at] as number),
		0.5
	);
}

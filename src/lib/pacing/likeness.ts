/**
 * Is it speech at all? Music, tones and noise get past an energy detector, and no rate may be made of them. Speech moves in
 * three ways that they rarely share: in level (syllables), in colour (vowels and consonants) and in pitch (no steps). Two must
 * be there, and some change of colour always: a violin or a dog moves in level and pitch alone. What passes must be free of
 * what speech hardly ever does (`oddities.ts`). Thresholds are from tests/bench/pacing.bench.ts and analyser.test.ts: real,
 * synthetic and flattened speech against tones, chords, arpeggios and noise.
 */
import { type Frames, quantile, smoothDb } from './frames.ts';
import { isOdd } from './oddities.ts';
import type { Phrasing } from './pauses.ts';
import { VOICED_CLARITY } from './voice-activity.ts';

/** Standard deviation of the level in dB: 5.1 and more in speech, 4.6 and less in music. */
const LEVEL_MOVES_DB = 4.8;
/** Standard deviation of the balance between vowel and whole band in dB: 0.9 and more against 0.7 and less. */
const COLOUR_MOVES_DB = 0.8;
/** Speech never has less, through a telephone's band and noise 0.55 and more: a bowed string has 0.51, an animal's call 0.17. */
const LEAST_COLOUR_DB = 0.53;
/** Median change of pitch from frame to frame in semitones: 0.05 and more against 0.01 and less; 0 in a flattened voice. */
const PITCH_MOVES = 0.02;
/** A pitch that stands still changes by less than this in a frame, in semitones. */
const STILL = 0.03;
/** Notes: the pitch stands still this part of the time, and yet is spread over a second or more (in semitones). */
const STILL_PART = 0.6;
const NOTES_SPREAD = 1;
/** Speech is voiced this part of the time. */
const LEAST_VOICED = 0.3;
/** Syllables a second of speech. @source "speech" between the slowest and fastest of tests/bench, with room on both sides */
const FEWEST_SYLLABLES = 0.8;
const MOST_SYLLABLES = 11;

/** @param isNoisy not even a rate will be made of it: then it need not be told from every kind of music */
export function isSpeechLike(
	frames: Frames,
	speech: Uint8Array,
	syllables: number,
	phrasing: Phrasing,
	isNoisy = false
): boolean {
	const spoken = phrasing.speech.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
	const rate = syllables / (spoken / 1000);
	if (!(rate >= FEWEST_SYLLABLES && rate <= MOST_SYLLABLES)) return false;
	const inside = Array.from(speech.keys()).filter((at) => speech[at]);
	const voiced = inside.filter((at) => (frames.clarity[at] as number) >= VOICED_CLARITY);
	if (voiced.length < LEAST_VOICED * inside.length) return false;
	const changes = pitchChanges(frames, voiced);
	if (areNotes(changes, voiced, frames)) return false;
	const whole = smoothDb(frames.voicePower, 1);
	const vowel = smoothDb(frames.vowelPower, 1);
	const colour = deviation(inside.map((at) => (vowel[at] as number) - (whole[at] as number)));
	if (colour < LEAST_COLOUR_DB) return false;
	const levelMoves = deviation(inside.map((at) => whole[at] as number));
	const moves = [
		levelMoves >= LEVEL_MOVES_DB,
		colour >= COLOUR_MOVES_DB,
		quantile(changes, 0.5) >= PITCH_MOVES
	];
	if (moves.filter(Boolean).length < 2) return false;
	return isNoisy || !isOdd(frames, { inside, level: whole, levelMoves, colourMoves: colour });
}

/** How much the pitch changes from frame to frame, in semitones, jumps left out. */
function pitchChanges({ pitchHz, clarity }: Frames, voiced: readonly number[]): number[] {
	return voiced
		.filter((at) => (clarity[at - 1] ?? 0) >= VOICED_CLARITY)
		.map((at) => Math.abs(12 * Math.log2((pitchHz[at] as number) / (pitchHz[at - 1] as number))))
		.filter((change) => change < 2);
}

function areNotes(changes: readonly number[], voiced: readonly number[], frames: Frames): boolean {
	const still = changes.filter((change) => change < STILL).length;
	if (still < STILL_PART * changes.length) return false;
	const pitch = voiced.map((at) => 12 * Math.log2(frames.pitchHz[at] as number));
	return quantile(pitch, 0.75) - quantile(pitch, 0.25) > NOTES_SPREAD;
}

function deviation(values: readonly number[]): number {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

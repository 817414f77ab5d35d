/** How fast somebody speaks: counted in syllables, told in words as an estimate. */
import { type Phrasing, totalMs } from './pauses.ts';

/** Syllables in an English word. @source design/pacing: words per minute = syllables a second x 60 / 1.49 */
export const SYLLABLES_PER_WORD = 1.49;
/**
 * The range around the estimate: a word of connected English has 1.38 to 1.6 syllables (the clips of tests/bench), which is
 * 8 % either way, and the count of syllables is off by about as much.
 */
const EITHER_WAY = 0.12;
/**
 * Slow, careful speech is counted up to 27 % too fast: words are broken up, and each piece has a peak. So the low end goes
 * down by as much more where few syllables a second were counted, more and more between the two rates.
 * @source design/pacing: +27 % on slow, carefully read second-language speech
 */
const SLOW_EXTRA = 0.12;
const SLOW_RATE = { all: 3.4, none: 4.2 };

export interface Rates {
	syllables: number;
	/** Syllables a second, pauses included. */
	speechRate: number;
	/** Syllables a second, pauses left out. */
	articulationRate: number;
	wordsPerMinute: { low: number; high: number };
}

export function estimateRates(syllables: number, { speech }: Phrasing): Rates {
	const spanMs = (speech.at(-1)?.endMs ?? 0) - (speech[0]?.startMs ?? 0);
	const speechRate = (1000 * syllables) / spanMs;
	const wordsPerMinute = (speechRate * 60) / SYLLABLES_PER_WORD;
	return {
		syllables,
		speechRate: Number(speechRate.toFixed(2)),
		articulationRate: Number(((1000 * syllables) / totalMs(speech)).toFixed(2)),
		wordsPerMinute: {
			low: Math.round(wordsPerMinute * (1 - EITHER_WAY - slowExtra(speechRate))),
			high: Math.round(wordsPerMinute * (1 + EITHER_WAY))
		}
	};
}

/** By how much further down the range goes, as a share. */
function slowExtra(speechRate: number): number {
	const part = (SLOW_RATE.none - speechRate) / (SLOW_RATE.none - SLOW_RATE.all);
	return SLOW_EXTRA * Math.max(0, Math.min(1, part));
}

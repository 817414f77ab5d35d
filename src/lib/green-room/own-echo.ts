/** Finds a voice's own echo in a recording: a copy of all of it that comes later, from a wall or from loudspeakers. */
import { padded, transform, transformBack } from './fourier.ts';

export interface OwnEcho {
	delayMs: number;
	/** Height of the peak in the cepstrum: about half the echo's loudness beside the voice. */
	strength: number;
}

/** Earlier copies are the room that everybody sits in; later ones are words said twice. Milliseconds. */
const DELAY_MS = { least: 50, most: 600 };
/**
 * Measured over 98 stretches of 5 s (read English, computer voices, music): at most 0.038 in speech without an echo but
 * once (0.110: a computer voice said the same sound twice, in one half only), 0.063 in music; with an echo of 0.3 of the
 * voice's loudness 0.056 and more in 95 of 100, of half of it 0.09.
 */
const LEAST = 0.055;
/** A copy is there all along: in each half too. */
const LEAST_IN_HALF = 0.03;
/** Periods of voices from 400 down to 50 Hz, in milliseconds. */
const PITCH_MS = { shortest: 2.5, longest: 20 };
/** Share of a peak's height; chosen. */
const ALIKE = 0.75;
/** Quieter parts of the spectrum say nothing, as a share of the mean power. */
const FLOOR = 1e-3;

/**
 * The loudest echo; null when there is none.
 * @param samples one channel @param rateHz of the samples
 * @source cepstrum for echoes: Bogert, Healy and Tukey 1963
 */
export function findOwnEcho(samples: Float32Array, rateHz: number): OwnEcho | null {
	const whole = cepstrumOf(samples);
	const least = Math.round((DELAY_MS.least / 1000) * rateHz);
	const most = Math.min(Math.round((DELAY_MS.most / 1000) * rateHz), samples.length / 4);
	let best = least;
	for (let at = least; at < most; at++) {
		if ((whole[at] ?? 0) > (whole[best] ?? 0)) best = at;
	}
	const strength = whole[best] ?? 0;
	if (most <= least || !(strength >= LEAST)) return null;
	if (isOfPitch(whole, best, rateHz)) return null;
	const middle = samples.length >> 1;
	const halves = [samples.subarray(0, middle), samples.subarray(middle)];
	const isInBoth = halves.every((half) => {
		const cepstrum = cepstrumOf(half);
		return Math.max(...cepstrum.subarray(best - 1, best + 2)) >= LEAST_IN_HALF;
	});
	return isInBoth ? { delayMs: Math.round((best / rateHz) * 1000), strength } : null;
}

/**
 * A steady pitch comes again after each of its periods and all their multiples: then one period before and behind there is
 * nearly as high a peak. An echo stands alone.
 */
function isOfPitch(cepstrum: Float64Array, delay: number, rateHz: number): boolean {
	const highest = (from: number, to: number) => {
		let best = Math.round(from);
		for (let at = best; at <= to; at++) if ((cepstrum[at] ?? 0) > (cepstrum[best] ?? 0)) best = at;
		return best;
	};
	const period = highest((PITCH_MS.shortest / 1000) * rateHz, (PITCH_MS.longest / 1000) * rateHz);
	return [delay - period, delay + period].some(
		(at) => (cepstrum[highest(at - 3, at + 3)] ?? 0) >= ALIKE * (cepstrum[delay] ?? 0)
	);
}

/** How much of the sound comes again after so many samples. */
function cepstrumOf(samples: Float32Array): Float64Array {
	const sound = padded(samples, 2 * samples.length);
	transform(sound);
	const { re, im } = sound;
	let mean = 0;
	for (let at = 0; at < re.length; at++) {
		re[at] = (re[at] as number) ** 2 + (im[at] as number) ** 2;
		mean += (re[at] as number) / re.length;
	}
	if (!(mean > 0)) return new Float64Array(re.length);
	for (let at = 0; at < re.length; at++) {
		re[at] = Math.log((re[at] as number) + FLOOR * mean);
		im[at] = 0;
	}
	transformBack(sound);
	return re;
}

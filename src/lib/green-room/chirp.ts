/** A short known sound, and how to find it again in what the microphone heard. */
import { padded, transform, transformBack } from './fourier.ts';

/** Rises from one pitch to the other: what laptop speakers play and telephones carry. */
export const CHIRP = { fromHz: 600, toHz: 3800, lengthMs: 400 };
/** A quarter of full scale: heard, and not startling. */
const LOUDNESS = 0.25;
/** It begins and ends softly, so that nothing clicks. */
const EDGE_MS = 20;

/** Samples from -1 to 1. */
export function makeChirp(rateHz: number): Float32Array<ArrayBuffer> {
	const lengthS = CHIRP.lengthMs / 1000;
	const rise = Math.log(CHIRP.toHz / CHIRP.fromHz);
	return Float32Array.from({ length: Math.round(lengthS * rateHz) }, (_, at) => {
		const atS = at / rateHz;
		const phase = ((CHIRP.fromHz * lengthS) / rise) * (Math.exp((atS / lengthS) * rise) - 1);
		const edge = Math.min(1, atS / (EDGE_MS / 1000), (lengthS - atS) / (EDGE_MS / 1000));
		return LOUDNESS * edge * Math.sin(2 * Math.PI * phase);
	});
}

/** What the microphone heard of the chirp. */
export interface EchoReading {
	/** From the moment it was played until it was heard; null when it was not heard. */
	delayMs: number | null;
	/** Level at the microphone over the level that was played, in dB; null when it was not heard. */
	levelDb: number | null;
	/** How far the best place stands out from all others, in their standard deviations. */
	standOut: number;
}

export const NOT_HEARD: EchoReading = { delayMs: null, levelDb: null, standOut: 0 };

/** Noise alone reaches 4 to 6 over as many places; chosen above it. */
const LEAST_STAND_OUT = 10;

/**
 * Looks for the chirp by cross-correlation.
 * @param heard one channel from the moment the chirp was played on @param rateHz of the samples
 */
export function findChirp(heard: Float32Array, rateHz: number): EchoReading {
	if (!(rateHz >= 2 * CHIRP.toHz)) return NOT_HEARD;
	const chirp = makeChirp(rateHz);
	if (heard.length < chirp.length) return NOT_HEARD;
	const clean = heard.map((sample) => (Number.isFinite(sample) ? sample : 0));
	const sound = padded(clean, heard.length + chirp.length);
	const known = padded(chirp, heard.length + chirp.length);
	transform(sound);
	transform(known);
	multiplyByConjugate(sound, known);
	transformBack(sound);
	const fits = sound.re.subarray(0, heard.length - chirp.length + 1);
	let [best, squares] = [0, 0];
	for (let at = 0; at < fits.length; at++) {
		squares += (fits[at] as number) ** 2;
		if (Math.abs(fits[at] as number) > Math.abs(fits[best] as number)) best = at;
	}
	const peak = Math.abs(fits[best] as number);
	const standOut = squares > 0 ? peak / Math.sqrt(squares / fits.length) : 0;
	if (standOut < LEAST_STAND_OUT) return { ...NOT_HEARD, standOut };
	const energy = chirp.reduce((sum, sample) => sum + sample * sample, 0);
	return {
		delayMs: Math.round((best / rateHz) * 1000),
		levelDb: 20 * Math.log10(peak / energy),
		standOut
	};
}

function multiplyByConjugate(a: ReturnType<typeof padded>, b: ReturnType<typeof padded>): void {
	for (let at = 0; at < a.re.length; at++) {
		const [x, y] = [a.re[at] as number, a.im[at] as number];
		const [u, v] = [b.re[at] as number, b.im[at] as number];
		a.re[at] = x * u + y * v;
		a.im[at] = y * u - x * v;
	}
}

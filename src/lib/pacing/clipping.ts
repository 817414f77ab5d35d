/**
 * How much of the sound was cut off because it was too loud. Counted on the samples as they come, before anything smooths
 * them: near full scale, piled up at the loudest value there is (cut off first, then made quieter), or cut off and then
 * sunk, or blurred by a codec (`flat-tops.ts`).
 */
import { FlatTops } from './flat-tops.ts';

/** Loudness is counted in this many steps from 0 to `TOP`. */
const STEPS = 2048;
/** A decoder may go a little over full scale. */
const TOP = 1.28;
/** Full scale, less what a codec takes off. */
const FULL_SCALE = 0.985;
/** This part of the loudest value and above counts as piled up. */
const PILE_PART = 0.985;
/** A smaller pile is only the loudest moment, as a share of the samples that are not silent. */
const LEAST_PILE = 5e-4;
/** A pile lower than this is no speech at all. */
const LEAST_PEAK = 0.05;
/** Quieter samples are silence. */
const SILENT = 0.001;

/** A channel this far under the loudest one, in power, is not used: 20 dB. */
const USED_PART = 0.01;

/** Of the channels that hold sound, the share of the worst, 0 to 1: an unused one may stand still anywhere. */
export function worstClipping(channels: readonly Clipping[]): number {
	const loudest = Math.max(0, ...channels.map(({ power }) => power));
	const used = channels.filter(({ power }) => power > 0 && power >= USED_PART * loudest);
	return Math.max(0, ...used.map(({ share }) => share));
}

export class Clipping {
	readonly #counts = new Float64Array(STEPS + 1);
	readonly #flatTops: FlatTops;
	readonly #isBehindCodec: boolean;
	#samples = 0;
	#loud = 0;

	/**
	 * @param rateHz of the samples
	 * @param isBehindCodec a codec has blurred what was cut off, so that only the sound's proportions tell of it; samples
	 * straight from a microphone show their flat tops and need no such guess
	 */
	constructor(rateHz: number, isBehindCodec = true) {
		this.#flatTops = new FlatTops(rateHz);
		this.#isBehindCodec = isBehindCodec;
	}

	push(samples: Float32Array): void {
		this.#flatTops.push(samples);
		for (let at = 0; at < samples.length; at++) {
			const size = Math.abs(samples[at] as number);
			if (size >= SILENT) this.#loud++;
			const step = Math.min(STEPS, Math.floor((size / TOP) * STEPS));
			this.#counts[step] = (this.#counts[step] as number) + 1;
		}
		this.#samples += samples.length;
	}

	/** Of all samples, 0 to 1. */
	get share(): number {
		if (this.#samples === 0) return 0;
		const full = this.#countFrom(FULL_SCALE);
		const peak = this.#peak();
		const pile = peak < LEAST_PEAK ? 0 : this.#countFrom(PILE_PART * peak);
		const counted = Math.max(full, pile >= LEAST_PILE * this.#loud ? pile : 0) / this.#samples;
		const { share, blurredShare } = this.#flatTops;
		const found =
			(Math.max(share, this.#isBehindCodec ? blurredShare : 0) * this.#loud) / this.#samples;
		return Math.min(1, Math.max(counted, found));
	}

	/** Sum of the squares, a constant taken off. */
	get power(): number {
		return this.#flatTops.power;
	}

	#peak(): number {
		let step = STEPS;
		while (step > 0 && this.#counts[step] === 0) step--;
		return (step * TOP) / STEPS;
	}

	#countFrom(size: number): number {
		let count = 0;
		for (let step = Math.floor((size / TOP) * STEPS); step <= STEPS; step++) {
			count += this.#counts[step] as number;
		}
		return count;
	}
}

/**
 * Makes one channel of several. A channel that is the other turned over (a plug wired the wrong way) is turned back, one
 * that hears nothing is left out.
 */

/** Likeness of two channels is judged over about this long, in seconds. */
const MEMORY_S = 0.1;
/** A channel is turned over when it is this unlike the first, and turned back when it is as like, -1 to 1. */
const UNLIKE = 0.5;
/** Quieter changes from sample to sample say nothing, as power. */
const AUDIBLE = 1e-10;
/** A channel this far under the loudest one, in power, hears nothing: 20 dB. */
const USED_PART = 0.01;

/** What is known of a channel beside the first: its own power and its product with the first one's. */
interface Beside {
	sign: number;
	before: number;
	power: number;
	product: number;
	/** All that it changed so far, as the sum of squares. */
	moved: number;
}

export class Mixer {
	readonly #gain: number;
	readonly #beside: Beside[] = [];
	#before = NaN;
	#power = 0;
	#moved = 0;

	constructor(rateHz: number) {
		this.#gain = 1 / (MEMORY_S * rateHz);
	}

	/** The mean of the channels; the shortest says how long the chunk is. */
	push(channels: readonly Float32Array[]): Float32Array {
		const [first, ...others] = channels;
		if (!first || others.length === 0) return first ?? new Float32Array(0);
		const mixed = new Float32Array(Math.min(...channels.map((channel) => channel.length)));
		for (let at = 0; at < mixed.length; at++) {
			const main = first[at] as number;
			// changes, so that a constant voltage is no likeness
			const change = Number.isNaN(this.#before) ? 0 : main - this.#before;
			this.#power += this.#gain * (change * change - this.#power);
			this.#moved += change * change;
			let most = this.#moved;
			for (let other = 0; other < others.length; other++) {
				const beside = this.#follow(other, (others[other] as Float32Array)[at] as number, change);
				if (beside.moved > most) most = beside.moved;
			}
			mixed[at] = this.#mean(main, USED_PART * most);
			this.#before = main;
		}
		return mixed;
	}

	/** The mean of the channels that moved at least this much. */
	#mean(main: number, least: number): number {
		const isUsed = this.#moved >= least;
		let sum = isUsed ? main : 0;
		let used = Number(isUsed);
		for (const beside of this.#beside) {
			if (beside.moved < least) continue;
			sum += beside.sign * beside.before;
			used++;
		}
		return sum / used;
	}

	#follow(other: number, sample: number, mainChange: number): Beside {
		const beside = (this.#beside[other] ??= {
			sign: 1,
			before: sample,
			power: 0,
			product: 0,
			moved: 0
		});
		const change = sample - beside.before;
		beside.before = sample;
		beside.moved += change * change;
		beside.power += this.#gain * (change * change - beside.power);
		beside.product += this.#gain * (change * mainChange - beside.product);
		const both = Math.sqrt(beside.power * this.#power);
		if (both > AUDIBLE && Math.abs(beside.product) > UNLIKE * both) {
			beside.sign = Math.sign(beside.product);
		}
		return beside;
	}
}

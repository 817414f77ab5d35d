/** Makes one channel of several. A channel that is the other turned over (a plug wired the wrong way) is turned back. */

/** Likeness of two channels is judged over about this long, in seconds. */
const MEMORY_S = 0.1;
/** A channel is turned over when it is this unlike the first, and turned back when it is as like, -1 to 1. */
const UNLIKE = 0.5;
/** Quieter changes from sample to sample say nothing, as power. */
const AUDIBLE = 1e-10;

/** What is known of a channel beside the first: its own power and its product with the first one's. */
interface Beside {
	sign: number;
	before: number;
	power: number;
	product: number;
}

export class Mixer {
	readonly #gain: number;
	readonly #beside: Beside[] = [];
	#before = 0;
	#power = 0;

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
			const change = main - this.#before;
			this.#power += this.#gain * (change * change - this.#power);
			let sum = main;
			for (let other = 0; other < others.length; other++) {
				sum += this.#turned(other, (others[other] as Float32Array)[at] as number, change);
			}
			mixed[at] = sum / channels.length;
			this.#before = main;
		}
		return mixed;
	}

	#turned(other: number, sample: number, mainChange: number): number {
		const beside = (this.#beside[other] ??= { sign: 1, before: 0, power: 0, product: 0 });
		const change = sample - beside.before;
		beside.before = sample;
		beside.power += this.#gain * (change * change - beside.power);
		beside.product += this.#gain * (change * mainChange - beside.product);
		const both = Math.sqrt(beside.power * this.#power);
		if (both > AUDIBLE && Math.abs(beside.product) > UNLIKE * both) {
			beside.sign = Math.sign(beside.product);
		}
		return beside.sign * sample;
	}
}

/**
 * Brings sound of any rate to 16 kHz with a windowed sinc. Every output sample depends only on its place in the stream, so
 * the size of the chunks makes no difference.
 */

/** The rate that everything is measured at, in hertz. */
export const RATE_HZ = 16_000;
/** Zero crossings of the sinc on each side: what folds lies above 7 kHz, where speech has little. */
const CROSSINGS = 8;
/** The part of the band that is kept, so that the filter can close before it folds. */
const PASS = 0.92;
/** Rates with more phases than this use the nearest one. */
const MOST_PHASES = 512;

export class Resampler {
	readonly #step: number;
	readonly #phases: Float64Array[];
	readonly #reach: number;
	#kept = new Float32Array(0);
	/** Place of `#kept[0]` in the whole stream. */
	#keptFrom: number;
	#given = 0;
	#last = 0;
	#made = 0;

	/** @param rateHz of the sound given. @throws {RangeError} when it is no rate of a microphone (3 to 768 kHz). */
	constructor(readonly rateHz: number) {
		if (!(rateHz >= 3000 && rateHz <= 768_000)) {
			throw new RangeError(`${rateHz} Hz is no sample rate of a microphone`);
		}
		this.#step = rateHz / RATE_HZ;
		const stretch = Math.max(1, this.#step);
		// even, so that the taps come in fours
		this.#reach = 2 * Math.ceil((CROSSINGS * stretch) / 2);
		this.#keptFrom = -this.#reach;
		this.#kept = new Float32Array(this.#reach);
		const phases = Math.min(MOST_PHASES, RATE_HZ / greatestDivisor(Math.round(rateHz), RATE_HZ));
		this.#phases = Array.from({ length: phases }, (_, at) =>
			makeTaps(at / phases, this.#reach, stretch)
		);
	}

	/** The samples at 16 kHz that can be made now. */
	push(samples: Float32Array): Float32Array {
		if (this.rateHz === RATE_HZ) return samples;
		const [first] = samples;
		if (first === undefined) return new Float32Array(0);
		// what is before the first sample is like it: a constant voltage is no bang
		if (this.#given === 0) this.#kept.fill(first);
		this.#given += samples.length;
		this.#last = samples[samples.length - 1] as number;
		this.#keep(samples);
		// one sample late: a phase that is rounded up looks one further
		return this.#make(this.#given - this.#reach - 1);
	}

	/** The last samples, as if the last one went on. */
	end(): Float32Array {
		if (this.rateHz === RATE_HZ) return new Float32Array(0);
		this.#keep(new Float32Array(this.#reach + 1).fill(this.#last));
		return this.#make(this.#given);
	}

	/** Makes what lies before `end`, a place in the stream given. */
	#make(end: number): Float32Array {
		const last = Math.ceil(end / this.#step);
		const out = new Float32Array(Math.max(0, last - this.#made));
		for (let at = 0; at < out.length; at++)
			out[at] = this.#sampleAt((this.#made + at) * this.#step);
		this.#made += out.length;
		this.#forget();
		return out;
	}

	#sampleAt(place: number): number {
		const phase = Math.round((place - Math.floor(place)) * this.#phases.length);
		const whole = Math.floor(place) + Math.floor(phase / this.#phases.length);
		const taps = this.#phases[phase % this.#phases.length] as Float64Array;
		return weigh(taps, this.#kept, whole - this.#reach + 1 - this.#keptFrom);
	}

	#keep(samples: Float32Array): void {
		const joined = new Float32Array(this.#kept.length + samples.length);
		joined.set(this.#kept);
		joined.set(samples, this.#kept.length);
		this.#kept = joined;
	}

	#forget(): void {
		const needed = Math.floor(this.#made * this.#step) - this.#reach - 1;
		const drop = Math.max(0, Math.min(this.#kept.length, needed - this.#keptFrom));
		this.#kept = this.#kept.slice(drop);
		this.#keptFrom += drop;
	}
}

/** Four sums side by side: a processor need not wait for one addition to begin the next. `taps` come in fours. */
function weigh(taps: Float64Array, sound: Float32Array, from: number): number {
	let [a, b, c, d] = [0, 0, 0, 0];
	for (let at = 0; at < taps.length; at += 4) {
		const place = from + at;
		a += (taps[at] as number) * (sound[place] as number);
		b += (taps[at + 1] as number) * (sound[place + 1] as number);
		c += (taps[at + 2] as number) * (sound[place + 2] as number);
		d += (taps[at + 3] as number) * (sound[place + 3] as number);
	}
	return a + b + (c + d);
}

/** Taps for a sample that lies `phase` (0 to 1) behind an input sample; they sum to 1. */
function makeTaps(phase: number, reach: number, stretch: number): Float64Array {
	const taps = Float64Array.from({ length: 2 * reach }, (_, at) => {
		const away = (at - reach + 1 - phase) / stretch;
		return sinc(away * PASS) * window(away / CROSSINGS);
	});
	const sum = taps.reduce((total, tap) => total + tap, 0);
	return taps.map((tap) => tap / sum);
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
/** Blackman's window over -1 to 1. */
const window = (x: number) =>
	Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);

function greatestDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestDivisor(b, a % b);
}

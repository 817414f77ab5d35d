/** Second-order filters that keep their state from chunk to chunk. @source R. Bristow-Johnson, Audio EQ Cookbook */

/** Coefficients of one section, for the form y = b0 x + b1 x1 + b2 x2 - a1 y1 - a2 y2. */
interface Section {
	b0: number;
	b1: number;
	b2: number;
	a1: number;
	a2: number;
}

/** Quality factors of the two sections of a fourth-order Butterworth filter. */
const BUTTERWORTH_4 = [0.5412, 1.3066];

function lowPass(cornerHz: number, rateHz: number, q: number): Section {
	const { cos, alpha, norm } = shape(cornerHz, rateHz, q);
	const b0 = (1 - cos) / 2 / norm;
	return { b0, b1: 2 * b0, b2: b0, a1: (-2 * cos) / norm, a2: (1 - alpha) / norm };
}

function highPass(cornerHz: number, rateHz: number, q: number): Section {
	const { cos, alpha, norm } = shape(cornerHz, rateHz, q);
	const b0 = (1 + cos) / 2 / norm;
	return { b0, b1: -2 * b0, b2: b0, a1: (-2 * cos) / norm, a2: (1 - alpha) / norm };
}

function shape(cornerHz: number, rateHz: number, q: number) {
	const angle = (2 * Math.PI * cornerHz) / rateHz;
	const alpha = Math.sin(angle) / (2 * q);
	return { cos: Math.cos(angle), alpha, norm: 1 + alpha };
}

/** A chain of sections; `push` takes one sample and gives one. */
export class Filter {
	/** Five numbers a section, as in `Section`. */
	readonly #weights: Float64Array;
	/** Two numbers a section. */
	readonly #state: Float64Array;

	constructor(sections: Section[]) {
		this.#weights = Float64Array.from(
			sections.flatMap(({ b0, b1, b2, a1, a2 }) => [b0, b1, b2, a1, a2])
		);
		this.#state = new Float64Array(2 * sections.length);
	}

	push(sample: number): number {
		return run(this.#weights, this.#state, sample);
	}
}

/** Flat numbers instead of objects: this runs two hundred thousand times for a second of sound. */
function run(weights: Float64Array, state: Float64Array, sample: number): number {
	let x = sample;
	for (let at = 0, from = 0; at < state.length; at += 2, from += 5) {
		const y = (weights[from] as number) * x + (state[at] as number);
		state[at] =
			(weights[from + 1] as number) * x -
			(weights[from + 3] as number) * y +
			(state[at + 1] as number);
		state[at + 1] = (weights[from + 2] as number) * x - (weights[from + 4] as number) * y;
		x = y;
	}
	return x;
}

/** Lets through what lies between two corners in hertz; 24 dB an octave on each side. */
export function bandPass(lowHz: number, highHz: number, rateHz: number): Filter {
	const sections = BUTTERWORTH_4.map((q) => highPass(lowHz, rateHz, q));
	return new Filter([...sections, ...BUTTERWORTH_4.map((q) => lowPass(highHz, rateHz, q))]);
}

/** Lets through what lies above a corner in hertz; 12 dB an octave. */
export function above(cornerHz: number, rateHz: number): Filter {
	return new Filter([highPass(cornerHz, rateHz, Math.SQRT1_2)]);
}

/** Lets through what lies above a corner in hertz; 24 dB an octave. */
export function steeplyAbove(cornerHz: number, rateHz: number): Filter {
	return new Filter(BUTTERWORTH_4.map((q) => highPass(cornerHz, rateHz, q)));
}

/** Lets through what lies below a corner in hertz; 24 dB an octave. */
export function steeplyBelow(cornerHz: number, rateHz: number): Filter {
	return new Filter(BUTTERWORTH_4.map((q) => lowPass(cornerHz, rateHz, q)));
}

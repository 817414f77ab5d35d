/** The fast Fourier transform, for finding a known sound, or a sound's own echo, in a recording. */

/** A signal or its spectrum: real and imaginary parts of equal length, a power of two. */
export interface Complex {
	re: Float64Array;
	im: Float64Array;
}

/** The samples with silence behind them, up to a power of two that is at least `length`. */
export function padded(samples: ArrayLike<number>, length: number): Complex {
	let size = 1;
	while (size < length) size *= 2;
	const re = new Float64Array(size);
	for (let at = 0; at < Math.min(samples.length, size); at++) re[at] = samples[at] as number;
	return { re, im: new Float64Array(size) };
}

/** In place. @source Cooley and Tukey 1965, radix two */
export function transform({ re, im }: Complex): void {
	reorder(re);
	reorder(im);
	for (let half = 1; half < re.length; half *= 2) {
		for (let turn = 0; turn < half; turn++) {
			const [cos, sin] = [Math.cos((Math.PI * turn) / half), -Math.sin((Math.PI * turn) / half)];
			for (let at = turn; at < re.length; at += 2 * half) {
				const [a, b] = [re[at + half] as number, im[at + half] as number];
				const [x, y] = [a * cos - b * sin, a * sin + b * cos];
				re[at + half] = (re[at] as number) - x;
				im[at + half] = (im[at] as number) - y;
				re[at] = (re[at] as number) + x;
				im[at] = (im[at] as number) + y;
			}
		}
	}
}

/** The transform's way back, in place. */
export function transformBack(spectrum: Complex): void {
	transform({ re: spectrum.im, im: spectrum.re });
	for (const part of [spectrum.re, spectrum.im]) {
		for (let at = 0; at < part.length; at++) part[at] = (part[at] as number) / part.length;
	}
}

function reorder(values: Float64Array): void {
	for (let at = 1, other = 0; at < values.length; at++) {
		let bit = values.length >> 1;
		for (; other & bit; bit >>= 1) other ^= bit;
		other ^= bit;
		if (at < other) {
			const kept = values[at] as number;
			values[at] = values[other] as number;
			values[other] = kept;
		}
	}
}

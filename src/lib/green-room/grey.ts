/** A picture without its colours, which is all that most verdicts on it need. */

/** Brightness from 0 to 255, row by row from the top left. */
export interface Grey {
	values: Float32Array;
	width: number;
	height: number;
}

/**
 * The brightness of RGBA pixels; null when there are fewer than the size asks for, or none.
 * @source weights: ITU-R BT.601
 */
export function greyOf(pixels: ArrayLike<number>, width: number, height: number): Grey | null {
	const count = width * height;
	if (!(count > 0) || !Number.isInteger(count) || pixels.length < count * 4) return null;
	const values = new Float32Array(count);
	for (let at = 0; at < count; at++) {
		const from = at * 4;
		values[at] =
			0.299 * (pixels[from] ?? 0) +
			0.587 * (pixels[from + 1] ?? 0) +
			0.114 * (pixels[from + 2] ?? 0);
	}
	return { values, width, height };
}

/** The same picture `by` times smaller on each side; a cell is the mean of its pixels. */
export function smaller({ values, width, height }: Grey, by: number): Grey {
	const across = Math.max(1, Math.floor(width / by));
	const down = Math.max(1, Math.floor(height / by));
	const cells = new Float32Array(across * down);
	const size = Math.max(1, Math.min(by, width, height));
	for (let row = 0; row < down; row++) {
		for (let column = 0; column < across; column++) {
			let sum = 0;
			for (let y = row * size; y < (row + 1) * size; y++) {
				for (let x = column * size; x < (column + 1) * size; x++)
					sum += values[y * width + x] as number;
			}
			cells[row * across + column] = sum / (size * size);
		}
	}
	return { values: cells, width: across, height: down };
}

/** More values than these are counted in bins instead of sorted. */
const MANY = 2048;
const BINS = 4096;

/**
 * The value that `part` (0 to 1) of the values lie under, of many values to within a 4096th of their range; null of none.
 */
export function quantileOf(values: ArrayLike<number>, part: number): number | null {
	if (values.length > MANY) return quantileOfMany(values, part);
	const sorted = Float64Array.from(values).sort();
	return sorted[Math.round((sorted.length - 1) * part)] ?? null;
}

function quantileOfMany(values: ArrayLike<number>, part: number): number | null {
	let [least, most] = [Infinity, -Infinity];
	for (let at = 0; at < values.length; at++) {
		least = Math.min(least, values[at] as number);
		most = Math.max(most, values[at] as number);
	}
	if (!(most > least)) return Number.isFinite(least) ? least : null;
	const counts = new Uint32Array(BINS);
	const scale = (BINS - 1) / (most - least);
	for (let at = 0; at < values.length; at++) {
		const bin = Math.round(((values[at] as number) - least) * scale);
		counts[bin] = (counts[bin] ?? 0) + 1;
	}
	let under = Math.round((values.length - 1) * part);
	const bin = counts.findIndex((count) => (under -= count) < 0);
	return least + bin / scale;
}

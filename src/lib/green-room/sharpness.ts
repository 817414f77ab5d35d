/** How sharp a picture is, whatever its light: what a smeared lens takes away. */
import { quantileOf, type Grey } from './grey.ts';

type Box = readonly [number, number, number, number];

/** Without a face the middle of the picture is looked at, fractions of the picture. */
const MIDDLE: Box = [0.25, 0.1, 0.75, 0.9];
/** From a median to a standard deviation of noise that is spread like a bell. */
const TO_DEVIATION = 1.4826;
/** Of the Laplacian, grey levels: noise of about 5 grey levels a pixel. Chosen. */
const LOUD_NOISE = 22;
/** Brightness varies less than this in a picture of nothing: a covered lens, a wall. Grey levels squared. */
const LEAST_VARIANCE = 25;

/**
 * The variance of the Laplacian, less what noise adds to it, over the variance of the brightness; null of a picture with
 * nothing to see in it. Measured on the rendered clip at 640 pixels: 0.22 to 0.65 as it is, 0.025 to 0.06 blurred by one
 * pixel, 0.004 to 0.011 by two, under 0.004 by three.
 * @source variance of the Laplacian: Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy"
 */
export function sharpnessOf({ values, width, height }: Grey, box: Box | null): number | null {
	const [left, top, right, bottom] = box ?? MIDDLE;
	const edges: number[] = [];
	let sum = 0;
	let squares = 0;
	for (
		let y = Math.max(1, Math.floor(top * height));
		y < Math.min(height - 1, bottom * height);
		y++
	) {
		const from = Math.max(1, Math.floor(left * width));
		for (let x = from; x < Math.min(width - 1, right * width); x++) {
			const at = y * width + x;
			const here = values[at] as number;
			const around =
				(values[at - 1] as number) +
				(values[at + 1] as number) +
				(values[at - width] as number) +
				(values[at + width] as number);
			edges.push(around - 4 * here);
			sum += here;
			squares += here * here;
		}
	}
	const count = edges.length;
	const variance = squares / count - (sum / count) ** 2;
	if (count === 0 || !(variance >= LEAST_VARIANCE)) return null;
	const noise = TO_DEVIATION * (quantileOf(edges.map(Math.abs), 0.5) ?? 0);
	const power = edges.reduce((total, edge) => total + edge * edge, 0) / count;
	const rest = Math.max(0, power - noise * noise);
	// in a picture full of noise what is left of the edges is chance
	if (noise > LOUD_NOISE && rest < 0.5 * noise * noise) return null;
	return rest / variance;
}

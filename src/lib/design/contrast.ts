/** How well one colour can be told from another, for the colours of `tokens.css`. */

/** Lightness 0 to 1, chroma from 0, hue in degrees. */
export interface Oklch {
	lightness: number;
	chroma: number;
	hueDeg: number;
}

/**
 * Contrast of two opaque colours, 1 to 21.
 * @source WCAG 2.2, "contrast ratio": (lighter + 0.05) / (darker + 0.05)
 */
export function contrast(one: Oklch, other: Oklch): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
		number,
		number
	];
	return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance, 0 to 1; what sRGB cannot show is clipped, as a screen does. */
function luminance(colour: Oklch): number {
	const [red, green, blue] = linearRgb(colour).map((part) => Math.min(1, Math.max(0, part))) as [
		number,
		number,
		number
	];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @source Björn Ottosson, "A perceptual color space for image processing" (Oklab to linear sRGB) */
function linearRgb({ lightness, chroma, hueDeg }: Oklch): [number, number, number] {
	const hue = (hueDeg * Math.PI) / 180;
	const a = chroma * Math.cos(hue);
	const b = chroma * Math.sin(hue);
	const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	return [
		4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
		-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
		-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short
	];
}

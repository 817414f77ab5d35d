/** How bright the whole picture is: what can be told without knowing where a face is. */
import { quantileOf, type Grey } from './grey.ts';

export interface SceneLight {
	/** Brightness that 5 % and 50 % of the picture lie over, 0 to 255. */
	high: number;
	middle: number;
	/** Brightness that half of the place where a sitter is lies over. */
	centre: number;
	/** Shares of the picture that are clipped to white and to black, 0 to 1. */
	whiteShare: number;
	blackShare: number;
}

/** As gaze/light.ts counts them. */
const WHITE = 250;
const BLACK = 5;
/** Every third pixel of every third row says as much as all of them. */
const STEP = 3;
/** Where head and shoulders of a sitter are; fractions of the picture. */
const SITTER = { left: 0.38, right: 0.62, top: 0.3 };

export function measureScene({ values, width, height }: Grey): SceneLight {
	const seen: number[] = [];
	const sitter: number[] = [];
	for (let y = 0; y < height; y += STEP) {
		for (let x = 0; x < width; x += STEP) {
			const value = values[y * width + x] as number;
			seen.push(value);
			const inColumns = x >= SITTER.left * width && x < SITTER.right * width;
			if (inColumns && y >= SITTER.top * height) sitter.push(value);
		}
	}
	const share = (fits: (value: number) => boolean) => seen.filter(fits).length / seen.length;
	return {
		high: quantileOf(seen, 0.95) ?? 0,
		middle: quantileOf(seen, 0.5) ?? 0,
		centre: quantileOf(sitter, 0.5) ?? 0,
		whiteShare: share((value) => value >= WHITE),
		blackShare: share((value) => value <= BLACK)
	};
}

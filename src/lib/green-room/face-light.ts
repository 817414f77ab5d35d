/**
 * The light on a face by what is white in every face: the white of the eyes shows how much light falls on it, whatever the
 * skin. Measured on the rendered clip in good light: 204 of 255 beside a very light skin of 149, 202 beside a very dark one
 * of 50.
 */
import type { FaceReading, FrameReading } from '../gaze/landmark.ts';
import { measureLight, type LightSample } from '../gaze/light.ts';
import { quantileOf, type Grey } from './grey.ts';

export interface FaceLight extends LightSample {
	/** Brightness of the white of the eyes, 0 to 255; null where eyes are shut or too small to see. */
	eyes: number | null;
	/** Brightness that a quarter of the background lies over, 0 to 255. */
	behind: number;
	/** Share of the face's pixels with a colour that is clipped, 0 to 1: a warm light clips its red first. */
	colourClippedShare: number;
}

/** Half a window around the middle of an eye, and the eyes' distance from the middle of the face, in `FaceReading.size`. */
const EYE = { away: 0.34, halfWidth: 0.16, halfHeight: 0.07 };
/** The white is the brightest part of what lies between the lids and beside them. */
const WHITE_PART = 0.95;
/** Eyes that are narrower, shut or cast down show too little white; see `EyeReading.openness`. */
const OPEN = 0.24;
/** Fewer pixels of an eye mix its white with its lashes. */
const LEAST_PIXELS = 24;
const CLIPPED = 253;

/** One picture; null without exactly one face that lies in it. */
export function measureFaceLight(
	pixels: ArrayLike<number>,
	grey: Grey,
	{ face, box }: FrameReading
): FaceLight | null {
	if (!face || !box) return null;
	const sample = measureLight(pixels, grey.width, grey.height, box);
	if (!sample) return null;
	return {
		...sample,
		eyes: whiteOfEyes(grey, face),
		behind: quantileOf(outside(grey, box), 0.75) ?? sample.background,
		colourClippedShare: colourClipped(pixels, grey, box)
	};
}

function whiteOfEyes(grey: Grey, face: FaceReading): number | null {
	const whites = (['imageLeft', 'imageRight'] as const).flatMap((side) => {
		if (face[side].openness < OPEN) return [];
		const seen = window(grey, face, side === 'imageLeft' ? -1 : 1);
		return seen.length < LEAST_PIXELS ? [] : [quantileOf(seen, WHITE_PART) ?? 0];
	});
	return whites.length > 0 ? Math.max(...whites) : null;
}

/** Pixels around one eye, found from the point between them and the roll of the head. */
function window({ values, width, height }: Grey, face: FaceReading, sign: -1 | 1): number[] {
	const size = face.size * width;
	const x = face.between[0] * width + sign * EYE.away * size * Math.cos(face.head.roll);
	const y = face.between[1] * height - sign * EYE.away * size * Math.sin(face.head.roll);
	const seen: number[] = [];
	const [top, bottom] = [y - EYE.halfHeight * size, y + EYE.halfHeight * size];
	const [left, right] = [x - EYE.halfWidth * size, x + EYE.halfWidth * size];
	for (let row = Math.max(0, Math.floor(top)); row <= Math.min(height - 1, bottom); row++) {
		for (let column = Math.max(0, Math.floor(left)); column <= Math.min(width - 1, right); column++)
			seen.push(values[row * width + column] as number);
	}
	return seen;
}

type Box = readonly [number, number, number, number];

/** Every third pixel of every third row beside the box. */
function outside({ values, width, height }: Grey, box: Box): number[] {
	const seen: number[] = [];
	for (let y = 0; y < height; y += 3) {
		const inRows = y >= box[1] * height && y < box[3] * height;
		for (let x = 0; x < width; x += 3) {
			if (!inRows || x < box[0] * width || x >= box[2] * width)
				seen.push(values[y * width + x] as number);
		}
	}
	return seen;
}

function colourClipped(pixels: ArrayLike<number>, { width, height }: Grey, box: Box): number {
	let clipped = 0;
	let all = 0;
	const [left, right] = [Math.max(0, Math.ceil(box[0] * width)), Math.min(width, box[2] * width)];
	const [top, bottom] = [
		Math.max(0, Math.ceil(box[1] * height)),
		Math.min(height, box[3] * height)
	];
	for (let y = top; y < bottom; y += 2) {
		for (let x = left; x < right; x += 2) {
			const at = (y * width + x) * 4;
			const most = Math.max(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
			if (most >= CLIPPED) clipped++;
			all++;
		}
	}
	return all === 0 ? 0 : clipped / all;
}

/** What is behind a person: how much of it moves, how much there is to look at, and how noisy the camera is. */
import { quantileOf, smaller, type Grey } from './grey.ts';

type Box = readonly [number, number, number, number];

/** Four pixels of a picture 640 wide: finer detail is noise. */
const CELL = 4;
/** Around the box of the face, in its widths and heights: hair and ears, then shoulders and arms. */
const HEAD = { side: 0.4, above: 0.6 };
const BODY = { side: 1.4, from: 0.15 };
/** Without a face: a sitter keeps to the middle. Fractions of the picture. */
const SITTER: Box = [0.22, 0, 0.78, 1];
/** A cell that changes by less between two looks did not move, grey levels; and by less than this many times the noise. */
const MOVED = 12;
const TIMES_NOISE = 5;
/** A cell that differs from its neighbours by so much has an edge in it, grey levels. */
const EDGE = 20;
const TO_DEVIATION = 1.4826;
/** Cells of a picture with something in it differ by more, grey levels; those of a covered lens do not. */
const LEAST_SPREAD = 3;

/** Is there nothing to see, as with a covered lens? */
function isBlank(cells: Grey['values']): boolean {
	const [low, high] = [quantileOf(cells, 0.02), quantileOf(cells, 0.98)];
	return low === null || high === null || high - low < LEAST_SPREAD;
}

/** 1 where a cell is background; cells as `smaller` makes them. */
function backgroundMask(width: number, height: number, box: Box | null): Uint8Array {
	const mask = new Uint8Array(width * height);
	for (let row = 0; row < height; row++) {
		for (let column = 0; column < width; column++) {
			const [x, y] = [(column + 0.5) / width, (row + 0.5) / height];
			mask[row * width + column] = isPerson(x, y, box) ? 0 : 1;
		}
	}
	return mask;
}

function isPerson(x: number, y: number, box: Box | null): boolean {
	if (!box) return x >= SITTER[0] && x < SITTER[2];
	const [left, top, right, bottom] = box;
	const [wide, tall] = [right - left, bottom - top];
	const within = (side: number) => x >= left - side * wide && x < right + side * wide;
	if (y >= bottom - BODY.from * tall) return within(BODY.side);
	return y >= top - HEAD.above * tall && within(HEAD.side);
}

/** Share of the background that changed between two pictures of the same size, 0 to 1; null when there is too little of it. */
export function motionBetween(before: Grey, now: Grey, box: Box | null): number | null {
	if (before.width !== now.width || before.height !== now.height) return null;
	const [a, b] = [smaller(before, CELL), smaller(now, CELL)];
	if (isBlank(b.values)) return null;
	const mask = backgroundMask(b.width, b.height, box);
	const changes = [...b.values.keys()]
		.filter((at) => mask[at] === 1)
		.map((at) => (b.values[at] as number) - (a.values[at] as number));
	if (changes.length < 0.05 * mask.length) return null;
	// a camera that sets its exposure anew changes everything by as much
	const exposure = quantileOf(changes, 0.5) ?? 0;
	const away = changes.map((change) => Math.abs(change - exposure));
	const least = Math.max(MOVED, TIMES_NOISE * TO_DEVIATION * (quantileOf(away, 0.5) ?? 0));
	return away.filter((change) => change > least).length / away.length;
}

/** Share of the background with an edge in it, 0 to 1; null when there is too little of it. */
export function clutterOf(picture: Grey, box: Box | null): number | null {
	const { values, width, height } = smaller(picture, CELL);
	if (isBlank(values)) return null;
	const mask = backgroundMask(width, height, box);
	let edges = 0;
	let all = 0;
	for (let row = 0; row + 1 < height; row++) {
		for (let column = 0; column + 1 < width; column++) {
			const at = row * width + column;
			if (!mask[at] || !mask[at + 1] || !mask[at + width]) continue;
			const here = values[at] as number;
			const across = Math.abs((values[at + 1] as number) - here);
			const down = Math.abs((values[at + width] as number) - here);
			if (Math.max(across, down) > EDGE) edges++;
			all++;
		}
	}
	return all < 0.05 * width * height ? null : edges / all;
}

/** The camera's noise in grey levels, from what differs between two pictures; null when their sizes do. */
export function noiseBetween(before: Grey, now: Grey): number | null {
	if (before.width !== now.width || before.height !== now.height) return null;
	const changes: number[] = [];
	for (let at = 0; at < now.values.length; at += 7)
		changes.push((now.values[at] as number) - (before.values[at] as number));
	const exposure = quantileOf(changes, 0.5);
	if (exposure === null) return null;
	const away = changes.map((change) => Math.abs(change - exposure));
	return (TO_DEVIATION * (quantileOf(away, 0.5) ?? 0)) / Math.SQRT2;
}

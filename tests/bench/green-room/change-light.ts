/** The same picture in other light: how much falls on the person and on the wall behind, and how noisy the camera is. */
import { addNoise, lcg } from '../../fixtures/voice.ts';
import type { Picture } from './clip-pictures.ts';

export interface Scene {
	name: string;
	/** Light on the person, and on the side of the face that the light does not come from. */
	person: number;
	shade?: number;
	/** Light on the wall, or the wall's own grey. */
	wall: number | { grey: number };
	/** A window on the right third, this many times as bright as the wall. */
	window?: number;
	noise?: number;
	verdict: string;
}

export const SCENES: readonly Scene[] = [
	{ name: 'before a dark wall', person: 1, wall: { grey: 38 }, verdict: 'good' },
	{ name: 'before a white wall', person: 1, wall: { grey: 235 }, verdict: 'good' },
	{ name: 'before a wall that is clipped', person: 1, wall: { grey: 252 }, verdict: 'good' },
	{ name: 'a little less light', person: 0.6, wall: 0.6, verdict: 'good' },
	{ name: 'by the light of the screen', person: 0.7, wall: { grey: 14 }, verdict: 'good' },
	{ name: 'dark', person: 0.15, wall: 0.15, noise: 4, verdict: 'too-dark' },
	{ name: 'darker', person: 0.06, wall: 0.06, noise: 5, verdict: 'too-dark' },
	{ name: 'dark, dark wall', person: 0.12, wall: { grey: 14 }, noise: 4, verdict: 'too-dark' },
	{ name: 'three times the light', person: 3, wall: 3, verdict: 'too-bright' },
	{ name: 'five times the light', person: 5, wall: 5, verdict: 'too-bright' },
	{ name: 'eight times the light', person: 8, wall: 8, verdict: 'too-bright' },
	{ name: 'bright behind', person: 0.25, wall: 2, verdict: 'window-behind' },
	{ name: 'very bright behind', person: 0.12, wall: 3, verdict: 'window-behind' },
	{
		name: 'a white wall behind a shadow',
		person: 0.2,
		wall: { grey: 255 },
		verdict: 'window-behind'
	},
	{ name: 'a window behind', person: 0.2, wall: 0.8, window: 10, verdict: 'window-behind' },
	{ name: 'from one side', person: 1, shade: 0.15, wall: 1, verdict: 'one-sided' },
	{ name: 'only from one side', person: 1, shade: 0.05, wall: 1, verdict: 'one-sided' }
];

/** Less than this, of three colours together, is the wall's own noise. */
const SAME = 30;

/** @param empty the room without the person, which tells what belongs to them @param box of the face */
export function changeLight(
	{ data, width, height }: Picture,
	empty: Picture,
	box: readonly [number, number, number, number],
	{ person, shade = person, wall, window = 1, noise = 0 }: Scene
): Picture {
	const mask = personIn(data, empty.data, width, height);
	const out = new Uint8Array(data.length).fill(255);
	const grain = new Float32Array(width * height);
	if (noise > 0) addNoise(grain, noise, lcg(3));
	for (let at = 0; at < width * height; at++) {
		const x = (at % width) / width;
		const across = (x - box[0]) / (box[2] - box[0]);
		const onPerson = shade + (person - shade) / (1 + Math.exp(-14 * (across - 0.5)));
		for (let part = 0; part < 3; part++) {
			const light = toLight(data[at * 4 + part] ?? 0);
			const behind =
				typeof wall === 'number' ? light * wall * (x > 0.62 ? window : 1) : toLight(wall.grey);
			const value = toScreen(mask[at] ? light * onPerson : behind);
			out[at * 4 + part] = Math.max(0, Math.min(255, Math.round(value + (grain[at] ?? 0))));
		}
	}
	return { data: out, width, height };
}

/** 1 between the first and the last pixel of a row that differ from the empty room. */
function personIn(data: Uint8Array, empty: Uint8Array, width: number, height: number): Uint8Array {
	const mask = new Uint8Array(width * height);
	const differs = (at: number) =>
		[0, 1, 2].reduce(
			(sum, part) => sum + Math.abs((data[at * 4 + part] ?? 0) - (empty[at * 4 + part] ?? 0)),
			0
		) > SAME;
	// the bar code at the top differs in every frame
	for (let y = 20; y < height; y++) {
		const row = Array.from({ length: width }, (_, x) => differs(y * width + x));
		const isSure = (x: number) => Boolean(row[x] && row[x + 1] && row[x + 2]);
		const sure = [...row.keys()].filter(isSure);
		const [first, last] = [sure[0], sure.at(-1)];
		if (first !== undefined && last !== undefined)
			mask.fill(1, y * width + first, y * width + last + 3);
	}
	return mask;
}

/** @source IEC 61966-2-1 (sRGB) */
function toLight(value: number): number {
	const part = value / 255;
	return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function toScreen(light: number): number {
	const value = Math.max(0, Math.min(1, light));
	return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
}

/** What is known of each 10 ms of sound. Five numbers a frame: half an hour takes 3.6 MB. */

/** Length of a frame in milliseconds. */
export const FRAME_MS = 10;
/** Levels below this are digital silence, in dB below full scale. */
export const FLOOR_DB = -100;

/** The columns; each has one value a frame. */
export interface Frames {
	readonly length: number;
	/** Power of everything above 60 Hz. */
	readonly power: Float32Array;
	/** Power above 250 Hz, where speech is and hum is not. */
	readonly voicePower: Float32Array;
	/** Power from 300 to 2500 Hz, where vowels are. */
	readonly vowelPower: Float32Array;
	/** In hertz, 0 where nothing repeats. */
	readonly pitchHz: Float32Array;
	/** How well the sound repeats itself at its pitch, 0 to 1. */
	readonly clarity: Float32Array;
}

const COLUMNS = ['power', 'voicePower', 'vowelPower', 'pitchHz', 'clarity'] as const;
type Column = (typeof COLUMNS)[number];

/** Columns that grow; a frame can be added before its pitch is known. */
export class FrameStore implements Frames {
	length = 0;
	power = new Float32Array(1024);
	voicePower = new Float32Array(1024);
	vowelPower = new Float32Array(1024);
	pitchHz = new Float32Array(1024);
	clarity = new Float32Array(1024);

	/** Adds a frame whose pitch is not known yet. */
	add(power: number, voicePower: number, vowelPower: number): void {
		if (this.length === this.power.length) {
			for (const column of COLUMNS) this[column] = twice(this[column]);
		}
		this.power[this.length] = power;
		this.voicePower[this.length] = voicePower;
		this.vowelPower[this.length] = vowelPower;
		this.length++;
	}

	/** The columns without the room to grow. */
	cut(): Frames {
		const { length } = this;
		const columns = COLUMNS.map((column) => [column, this[column].slice(0, length)]);
		return { length, ...(Object.fromEntries(columns) as Record<Column, Float32Array>) };
	}
}

function twice(column: Float32Array): Float32Array<ArrayBuffer> {
	const longer = new Float32Array(2 * column.length);
	longer.set(column);
	return longer;
}

/** A power as dB below full scale, never under `FLOOR_DB`. */
export const toDb = (power: number) => Math.max(FLOOR_DB, 10 * Math.log10(power + 1e-12));

/** The mean of each frame and the `reach` frames on both sides of it, in dB. */
export function smoothDb(power: Float32Array, reach: number): Float32Array {
	const out = new Float32Array(power.length);
	for (let at = 0; at < power.length; at++) {
		const from = Math.max(0, at - reach);
		const to = Math.min(power.length - 1, at + reach);
		let sum = 0;
		for (let near = from; near <= to; near++) sum += power[near] as number;
		out[at] = toDb(sum / (to - from + 1));
	}
	return out;
}

/** The value that `part` (0 to 1) of the values lie under; NaN of none. */
export function quantile(values: ArrayLike<number>, part: number): number {
	const sorted = Float32Array.from(values).sort();
	return sorted[Math.round((sorted.length - 1) * part)] ?? NaN;
}

/** The 10 Hz gaze track of a take: what was seen at each moment, and its compact text form. */

export const GAZE_STATES = [
	'lens',
	'screen',
	'away',
	'blink',
	'no-face',
	'several-faces',
	'unavailable'
] as const;
export type GazeState = (typeof GAZE_STATES)[number];

/** Degrees from the line between the eyes and the camera: x to the right of the unmirrored image, y up. */
export interface GazeSample {
	/** From the first frame of the take. */
	atMs: number;
	state: GazeState;
	xDeg: number | null;
	yDeg: number | null;
}

/** Of the packed form; a reader refuses what it does not know. */
const FORM = 1;
/** Longest take a track is read for: 6 hours at 10 samples a second. */
const MOST_SAMPLES = 6 * 3600 * 10;
const MOST_MS = 6 * 3600 * 1000;
/** Half degrees in a signed byte: +-63 degrees, finer than the estimate itself. */
const STEPS_PER_DEG = 2;
const NOTHING = -128;
/** Hundredths of a second since the sample before, in five bits; 0 says that more bytes follow. */
const TICK_MS = 10;
const MOST_TICKS = 31;

/**
 * The samples as base64, under 3 kB a minute at 10 samples a second. Times keep 10 ms, angles half a degree.
 * @throws {RangeError} when a time goes backwards or is no number
 */
export function packTrack(samples: readonly GazeSample[]): string {
	const bytes: number[] = [FORM];
	let tickBefore = 0;
	for (const sample of samples) {
		const tick = Math.round(sample.atMs / TICK_MS);
		const passed = tick - tickBefore;
		if (!(passed >= 0) || sample.atMs > MOST_MS)
			throw new RangeError('A time of the track is wrong.');
		tickBefore = tick;
		const short = passed >= 1 && passed <= MOST_TICKS;
		bytes.push((GAZE_STATES.indexOf(sample.state) << 5) | (short ? passed : 0));
		if (!short) pushVarint(bytes, passed);
		if (hasAngles(sample.state)) bytes.push(packAngle(sample.xDeg), packAngle(sample.yDeg));
	}
	return btoa(bytesToText(bytes));
}

/**
 * What `packTrack` wrote.
 * @throws {RangeError} when the text is no such track: other form, cut off, too long
 */
export function unpackTrack(text: string): GazeSample[] {
	const bytes = textToBytes(text);
	if (bytes[0] !== FORM) throw new RangeError('The gaze track has a form that is not known here.');
	const samples: GazeSample[] = [];
	let at = 1;
	let tick = 0;
	const next = (): number => {
		const byte = bytes[at++];
		if (byte === undefined) throw new RangeError('The gaze track is cut off.');
		return byte;
	};
	while (at < bytes.length) {
		const head = next();
		const state = GAZE_STATES[head >> 5];
		if (!state) throw new RangeError('The gaze track has a state that is not known here.');
		tick += head & MOST_TICKS || readVarint(next);
		const atMs = tick * TICK_MS;
		if (atMs > MOST_MS || samples.length >= MOST_SAMPLES) {
			throw new RangeError('The gaze track is longer than any recording.');
		}
		const angles = hasAngles(state);
		const xDeg = angles ? unpackAngle(next()) : null;
		const yDeg = angles ? unpackAngle(next()) : null;
		samples.push({ atMs, state, xDeg, yDeg });
	}
	return samples;
}

/** The samples as they are after packing; scores are computed from these, so that they can be computed again. */
export const asKept = (samples: readonly GazeSample[]): GazeSample[] =>
	unpackTrack(packTrack(samples));

/**
 * A packed track without what was seen from `endMs` on.
 * @throws {RangeError} as `unpackTrack`
 */
export function cutTrack(packed: string, endMs: number): string {
	const samples = unpackTrack(packed);
	const kept = samples.filter(({ atMs }) => atMs < endMs);
	return kept.length === samples.length ? packed : packTrack(kept);
}

/** Where the state changes, for the strip and the export. */
export function stateChanges(samples: readonly GazeSample[]): { atMs: number; state: GazeState }[] {
	return samples
		.filter(({ state }, at) => state !== samples[at - 1]?.state)
		.map(({ atMs, state }) => ({ atMs, state }));
}

const hasAngles = (state: GazeState) => state === 'lens' || state === 'screen' || state === 'away';

function packAngle(deg: number | null): number {
	if (deg === null || !Number.isFinite(deg)) return NOTHING & 0xff;
	return Math.max(-127, Math.min(127, Math.round(deg * STEPS_PER_DEG))) & 0xff;
}

function unpackAngle(byte: number): number | null {
	const signed = byte > 127 ? byte - 256 : byte;
	return signed === NOTHING ? null : signed / STEPS_PER_DEG;
}

function pushVarint(bytes: number[], value: number): void {
	for (let rest = value; ; rest >>= 7) {
		bytes.push(rest > 127 ? (rest & 127) | 128 : rest);
		if (rest <= 127) return;
	}
}

function readVarint(next: () => number): number {
	let value = 0;
	for (let shift = 0; shift <= 21; shift += 7) {
		const byte = next();
		value |= (byte & 127) << shift;
		if (byte < 128) return value;
	}
	throw new RangeError('The gaze track has a time that is too long.');
}

const bytesToText = (bytes: readonly number[]) =>
	bytes.map((byte) => String.fromCharCode(byte)).join('');

function textToBytes(text: string): number[] {
	// 3 bytes a sample at the most but for long gaps, 4 characters for 3 bytes
	if (text.length > MOST_SAMPLES * 8) throw new RangeError('The gaze track is too long.');
	try {
		return [...atob(text)].map((character) => character.charCodeAt(0));
	} catch {
		throw new RangeError('The gaze track is not base64.');
	}
}

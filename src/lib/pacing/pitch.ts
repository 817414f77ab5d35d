/**
 * The pitch of a short piece of sound by normalised cross-correlation.
 * @source D. Talkin, "A robust algorithm for pitch tracking (RAPT)", 1995: correlation of a window with itself, later.
 */

/** Rate of the sound given to `pitchOf`, in hertz: what lies above 1.2 kHz is of no use for the pitch. */
export const PITCH_RATE_HZ = 4000;
/** The range of speaking voices, in hertz. */
const LOWEST_HZ = 70;
const HIGHEST_HZ = 450;
const SHORTEST = Math.floor(PITCH_RATE_HZ / HIGHEST_HZ);
const LONGEST = Math.ceil(PITCH_RATE_HZ / LOWEST_HZ);
/** Samples compared at each lag: 28 ms. */
const WINDOW = 112;
/** Samples needed for one measurement: 43 ms. */
export const PITCH_SPAN = WINDOW + LONGEST + 1;
/** The shortest lag that is nearly as good as the best one is taken, or the octave below would win. */
const NEARLY = 0.95;

export interface Pitch {
	/** In hertz; 0 when the piece repeats nowhere. */
	hz: number;
	/** How well the piece repeats itself, 0 to 1. */
	clarity: number;
}

const correlation = new Float64Array(LONGEST + 2);

/** The pitch of the `PITCH_SPAN` samples of `sound` from `from` on. */
export function pitchOf(sound: Float32Array, from: number): Pitch {
	const best = correlate(sound, from);
	if (best <= 0) return { hz: 0, clarity: 0 };
	for (let lag = SHORTEST; lag <= LONGEST; lag++) {
		const here = correlation[lag] as number;
		const [before, after] = [correlation[lag - 1] as number, correlation[lag + 1] as number];
		if (here < NEARLY * best || here < before || here < after) continue;
		const bend = before - 2 * here + after;
		const shift = bend < 0 ? (0.5 * (before - after)) / bend : 0;
		return { hz: PITCH_RATE_HZ / (lag + shift), clarity: Math.min(1, here) };
	}
	return { hz: 0, clarity: 0 };
}

/** Fills `correlation` for every lag and gives the highest value. */
function correlate(sound: Float32Array, from: number): number {
	let own = 1e-12;
	let other = 1e-12;
	for (let at = 0; at < WINDOW; at++) own += (sound[from + at] as number) ** 2;
	for (let at = 0; at < WINDOW; at++) other += (sound[from + SHORTEST - 1 + at] as number) ** 2;
	let best = 0;
	for (let lag = SHORTEST - 1; lag <= LONGEST + 1; lag++) {
		const value = product(sound, from, from + lag) / Math.sqrt(own * other);
		correlation[lag] = value;
		if (lag >= SHORTEST && lag <= LONGEST && value > best) best = value;
		other += (sound[from + lag + WINDOW] ?? 0) ** 2 - (sound[from + lag] as number) ** 2;
		if (other < 1e-12) other = 1e-12;
	}
	return best;
}

/** Four sums side by side: a processor need not wait for one addition to begin the next. */
function product(sound: Float32Array, from: number, later: number): number {
	let [a, b, c, d] = [0, 0, 0, 0];
	for (let at = 0; at < WINDOW; at += 4) {
		const [one, two] = [from + at, later + at];
		a += (sound[one] as number) * (sound[two] as number);
		b += (sound[one + 1] as number) * (sound[two + 1] as number);
		c += (sound[one + 2] as number) * (sound[two + 2] as number);
		d += (sound[one + 3] as number) * (sound[two + 3] as number);
	}
	return a + b + (c + d);
}

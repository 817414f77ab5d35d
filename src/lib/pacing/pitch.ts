/**
 * The pitch of a short piece of sound by normalised cross-correlation.
 * @source D. Talkin, "A robust algorithm for pitch tracking (RAPT)", 1995: correlation of a window with itself, later.
 */

/** Rate of the sound given to `pitchOf`, in hertz: what lies above 1.2 kHz is of no use for the pitch. */
export const PITCH_RATE_HZ = 4000;
/** The range of speaking voices, in hertz: a deep man's voice ends its sentences at 45. */
const LOWEST_HZ = 42;
const HIGHEST_HZ = 450;
const SHORTEST = Math.floor(PITCH_RATE_HZ / HIGHEST_HZ);
const LONGEST = Math.ceil(PITCH_RATE_HZ / LOWEST_HZ);
/** Most voices repeat within this, at 70 Hz or more; longer lags are tried only where none of these is good enough. */
const USUAL = Math.ceil(PITCH_RATE_HZ / 70);
/** Samples compared at each lag: 28 ms. */
const WINDOW = 112;
/** Samples needed for one measurement: 52 ms. */
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
	const { best, last } = correlate(sound, from);
	if (best <= 0) return { hz: 0, clarity: 0 };
	for (let lag = SHORTEST; lag <= last; lag++) {
		const here = correlation[lag] as number;
		const [before, after] = [correlation[lag - 1] as number, correlation[lag + 1] as number];
		if (here < NEARLY * best || here < before || here < after) continue;
		const bend = before - 2 * here + after;
		const shift = bend < 0 ? (0.5 * (before - after)) / bend : 0;
		return { hz: PITCH_RATE_HZ / (lag + shift), clarity: Math.min(1, here) };
	}
	return { hz: 0, clarity: 0 };
}

/**
 * Fills `correlation` up to one past the `last` lag looked at, and gives the highest value. No lag can win against a
 * shorter one that is nearly perfect, so the long ones are then left out: they would be nearly half of the work.
 */
function correlate(sound: Float32Array, from: number): { best: number; last: number } {
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
		if (lag === USUAL + 1 && best >= NEARLY && hasPeak()) return { best, last: USUAL };
	}
	return { best, last: LONGEST };
}

/** Is one of the usual lags nearly perfect, and better than those around it? */
function hasPeak(): boolean {
	for (let lag = SHORTEST; lag <= USUAL; lag++) {
		const here = correlation[lag] as number;
		if (here < NEARLY) continue;
		if (here >= (correlation[lag - 1] as number) && here >= (correlation[lag + 1] as number)) {
			return true;
		}
	}
	return false;
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

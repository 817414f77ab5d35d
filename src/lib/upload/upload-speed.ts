/** How fast the way to the server is. Speeds in bits a second. */

/** One request: so many bytes took so long (milliseconds). */
export interface Measured {
	bytes: number;
	ms: number;
}

/** Shorter requests tell of the round trip and not of the line. Bytes. */
const LEAST_BYTES = 100_000;
/** How much a new value counts against what was known; chosen, not measured. */
const WEIGHT = 0.3;

/** The speed known so far, corrected by one more request. */
export function refineSpeed(known: number | null, { bytes, ms }: Measured): number | null {
	if (bytes < LEAST_BYTES || !(ms > 0)) return known;
	const measured = (bytes * 8 * 1000) / ms;
	return known === null ? measured : known + WEIGHT * (measured - known);
}

/** `12 Mbit/s`, `0.8 Mbit/s`. */
export function spellSpeed(bitsPerSecond: number): string {
	const mega = bitsPerSecond / 1e6;
	return `${mega < 10 ? mega.toFixed(1) : Math.round(mega)} Mbit/s`;
}

/** Picture size and rates that fit the way to the server. Speeds and rates in bits a second. */

import type { TakeKind } from './take-type.ts';

export interface Quality {
	width: number;
	height: number;
	framesPerSecond: number;
	videoBitsPerSecond: number;
	audioBitsPerSecond: number;
}

/**
 * Best first. Each is chosen when it needs no more than `SHARE` of the measured speed.
 * @source video: YouTube Help, "Choose live encoder settings", asks 1.5 to 4 Mbit/s for 720p30, 0.5 to 2 for 480p and 0.4 to 1
 * for 360p; a head that talks needs the low end, and 2.5 Mbit/s at 720p is this product's own bar. Sound: RFC 7587 section
 * 3.1.1, Opus wants 28 to 40 kbit/s for full-band speech; no quality goes below that, because speech is measured.
 */
export const QUALITIES: readonly Quality[] = [
	rate(1280, 720, 30, 2_500_000, 96_000),
	rate(1280, 720, 30, 1_500_000, 64_000),
	rate(854, 480, 30, 900_000, 64_000),
	rate(640, 360, 30, 500_000, 48_000),
	rate(640, 360, 24, 300_000, 40_000)
];

/** For the slowest link. */
export const SMALLEST = QUALITIES.at(-1) as Quality;

/**
 * How much of the measured speed a recording may use. Below 1, because a short probe sees a link at its best moment and
 * the upload shares it; chosen, not measured. A recording that is faster than the link is not lost: it only arrives later.
 */
const SHARE = 0.75;

/** The best quality for this speed; the best of all while no speed is known, the smallest for the slowest link. */
export function chooseQuality(
	uploadBitsPerSecond: number | null,
	kind: TakeKind = 'video'
): Quality {
	const best = QUALITIES[0] as Quality;
	if (uploadBitsPerSecond === null || !(uploadBitsPerSecond > 0)) return best;
	const fits = QUALITIES.find((each) => totalRate(each, kind) <= uploadBitsPerSecond * SHARE);
	return fits ?? SMALLEST;
}

/** Bits a second of picture and sound together, or of the sound alone. */
export const totalRate = (
	{ videoBitsPerSecond, audioBitsPerSecond }: Quality,
	kind: TakeKind = 'video'
): number => (kind === 'sound' ? 0 : videoBitsPerSecond) + audioBitsPerSecond;

/** What the check says of the connection: a line of this speed, and the recording that was chosen for it. */
export function describeFit(
	uploadBitsPerSecond: number,
	quality: Quality,
	kind: TakeKind = 'video'
): string {
	const needed = totalRate(quality, kind);
	const line = `Your connection sends ${spellRate(uploadBitsPerSecond)}.`;
	if (needed > uploadBitsPerSecond) {
		return `${line} That is slower than the smallest recording (${spellRate(needed)}): it is kept on this device and arrives later.`;
	}
	const size = kind === 'sound' ? 'sound' : `${quality.height}p`;
	return `${line} The recording fits it: ${size}, ${spellRate(needed)}.`;
}

/** `12 Mbit/s`, `0.8 Mbit/s`, `40 kbit/s`. */
function spellRate(bitsPerSecond: number): string {
	if (bitsPerSecond < 500_000) return `${Math.round(bitsPerSecond / 1000)} kbit/s`;
	const mega = bitsPerSecond / 1e6;
	return `${mega < 10 ? mega.toFixed(1) : Math.round(mega)} Mbit/s`;
}

function rate(
	width: number,
	height: number,
	framesPerSecond: number,
	videoBitsPerSecond: number,
	audioBitsPerSecond: number
): Quality {
	return { width, height, framesPerSecond, videoBitsPerSecond, audioBitsPerSecond };
}

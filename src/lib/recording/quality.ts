/** Picture size and rates that fit the way to the server. Speeds and rates in bits a second. */

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

/**
 * How much of the measured speed a recording may use. Below 1, because a short probe sees a link at its best moment and
 * the upload shares it; chosen, not measured. A recording that is faster than the link is not lost: it only arrives later.
 */
const SHARE = 0.75;

/** The best quality for this speed; the best of all while no speed is known, the smallest for the slowest link. */
export function chooseQuality(uploadBitsPerSecond: number | null): Quality {
	const best = QUALITIES[0] as Quality;
	if (uploadBitsPerSecond === null || !(uploadBitsPerSecond > 0)) return best;
	const fits = QUALITIES.find((each) => totalRate(each) <= uploadBitsPerSecond * SHARE);
	return fits ?? (QUALITIES.at(-1) as Quality);
}

/** Bits a second of picture and sound together. */
export const totalRate = ({ videoBitsPerSecond, audioBitsPerSecond }: Quality): number =>
	videoBitsPerSecond + audioBitsPerSecond;

function rate(
	width: number,
	height: number,
	framesPerSecond: number,
	videoBitsPerSecond: number,
	audioBitsPerSecond: number
): Quality {
	return { width, height, framesPerSecond, videoBitsPerSecond, audioBitsPerSecond };
}

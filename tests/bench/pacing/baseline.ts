/** What a fixed threshold finds: louder than 45 dB under full scale is speech, and each hump of its level a syllable. */
const THRESHOLD_DB = -45;
const FRAME = 160;

export interface Simple {
	syllables: number;
	/** Silences of 250 ms or more inside, in seconds. */
	pauses: [number, number][];
}

export function fixedThreshold(samples: Float32Array): Simple {
	const level = Array.from({ length: Math.floor(samples.length / FRAME) }, (_, frame) => {
		let sum = 0;
		for (let at = 0; at < FRAME; at++) sum += (samples[frame * FRAME + at] as number) ** 2;
		return 10 * Math.log10(sum / FRAME + 1e-12);
	});
	let syllables = 0;
	const pauses: [number, number][] = [];
	let last = -1;
	level.forEach((db, at) => {
		if (db < THRESHOLD_DB) return;
		if (last >= 0 && at - last > 25) pauses.push([(last + 1) / 100, at / 100]);
		last = at;
		const [before = -200, after = -200] = [level[at - 1], level[at + 1]];
		if (db > before && db >= after) syllables++;
	});
	return { syllables, pauses };
}

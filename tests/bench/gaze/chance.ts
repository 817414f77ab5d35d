/** Numbers that look random and are the same in every run (mulberry32). */
export function chanceFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** A new order. */
export function shuffle<T>(items: readonly T[], chance: () => number): T[] {
	return items
		.map((item) => ({ item, key: chance() }))
		.sort((a, b) => a.key - b.key)
		.map(({ item }) => item);
}

/** Normal, mean 0, deviation 1. */
export const normal = (chance: () => number) =>
	Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

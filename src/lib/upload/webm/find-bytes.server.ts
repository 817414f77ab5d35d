/** The platform's own search: looking in JavaScript at every byte that may begin an id takes twice as long or more. */
import type { FindBytes } from './survey.ts';

/** Every place where `wanted` stands in `bytes`, also where two overlap, from the first on. */
export const findBytes: FindBytes = (bytes, wanted) => {
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const places: number[] = [];
	for (let at = all.indexOf(wanted); at !== -1; at = all.indexOf(wanted, at + 1)) places.push(at);
	return places;
};

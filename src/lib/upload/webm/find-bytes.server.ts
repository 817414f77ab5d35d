/** The platform's own search: asking about every byte that may begin one in JavaScript takes a second for ten minutes of pictures. */
import type { FindBytes } from './survey.ts';

export const findBytes: FindBytes = (bytes, wanted) => {
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const name = Buffer.from(wanted);
	const places: number[] = [];
	for (let at = all.indexOf(name); at !== -1; at = all.indexOf(name, at + 1)) places.push(at);
	return places;
};

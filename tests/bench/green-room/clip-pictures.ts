/** The pictures of the labelled clip, decoded one by one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { TRUTH_FOLDER } from '../gaze/truth.ts';

export interface Picture {
	/** RGBA, row by row. */
	data: Uint8Array;
	width: number;
	height: number;
}

/** Gives a frame of the clip by its number. */
export function openClip(): (number: number) => Picture {
	const film = readFileSync(join(TRUTH_FOLDER, 'clip-dev.mjpeg'));
	const starts: number[] = [];
	for (let at = 0; at + 2 < film.length; at++) {
		if (film[at] === 0xff && film[at + 1] === 0xd8 && film[at + 2] === 0xff) starts.push(at);
	}
	return (number) =>
		jpeg.decode(film.subarray(starts[number], starts[number + 1]), {
			useTArray: true,
			formatAsRGBA: true
		});
}

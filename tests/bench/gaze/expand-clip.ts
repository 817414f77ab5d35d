/** The labelled clip as a camera: Chromium plays an mjpeg file at 30 frames a second, the clip is made for 10. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRUTH_FOLDER } from './truth.ts';

const REPEAT = 3;
const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);

/** Frames of the clip, one JPEG each; bytes within a picture never look like its start or end. */
export function readPictures(): Buffer[] {
	const file = readFileSync(join(TRUTH_FOLDER, 'clip-dev.mjpeg'));
	const pictures: Buffer[] = [];
	for (let from = file.indexOf(START); from >= 0;) {
		const end = file.indexOf(END, from);
		if (end < 0) break;
		pictures.push(file.subarray(from, end + END.length));
		from = file.indexOf(START, end);
	}
	return pictures;
}

/** A camera that plays these frames of the clip in this order, all of them when `order` is left out. */
export function expandClip(order?: readonly number[]): Buffer {
	const pictures = readPictures();
	const chosen = order ? order.flatMap((number) => pictures[number] ?? []) : pictures;
	return Buffer.concat(chosen.flatMap((picture) => Array.from({ length: REPEAT }, () => picture)));
}

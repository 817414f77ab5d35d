/**
 * The few pieces of EBML that a recording needs: reading an element's head, writing an element.
 * @source RFC 8794 (EBML), sections 4 to 6; RFC 9559 (Matroska) for the ids
 */

import { readHead } from '../../recording/ebml.ts';

export { LONGEST_HEAD, readHead, readUnsigned, widthOf } from '../../recording/ebml.ts';

/** The ids of the elements of WebM that are looked at here. */
export const ID = {
	ebml: 0x1a45dfa3,
	segment: 0x18538067,
	seekHead: 0x114d9b74,
	seek: 0x4dbb,
	seekId: 0x53ab,
	seekPosition: 0x53ac,
	info: 0x1549a966,
	timestampScale: 0x2ad7b1,
	duration: 0x4489,
	muxingApp: 0x4d80,
	writingApp: 0x5741,
	tracks: 0x1654ae6b,
	trackEntry: 0xae,
	trackNumber: 0xd7,
	trackType: 0x83,
	codec: 0x86,
	cluster: 0x1f43b675,
	timestamp: 0xe7,
	simpleBlock: 0xa3,
	blockGroup: 0xa0,
	block: 0xa1,
	blockDuration: 0x9b,
	referenceBlock: 0xfb,
	cues: 0x1c53bb6b,
	cuePoint: 0xbb,
	cueTime: 0xb3,
	cueTrackPositions: 0xb7,
	cueTrack: 0xf7,
	cueClusterPosition: 0xf1,
	cueRelativePosition: 0xf0,
	voidElement: 0xec
} as const;

/** The elements directly inside `content`; one that is cut off ends the list. */
export function* childrenOf(content: Uint8Array): Generator<{ id: number; content: Uint8Array }> {
	for (let at = 0; at < content.length;) {
		const head = readHead(content, at);
		if (!head || head.size === null) return;
		const from = at + head.headBytes;
		if (from + head.size > content.length) return;
		yield { id: head.id, content: content.subarray(from, from + head.size) };
		at = from + head.size;
	}
}

/** One element; `sizeBytes` fixes the width of its size (1 to 8 bytes), which is 8 when it is not given. */
export function element(id: number, content: Uint8Array, sizeBytes = 8): Uint8Array<ArrayBuffer> {
	return join([unsigned(id), sizeField(content.length, sizeBytes), content]);
}

/** The size field of `width` bytes that says `size`. */
export function sizeField(size: number, width: number): Uint8Array<ArrayBuffer> {
	const bytes = fixed(size, width);
	bytes[0] = (bytes[0] ?? 0) | (2 ** (8 - width));
	return bytes;
}

/** The shortest big-endian form of a whole number, at least one byte. */
export function unsigned(value: number): Uint8Array<ArrayBuffer> {
	let width = 1;
	while (width < 8 && value >= 256 ** width) width++;
	return fixed(value, width);
}

/** A whole number in exactly `width` bytes, big-endian. */
export function fixed(value: number, width: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(width);
	for (let i = width - 1, rest = value; i >= 0; i--) {
		bytes[i] = rest % 256;
		rest = Math.floor(rest / 256);
	}
	return bytes;
}

/** A 64-bit floating-point number, as durations are written. */
export function float(value: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setFloat64(0, value);
	return bytes;
}

export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** The few bytes of EBML that WebM needs: element names, sizes, numbers. @source RFC 8794, RFC 9559 */

export const ELEMENTS = {
	ebml: 0x1a45dfa3,
	segment: 0x18538067,
	seekHead: 0x114d9b74,
	seek: 0x4dbb,
	seekId: 0x53ab,
	seekPosition: 0x53ac,
	info: 0x1549a966,
	timestampScale: 0x2ad7b1,
	duration: 0x4489,
	tracks: 0x1654ae6b,
	trackEntry: 0xae,
	trackNumber: 0xd7,
	trackType: 0x83,
	cluster: 0x1f43b675,
	timestamp: 0xe7,
	simpleBlock: 0xa3,
	blockGroup: 0xa0,
	block: 0xa1,
	referenceBlock: 0xfb,
	cues: 0x1c53bb6b,
	cuePoint: 0xbb,
	cueTime: 0xb3,
	cueTrackPositions: 0xb7,
	cueTrack: 0xf7,
	cueClusterPosition: 0xf1,
	tags: 0x1254c367
} as const;

/** An element's name and size. `size` is Infinity when the file does not say it, as recordings in progress don't. */
export interface ElementHead {
	id: number;
	size: number;
	/** Length of name and size themselves, in bytes. */
	headBytes: number;
}

/** The longest head: four bytes of name, eight of size. */
export const MOST_HEAD_BYTES = 12;

/** The head at `at`, or null when `bytes` ends before it does. @throws {RangeError} when there is no element */
export function readHead(bytes: Uint8Array, at: number): ElementHead | null {
	const idBytes = lengthOf(bytes, at, 4);
	if (idBytes === null) return null;
	const sizeBytes = lengthOf(bytes, at + idBytes, 8);
	if (sizeBytes === null || at + idBytes + sizeBytes > bytes.length) return null;
	const id = readUint(bytes, at, idBytes);
	// without the bit that says how long it is: with it, a size of eight bytes is no exact number
	const first = (bytes[at + idBytes] ?? 0) - 2 ** (8 - sizeBytes);
	const rest = readUint(bytes, at + idBytes + 1, sizeBytes - 1);
	const size = first * 256 ** (sizeBytes - 1) + rest;
	const isUnknown = size === 2 ** (7 * sizeBytes) - 1;
	return { id, size: isUnknown ? Infinity : size, headBytes: idBytes + sizeBytes };
}

function lengthOf(bytes: Uint8Array, at: number, most: number): number | null {
	const first = bytes[at];
	if (first === undefined) return null;
	const length = Math.clz32(first) - 23;
	if (length > most) throw new RangeError('this is not EBML');
	return length;
}

/** A whole number of 0 to 8 bytes; exact up to 2^53. */
export function readUint(bytes: Uint8Array, at: number, length: number): number {
	let value = 0;
	for (let index = at; index < at + length; index++) value = value * 256 + (bytes[index] ?? 0);
	return value;
}

/** An element with its content; the size takes eight bytes, so that lengths are known before contents are. */
export function element(id: number, ...content: Uint8Array[]): Uint8Array<ArrayBuffer> {
	const size = content.reduce((sum, part) => sum + part.byteLength, 0);
	const head = elementHead(id, size);
	const whole = new Uint8Array(head.byteLength + size);
	whole.set(head);
	let at = head.byteLength;
	for (const part of content) {
		whole.set(part, at);
		at += part.byteLength;
	}
	return whole;
}

export function elementHead(id: number, size: number): Uint8Array<ArrayBuffer> {
	const sizeBytes = uint(size, 8);
	sizeBytes[0] = 0x01;
	return Uint8Array.of(
		...uint(id, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1),
		...sizeBytes
	);
}

/** A whole number in so many bytes. */
export function uint(value: number, length: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(length);
	for (let index = length - 1, rest = value; index >= 0; index--, rest = Math.floor(rest / 256)) {
		bytes[index] = rest % 256;
	}
	return bytes;
}

export function float64(value: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setFloat64(0, value);
	return bytes;
}

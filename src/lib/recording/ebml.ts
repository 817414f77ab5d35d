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

/** The longest head of an element in bytes: four of name, eight of size. */
export const LONGEST_HEAD = 12;

export interface ElementHead {
	id: number;
	/** Bytes of content; null where the writer did not know it, as in recordings in progress. */
	size: number | null;
	/** Bytes of id and size. */
	headBytes: number;
	/** Bytes of the size alone. */
	sizeBytes: number;
}

/**
 * The element that begins at `at`, or null when its head is not whole there.
 * @throws {RangeError} when no element can begin so
 */
export function readHead(bytes: Uint8Array, at: number): ElementHead | null {
	const idBytes = widthOf(bytes[at]);
	if (idBytes === null) return null;
	if (idBytes > 4) throw new RangeError('not an EBML element');
	const sizeBytes = widthOf(bytes[at + idBytes]);
	if (sizeBytes === null || at + idBytes + sizeBytes > bytes.length) return null;
	if (sizeBytes > 8) throw new RangeError('not an EBML size');
	return {
		id: readUnsigned(bytes, at, idBytes),
		size: readSize(bytes, at + idBytes, sizeBytes),
		headBytes: idBytes + sizeBytes,
		sizeBytes
	};
}

/** Bytes of the variable-size number that begins with `first`: 1 to 8, 9 when it is none, null when it is not there. */
export const widthOf = (first: number | undefined): number | null =>
	first === undefined ? null : Math.clz32(first) - 23;

/** Without the bit that says how wide it is: with it, eight bytes are no exact number. */
function readSize(bytes: Uint8Array, at: number, width: number): number | null {
	const first = (bytes[at] ?? 0) - 2 ** (8 - width);
	const size = first * 256 ** (width - 1) + readUnsigned(bytes, at + 1, width - 1);
	return size === 2 ** (7 * width) - 1 ? null : size;
}

/** A big-endian unsigned number of `width` bytes, 0 when there are none; exact up to 2^53. */
export function readUnsigned(bytes: Uint8Array, at: number, width: number): number {
	let value = 0;
	for (let i = 0; i < width; i++) value = value * 256 + (bytes[at + i] ?? 0);
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

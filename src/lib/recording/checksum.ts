/** The CRC-32 of ISO 3309, as zip and PNG use it: it finds a damaged chunk, it proves nothing about who wrote it. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

/** 0 to 2^32 - 1. @source RFC 1952 section 8 */
export function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (let at = 0; at < bytes.length; at++) {
		crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[at] as number)) & 0xff] as number);
	}
	return (crc ^ 0xffffffff) >>> 0;
}

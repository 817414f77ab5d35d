/** Which container a recording comes in, told by its first bytes and never by its name. */
export const CONTAINERS = ['webm', 'mp4'] as const;
export type Container = (typeof CONTAINERS)[number];

/** How many bytes `sniffContainer` needs. */
export const SNIFF_BYTES = 12;

/**
 * The container of `head` (at least 12 bytes), or null when it is neither WebM nor MP4.
 * @source EBML magic: RFC 8794 section 8.1; `ftyp` box: ISO/IEC 14496-12 section 4.3
 */
export function sniffContainer(head: Uint8Array): Container | null {
	if (head.length < SNIFF_BYTES) return null;
	if (startsWith(head, 0, [0x1a, 0x45, 0xdf, 0xa3])) return 'webm';
	if (startsWith(head, 4, [0x66, 0x74, 0x79, 0x70])) return 'mp4';
	return null;
}

const startsWith = (bytes: Uint8Array, at: number, expected: number[]) =>
	expected.every((value, index) => bytes[at + index] === value);

import type { ByteRange } from './media-store.ts';

/**
 * Reads a `Range` header for a body of `size` bytes.
 * @returns the range (end not included); null for "the whole body" (no header, several ranges, or another unit);
 * `unsatisfiable` when it asks for bytes that are not there
 * @source RFC 9110 section 14
 */
export function parseByteRange(
	header: string | null,
	size: number
): ByteRange | null | 'unsatisfiable' {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
	if (!match) return null;
	const [, first = '', last = ''] = match;
	if (first === '' && last === '') return null;
	if (first === '') {
		const length = Math.min(Number(last), size);
		return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
	}
	const start = Number(first);
	const end = last === '' ? size : Math.min(Number(last) + 1, size);
	if (last !== '' && Number(last) < start) return null;
	return start >= size ? 'unsatisfiable' : { start, end };
}

/** The still picture of a take: what it may be, told by its first bytes and never by its name. */
import type { Picture } from './media-key.ts';

/** In bytes; a JPEG 480 pixels wide has a tenth of it. */
export const LARGEST_POSTER = 200_000;

/**
 * The kind of `bytes`, or null when they are neither JPEG nor WebP.
 * @source JPEG: ITU T.81 annex B (SOI and a marker, EOI at the end); WebP: RFC 9649 section 2.4
 */
export function sniffPicture(bytes: Uint8Array): Picture | null {
	const says = (at: number, text: string) =>
		[...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
	const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
	if (isJpeg && bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9) return 'jpeg';
	if (bytes.length > 20 && says(0, 'RIFF') && says(8, 'WEBPVP8')) return 'webp';
	return null;
}

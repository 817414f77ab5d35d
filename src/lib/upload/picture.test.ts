import { describe, expect, it } from 'vitest';
import { sniffPicture } from './picture.ts';

const text = (value: string) => new TextEncoder().encode(value);

describe('a picture', () => {
	it('is told by its first bytes', () => {
		expect(sniffPicture(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 0xff, 0xd9))).toBe('jpeg');
		expect(sniffPicture(text('RIFF\x10\0\0\0WEBPVP8 \x04\0\0\0abcd'))).toBe('webp');
	});

	it.each([
		'',
		'GIF89a',
		'<svg onload="alert(1)">',
		'\x89PNG\r\n',
		'RIFF\x10\0\0\0WAVEfmt abcdefgh'
	])('is not %j', (content) => {
		expect(sniffPicture(text(content))).toBeNull();
	});

	it('is not a JPEG that was cut off', () => {
		expect(sniffPicture(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2))).toBeNull();
	});
});

/** Tells whether an encoded frame can be what it says, from its first bytes. */

/**
 * Can a decoder begin with this key frame? Codecs that are not known here are believed.
 * @source VP8: RFC 6386 section 9.1 (start code); VP9: bitstream specification section 6.2 (frame marker);
 * AVC: ISO/IEC 14496-15 section 5.3 (each unit is preceded by its length of 4 bytes)
 */
export function canBegin(codec: string | null, frame: Uint8Array): boolean {
	if (frame.length === 0) return false;
	if (codec === 'vp8') {
		const isKey = (byte(frame, 0) & 1) === 0;
		return isKey && byte(frame, 3) === 0x9d && byte(frame, 4) === 0x01 && byte(frame, 5) === 0x2a;
	}
	if (codec === 'vp9') return byte(frame, 0) >> 6 === 2;
	if (codec === 'avc') return isMadeOfUnits(frame);
	return true;
}

function isMadeOfUnits(frame: Uint8Array): boolean {
	const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
	let at = 0;
	while (at + 4 <= frame.length) at += 4 + view.getUint32(at);
	return at === frame.length;
}

const byte = (bytes: Uint8Array, at: number) => bytes[at] ?? 0;

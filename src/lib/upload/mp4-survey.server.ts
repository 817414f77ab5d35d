/** Looks from box to box of an MP4 recording whether any of it cannot be reached, without understanding what is in them. */
import { open, type FileHandle } from 'node:fs/promises';
import type { Mp4Survey } from './complete.ts';
import type { RecordedFile } from './remux.server.ts';

/** A box's head: size, type, and the size again where it needs 64 bits. */
const HEAD_BYTES = 16;
/** @source ISO/IEC 14496-12 section 4.2: what a box that begins a fragment, or names what is in the file, is called */
const TYPE = /^[a-z0-9 ]{4}$/i;

export async function surveyMp4({ path, room }: RecordedFile): Promise<Mp4Survey> {
	const file = await open(path, 'r');
	try {
		const bytes = (await file.stat()).size - room;
		let [mediaBytes, before] = [0, 0];
		for (let at = 0; at < bytes;) {
			const box = await boxAt(file, room + at, bytes - at);
			if (!box) return { bytes, mediaBytes, damagedAt: at, tornBytes: 0 };
			if (box.type === 'moof') before = mediaBytes;
			if (box.type === 'mdat') mediaBytes += Math.min(box.size, bytes - at);
			at += box.size;
			if (at > bytes) {
				return { bytes, mediaBytes, damagedAt: null, tornBytes: mediaBytes - before };
			}
		}
		return { bytes, mediaBytes, damagedAt: null, tornBytes: 0 };
	} finally {
		await file.close();
	}
}

/** The box that begins at `at` of the file, `left` bytes before its end; null when none can begin so. */
async function boxAt(
	file: FileHandle,
	at: number,
	left: number
): Promise<{ type: string; size: number } | null> {
	const head = Buffer.alloc(HEAD_BYTES);
	const { bytesRead } = await file.read(head, 0, HEAD_BYTES, at);
	// a head that was cut off belongs to a box that was
	if (bytesRead < 8) return { type: '', size: left + 1 };
	const type = head.toString('latin1', 4, 8);
	if (!TYPE.test(type)) return null;
	const short = head.readUInt32BE(0);
	// 0: to the end of the file; 1: in the 64 bits behind its type
	if (short === 0) return { type, size: left };
	if (short === 1) return { type, size: Math.max(HEAD_BYTES, Number(head.readBigUInt64BE(8))) };
	return short < 8 ? null : { type, size: short };
}

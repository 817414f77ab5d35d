/**
 * Makes a recorded file seekable: the same encoded frames in a container with a duration and an index.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
	Conversion,
	FilePathSource,
	FilePathTarget,
	Input,
	MP4,
	Mp4OutputFormat,
	Output,
	WEBM,
	WebMOutputFormat
} from 'mediabunny';
import type { Container } from './container.ts';

/** Lengths in milliseconds, sizes in bytes, SHA-256 in hex. */
export interface Remuxed {
	mimeType: string;
	durationMs: number;
	bytes: number;
	sha256: string;
}

/**
 * Writes the recording at `from` to `to` without re-encoding. A file that was cut off anywhere keeps all that is whole.
 * @throws when there is no frame that can be played, or when frames were lost on the way
 */
export async function remux(from: string, to: string, container: Container): Promise<Remuxed> {
	const before = openFile(from);
	const isVideo = (await before.getPrimaryVideoTrack()) !== null;
	const conversion = await Conversion.init({
		input: before,
		output: new Output({
			format: container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(),
			target: new FilePathTarget(to)
		}),
		showWarnings: false
	});
	if (!conversion.isValid) throw new Error('the file holds no track that can be played');
	await conversion.execute();
	const kept = await measure(to);
	const given = await measure(from);
	if (kept.packets === 0) throw new Error('the file holds no frame');
	if (kept.packets < given.packets) {
		throw new Error(`${given.packets - kept.packets} of ${given.packets} frames were lost`);
	}
	return {
		mimeType: `${isVideo ? 'video' : 'audio'}/${container}`,
		durationMs: Math.round(kept.durationS * 1000),
		bytes: (await stat(to)).size,
		sha256: await sha256Of(to)
	};
}

const openFile = (path: string) =>
	new Input({ formats: [WEBM, MP4], source: new FilePathSource(path) });

/** Packets of the video track (of the audio track when there is no video) and the length in seconds. */
async function measure(path: string): Promise<{ packets: number; durationS: number }> {
	const input = openFile(path);
	try {
		const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack());
		const packets = track ? (await track.computePacketStats()).packetCount : 0;
		return { packets, durationS: await input.computeDuration() };
	} finally {
		input.dispose();
	}
}

async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
	return hash.digest('hex');
}

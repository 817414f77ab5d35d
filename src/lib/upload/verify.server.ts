/** Looks whether a prepared recording is the one that arrived and can be played, before the original is let go. */
import { EncodedPacketSink, type InputTrack } from 'mediabunny';
import { canBegin } from './frame.ts';
import { openRecording, type RecordedFile } from './remux.server.ts';

/** What a recording is, by the demuxer. */
export interface Measured {
	isVideo: boolean;
	durationMs: number;
	/** Frames of the picture, or of the sound when there is no picture; null when they were not counted. */
	frames: number | null;
}

/** The prepared recording may be this much longer or shorter than the original, in milliseconds. */
const MOST_APART_MS = 500;
/** Where in the recording it is tried, as shares of its length. */
const TRIED_AT = [0, 0.25, 0.5, 0.75, 1];

/** Reads every frame's head to the end. @throws when no demuxer can open it */
export async function measure(file: RecordedFile, countFrames: boolean): Promise<Measured> {
	const input = openRecording(file);
	try {
		const track = await mainTrack(input);
		const frames =
			countFrames && track ? (await track.computePacketStats()).packetCount : track ? null : 0;
		const durationMs = Math.round((await input.computeDuration()) * 1000);
		return { isVideo: track?.isVideoTrack() ?? false, durationMs, frames };
	} finally {
		input.dispose();
	}
}

/**
 * Compares what was made with what it was made from.
 * @throws when frames are missing, or when it is more than half a second longer or shorter
 */
export function compare(original: Measured, made: Measured): void {
	if (made.frames === 0) throw new Error('the file holds no frame');
	const lost = (original.frames ?? 0) - (made.frames ?? original.frames ?? 0);
	if (lost > 0) throw new Error(`${lost} of ${original.frames} frames were lost`);
	const apart = Math.abs(original.durationMs - made.durationMs);
	if (apart > MOST_APART_MS) throw new Error(`its length is ${apart} ms off`);
}

/**
 * Seeks to several places of the file, and looks whether a decoder could begin there.
 * @throws when at one of them it could not
 */
export async function trySeeking(file: RecordedFile): Promise<void> {
	const input = openRecording(file);
	try {
		const track = await mainTrack(input);
		if (!track) throw new Error('the file holds no track that can be played');
		const [firstS, endS] = [await track.getFirstTimestamp(), await track.computeDuration()];
		for (const share of TRIED_AT) await tryAt(track, firstS + share * (endS - firstS));
	} finally {
		input.dispose();
	}
}

async function tryAt(track: InputTrack, atS: number): Promise<void> {
	const packet = await new EncodedPacketSink(track).getKeyPacket(atS);
	if (packet && canBegin(track.codec, packet.data)) return;
	throw new Error(`it cannot be played from ${atS.toFixed(1)} s`);
}

async function mainTrack(input: ReturnType<typeof openRecording>): Promise<InputTrack | null> {
	return (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack());
}

/** Makes what this device has of a recording playable from any point, without copying it. */
import { WebmIndex } from './webm-index.ts';

/** How much of a recording is looked at at once when its index was not built while it was recorded, in bytes. */
const LOOK_BYTES = 4_000_000;

/**
 * The recording with its length and an index in front. `index` has been fed with exactly the bytes of `recording`;
 * without it they are read once, which takes longer the longer the recording is.
 * @returns `recording` itself when it can't be made better, e.g. because there is no whole frame in it
 */
export async function makePlayable(recording: Blob, index?: WebmIndex): Promise<Blob> {
	try {
		if (recording.type.includes('/mp4')) return await remuxMp4(recording);
		const made = (index ?? (await indexOf(recording))).finish();
		if (!made) return recording;
		const { head, keepFrom, keepTo } = made;
		return new Blob([head, recording.slice(keepFrom, keepTo)], { type: recording.type });
	} catch {
		// a container that is not understood may still play from its start
		return recording;
	}
}

async function indexOf(recording: Blob): Promise<WebmIndex> {
	const index = new WebmIndex();
	for (let start = 0; start < recording.size; start += LOOK_BYTES) {
		const part = recording.slice(start, start + LOOK_BYTES);
		index.feed(new Uint8Array(await part.arrayBuffer()));
	}
	return index;
}

/** MP4 has its index at a place that depends on its length, so the file is written anew, in memory. */
async function remuxMp4(recording: Blob): Promise<Blob> {
	const { BlobSource, BufferTarget, Conversion, Input, MP4, Mp4OutputFormat, Output } =
		await import('mediabunny');
	const target = new BufferTarget();
	const conversion = await Conversion.init({
		input: new Input({ formats: [MP4], source: new BlobSource(recording) }),
		output: new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target }),
		showWarnings: false
	});
	await conversion.execute();
	return new Blob(target.buffer ? [target.buffer] : [recording], { type: recording.type });
}

/** Reads the sound of a recording piece by piece, so that half an hour takes no more memory than a minute. */
import {
	type AudioSample,
	AudioSampleSink,
	BlobSource,
	Input,
	MATROSKA,
	MP4,
	QTFF,
	WEBM
} from 'mediabunny';

/** What recorders write (`recording/take-type.ts`). */
const RECORDED = [WEBM, MATROSKA, MP4, QTFF];
/** Sound and clock may differ by this much before sound is missing, in seconds: three packets of Opus. */
const JITTER_S = 0.06;
/** No gap is filled with more silence than this at once, in seconds. */
const LONGEST_GAP_S = 60;

export interface Sound {
	rateHz: number;
	/** Pieces of sound, an array a channel, each where the one before ended; the arrays hold until the next piece. */
	pieces: AsyncIterable<Float32Array[]>;
	/** Length of the picture in milliseconds; undefined when there is none. */
	videoDurationMs: number | undefined;
	/** Milliseconds that were missing and filled with silence, so far. */
	missingMs: () => number;
	close: () => void;
}

/** The sound of `recording`; null when it has none. @throws {Error} when this browser cannot decode it. */
export async function openSound(recording: Blob): Promise<Sound | null> {
	const input = new Input({ formats: RECORDED, source: new BlobSource(recording) });
	const track = await input.getPrimaryAudioTrack();
	if (!track) return null;
	if (!(await track.canDecode())) throw new Error(`this browser cannot decode ${track.codec}`);
	const { startS, endS } = await readPicture(input);
	const rateHz = track.sampleRate;
	const planesOf = createPlanes();
	let missing = 0;

	async function* read(): AsyncGenerator<Float32Array[]> {
		let given = 0;
		for await (const sample of new AudioSampleSink(track as NonNullable<typeof track>).samples()) {
			const gapS = sample.timestamp - startS - given / rateHz;
			if (gapS > JITTER_S) {
				const silence = Math.round(Math.min(gapS, LONGEST_GAP_S) * rateHz);
				missing += silence;
				given += silence;
				yield silent(sample.numberOfChannels, silence);
			}
			given += sample.numberOfFrames;
			yield planesOf(sample);
			sample.close();
		}
	}

	return {
		rateHz,
		pieces: read(),
		videoDurationMs: endS === undefined ? undefined : Math.round((endS - startS) * 1000),
		missingMs: () => Math.round((missing / rateHz) * 1000),
		close: () => input.dispose()
	};
}

/**
 * Length of the picture in milliseconds, which no decoder is needed for; undefined when there is none, or the recording
 * cannot be read.
 */
export async function pictureDurationMs(recording: Blob): Promise<number | undefined> {
	const input = new Input({ formats: RECORDED, source: new BlobSource(recording) });
	try {
		const { startS, endS } = await readPicture(input);
		return endS === undefined ? undefined : Math.round((endS - startS) * 1000);
	} catch {
		return undefined;
	} finally {
		input.dispose();
	}
}

/** When the picture begins and ends in seconds; no end where there is none. */
async function readPicture(input: Input): Promise<{ startS: number; endS: number | undefined }> {
	const picture = await input.getPrimaryVideoTrack();
	if (!picture) return { startS: 0, endS: undefined };
	return { startS: await picture.getFirstTimestamp(), endS: await picture.computeDuration() };
}

/** Copies sample after sample into the same arrays: new ones for each took longer than decoding it. */
function createPlanes(): (sample: AudioSample) => Float32Array[] {
	const planes: Float32Array[] = [];
	return (sample) =>
		Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
			const length = sample.numberOfFrames;
			if ((planes[planeIndex]?.length ?? 0) < length) planes[planeIndex] = new Float32Array(length);
			const plane = (planes[planeIndex] as Float32Array).subarray(0, length);
			sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
			return plane;
		});
}

const silent = (channels: number, length: number) =>
	Array.from({ length: channels }, () => new Float32Array(length));

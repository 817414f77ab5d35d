/** Listens to the microphone for five seconds and measures what was heard. */
import { encodeWav } from './wav.ts';
import { pass } from './passing.browser.ts';
import type { Probing } from './probing.ts';
import { openRawSound } from './raw-sound.browser.ts';
import { measureSound, type MicrophoneReading } from './sound.ts';

const LISTEN_MS = 5000;

export interface HeardSound {
	reading: MicrophoneReading;
	/** The five seconds as a WAV file, to be played to the person alone. */
	recording: Blob;
}

/**
 * @param stream with the microphone; it is left running
 * @throws {Error} with a sentence when nothing can be heard here; the signal's reason when it is aborted
 */
export async function probeMicrophone(
	stream: MediaStream,
	{ signal, onProgress, durationMs = LISTEN_MS }: Probing & { durationMs?: number } = {}
): Promise<HeardSound> {
	signal?.throwIfAborted();
	const sound = await openRawSound(stream);
	try {
		await pass(durationMs, { signal, onProgress: (share) => onProgress?.(0.98 * share) });
		const samples = sound.samples();
		const reading = measureSound(samples, sound.rateHz);
		onProgress?.(1);
		const recording = new Blob([encodeWav(samples, sound.rateHz)], { type: 'audio/wav' });
		return { reading, recording };
	} finally {
		sound.close();
	}
}

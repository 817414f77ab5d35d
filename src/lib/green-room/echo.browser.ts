/** Plays a short sound through the speakers and listens whether it comes back. */
import { findChirp, makeChirp, CHIRP, type EchoReading } from './chirp.ts';
import { pass } from './passing.browser.ts';
import type { Probing } from './probing.ts';
import { openRawSound } from './raw-sound.browser.ts';

/** Before and behind the chirp, in milliseconds: speakers and wireless headphones answer late. */
const BEFORE_MS = 400;
const BEHIND_MS = 900;

/**
 * @param stream with the microphone; it is left running
 * @throws {Error} with a sentence when nothing can be heard here; the signal's reason when it is aborted
 */
export async function probeEcho(
	stream: MediaStream,
	{ signal, onProgress }: Probing = {}
): Promise<EchoReading> {
	signal?.throwIfAborted();
	const sound = await openRawSound(stream);
	try {
		const before = BEFORE_MS;
		await pass(before, { signal, onProgress: (share) => onProgress?.(0.25 * share) });
		const from = sound.samples().length;
		play(sound.context);
		const left = CHIRP.lengthMs + BEHIND_MS;
		await pass(left, { signal, onProgress: (share) => onProgress?.(0.25 + 0.7 * share) });
		const heard = sound.samples().subarray(from);
		if (!heard.some((sample) => sample !== 0)) {
			throw new Error('The microphone gave no sound, so an echo could not be looked for.');
		}
		const reading = findChirp(heard, sound.rateHz);
		onProgress?.(1);
		return reading;
	} finally {
		sound.close();
	}
}

/** Plays the sound for "did you hear it?", twice. @throws {Error} with a sentence when the browser plays nothing */
export async function playTone({ signal, onProgress }: Probing = {}): Promise<void> {
	signal?.throwIfAborted();
	const context = new AudioContext();
	try {
		await Promise.race([context.resume(), pass(2000, { signal })]);
		if (context.state !== 'running') {
			throw new Error('This browser did not play the sound. Press the button once more.');
		}
		play(context);
		play(context, (2 * CHIRP.lengthMs) / 1000);
		await pass(4 * CHIRP.lengthMs, { signal, onProgress });
	} finally {
		void context.close().catch(() => undefined);
	}
}

function play(context: AudioContext, afterS = 0): void {
	const samples = makeChirp(context.sampleRate);
	const buffer = context.createBuffer(1, samples.length, context.sampleRate);
	buffer.copyToChannel(samples, 0);
	const source = new AudioBufferSourceNode(context, { buffer });
	source.connect(context.destination);
	source.start(context.currentTime + afterS);
}

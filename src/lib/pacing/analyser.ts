/**
 * Measures how an answer is paced, from samples as they come. Any sample rate of a microphone, any number of channels, any
 * size of chunk: the same sound gives the same report.
 */
import { Clipping, worstClipping } from './clipping.ts';
import { refineEdges } from './edges.ts';
import { Features } from './features.ts';
import type { Frames } from './frames.ts';
import { measureLevels } from './level.ts';
import { type Heard, measure, NOISY_DB } from './measure.ts';
import { Mixer } from './mix.ts';
import type { PacingReport } from './report.ts';
import { Resampler } from './resample.ts';
import { maskOf } from './silero.ts';
import { type Activity, findSpeech } from './voice-activity.ts';

/** Louder than any microphone: such a sample is a fault of the device. */
const MOST = 4;

/** What the recording is beside its sound. */
export interface Surroundings {
	/** Length of the picture in milliseconds. */
	videoDurationMs?: number;
	/** Milliseconds of sound that are missing. */
	missingMs?: number;
}

/** What a second detector says: its likelihood of speech for each 32 ms, or why it could not be asked. */
export type SecondOpinion = { likelihood: Float32Array } | { unavailable: string };

export class Analyser {
	readonly #resampler: Resampler;
	readonly #features = new Features();
	readonly #mixer: Mixer;
	readonly #clipping: Clipping[] = [];
	readonly #onSound: ((samples: Float32Array) => void) | undefined;

	/**
	 * @param rateHz of the samples. @param onSound is given the sound at 16 kHz, one channel.
	 * @throws {RangeError} when `rateHz` is no rate of a microphone.
	 */
	constructor(
		readonly rateHz: number,
		onSound?: (samples: Float32Array) => void
	) {
		this.#resampler = new Resampler(rateHz);
		this.#mixer = new Mixer(rateHz);
		this.#onSound = onSound;
	}

	/** One chunk: an array of equal length for each channel, samples from -1 to 1. What is no number counts as silence. */
	push(channels: readonly Float32Array[]): void {
		const clean = channels.map(cleaned);
		clean.forEach((samples, at) =>
			(this.#clipping[at] ??= new Clipping(this.rateHz)).push(samples)
		);
		this.#take(this.#resampler.push(this.#mixer.push(clean)));
	}

	/** The report, once everything has come; `opinion` is asked for only where it is noisy. */
	async end(
		surroundings: Surroundings = {},
		opinion?: () => Promise<SecondOpinion>
	): Promise<PacingReport> {
		this.#take(this.#resampler.end());
		const frames = this.#features.end();
		const activity = findSpeech(frames);
		const speech = refineEdges(activity.speech, frames, activity.speechDb);
		const byEnergy = { ...this.#known(frames, surroundings), ...heardIn(activity, speech) };
		const voiceless = !speech.includes(1);
		const { snrDb } = measureLevels(frames, speech);
		if (!opinion || voiceless || snrDb >= NOISY_DB) {
			return measure(byEnergy);
		}
		const second = await opinion();
		if ('unavailable' in second) return measure({ ...byEnergy, detectorNote: second.unavailable });
		const mask = maskOf(second.likelihood, frames, activity.speechDb);
		const refined = refineEdges(mask, frames, activity.speechDb);
		return measure({ ...byEnergy, speech: refined, detector: 'silero', mostSnrDb: snrDb });
	}

	#take(sound: Float32Array): void {
		this.#features.push(sound);
		this.#onSound?.(sound);
	}

	#known(frames: Frames, surroundings: Surroundings) {
		return { frames, clippedShare: worstClipping(this.#clipping), ...surroundings };
	}
}

function heardIn({ speechDb }: Activity, speech: Uint8Array) {
	return { speech, voiceDb: speechDb, detector: 'energy' } satisfies Partial<Heard>;
}

function cleaned(samples: Float32Array): Float32Array {
	if (isClean(samples)) return samples;
	return samples.map((sample) =>
		Number.isNaN(sample) ? 0 : Math.max(-MOST, Math.min(MOST, sample))
	);
}

function isClean(samples: Float32Array): boolean {
	for (let at = 0; at < samples.length; at++) {
		if (!(Math.abs(samples[at] as number) <= MOST)) return false;
	}
	return true;
}

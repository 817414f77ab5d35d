/**
 * Measures how an answer is paced, from samples as they come. Any sample rate of a microphone, any number of channels, any
 * size of chunk: the same sound gives the same report.
 */
import { Clipping } from './clipping.ts';
import { refineEdges } from './edges.ts';
import { Features } from './features.ts';
import type { Frames } from './frames.ts';
import { measureLevels } from './level.ts';
import { type Heard, measure, NOISY_DB } from './measure.ts';
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
	readonly #clipping: Clipping[] = [];
	readonly #onSound: ((samples: Float32Array) => void) | undefined;

	/**
	 * @param rateHz of the samples. @param onSound is given the sound at 16 kHz, one channel.
	 * @throws {RangeError} when `rateHz` is no rate of a microphone.
	 */
	constructor(rateHz: number, onSound?: (samples: Float32Array) => void) {
		this.#resampler = new Resampler(rateHz);
		this.#onSound = onSound;
	}

	/** One chunk: an array of equal length for each channel, samples from -1 to 1. What is no number counts as silence. */
	push(channels: readonly Float32Array[]): void {
		const clean = channels.map(cleaned);
		clean.forEach((samples, at) => (this.#clipping[at] ??= new Clipping()).push(samples));
		this.#take(this.#resampler.push(mixed(clean)));
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
		if (!opinion || voiceless || measureLevels(frames, speech).snrDb >= NOISY_DB) {
			return measure(byEnergy);
		}
		const second = await opinion();
		if ('unavailable' in second) return measure({ ...byEnergy, detectorNote: second.unavailable });
		const mask = maskOf(second.likelihood, frames, activity.speechDb);
		const refined = refineEdges(mask, frames, activity.speechDb);
		return measure({ ...byEnergy, speech: refined, detector: 'silero' });
	}

	#take(sound: Float32Array): void {
		this.#features.push(sound);
		this.#onSound?.(sound);
	}

	#known(frames: Frames, surroundings: Surroundings) {
		const clippedShare = Math.max(0, ...this.#clipping.map(({ share }) => share));
		return { frames, clippedShare, ...surroundings };
	}
}

function heardIn({ speechDb }: Activity, speech: Uint8Array) {
	return { speech, voiceDb: speechDb, detector: 'energy' } satisfies Partial<Heard>;
}

function cleaned(samples: Float32Array): Float32Array {
	if (samples.every((sample) => Math.abs(sample) <= MOST)) return samples;
	return samples.map((sample) =>
		Number.isNaN(sample) ? 0 : Math.max(-MOST, Math.min(MOST, sample))
	);
}

/** The mean of the channels; the shortest says how long the chunk is. */
function mixed(channels: readonly Float32Array[]): Float32Array {
	const [first] = channels;
	if (!first || channels.length === 1) return first ?? new Float32Array(0);
	const length = Math.min(...channels.map((channel) => channel.length));
	const sum = new Float32Array(length);
	for (const channel of channels) {
		for (let at = 0; at < length; at++) sum[at] = (sum[at] as number) + (channel[at] as number);
	}
	return sum.map((sample) => sample / channels.length);
}

/**
 * What the meter shows while somebody speaks: a first impression from the last half minute. The numbers that are kept come
 * from the recording afterwards.
 */
import { refineEdges } from './edges.ts';
import { Features } from './features.ts';
import { FLOOR_DB, FRAME_MS, type Frames, toDb } from './frames.ts';
import { isSpeechLike } from './likeness.ts';
import { findPauses, SHORTEST_PAUSE_MS } from './pauses.ts';
import { estimateRates } from './rate.ts';
import { WORDS_PER_MINUTE } from './bands.ts';
import { Resampler } from './resample.ts';
import { findSyllables } from './syllables.ts';
import { findSpeech } from './voice-activity.ts';

/** The sound that the impression rests on, in frames: 30 s. */
const WINDOW = 3000;
/** How often it is formed, in frames: 500 ms. */
const EVERY = 50;
/** A hint about pace rests on this much speech, in milliseconds. */
const HINT_SPEECH_MS = 12_000;

export interface Reading {
	/** Speech so far, in milliseconds. */
	speakingMs: number;
	/** Silence since the last word, in milliseconds; all of the time when there was none. */
	silenceMs: number;
	/** In dB below full scale. */
	levelDb: number;
	/** A soft word about the pace, where there is enough to go by. */
	hint: 'slow' | 'fast' | null;
}

export class LiveMeter {
	readonly #resampler: Resampler;
	#features = new Features();
	/** Frames of the windows before. */
	#earlier = 0;
	#nextAt = EVERY;
	#spokenFrames = 0;
	#counted = 0;
	#lastWord = 0;
	#hint: Reading['hint'] = null;

	constructor(rateHz: number) {
		this.#resampler = new Resampler(rateHz);
	}

	/** A reading each half second of sound, else null. */
	push(samples: Float32Array): Reading | null {
		this.#features.push(this.#resampler.push(samples));
		const total = this.#earlier + this.#features.length;
		if (total < this.#nextAt) return null;
		this.#nextAt = total - (total % EVERY) + EVERY;
		return this.#read(total);
	}

	#read(total: number): Reading {
		const frames = this.#features.end();
		this.#judge(frames);
		if (frames.length > 2 * WINDOW) this.#startAnew(frames.length);
		return {
			speakingMs: this.#spokenFrames * FRAME_MS,
			silenceMs: (total - this.#lastWord) * FRAME_MS,
			levelDb: levelOf(frames),
			hint: this.#hint
		};
	}

	#judge(all: Frames): void {
		const from = Math.max(0, all.length - WINDOW);
		const frames = lastOf(all, from);
		const { speech: found, speechDb } = findSpeech(frames);
		const speech = refineEdges(found, frames, speechDb);
		const offset = this.#earlier + from;
		for (let at = Math.max(0, this.#counted - offset); at < speech.length; at++) {
			if (!speech[at]) continue;
			// a gap that is no pause is speech, as in the report
			const gap = offset + at - this.#lastWord;
			const isPause = this.#lastWord === 0 || gap * FRAME_MS >= SHORTEST_PAUSE_MS;
			this.#spokenFrames += isPause ? 1 : 1 + gap;
			this.#lastWord = offset + at + 1;
		}
		this.#counted = offset + speech.length;
		this.#hint = hintOf(frames, speech, speechDb);
	}

	/** The past is let go of, so that a meter that runs for hours takes no more memory. */
	#startAnew(length: number): void {
		this.#earlier += length;
		this.#features = new Features();
	}
}

function hintOf(frames: Frames, speech: Uint8Array, speechDb: number): Reading['hint'] {
	const phrasing = findPauses(speech);
	const spokenMs = phrasing.speech.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
	if (spokenMs < HINT_SPEECH_MS) return null;
	const syllables = findSyllables(frames, speech, speechDb).length;
	if (!isSpeechLike(frames, speech, syllables, phrasing)) return null;
	const { low, high } = estimateRates(syllables, phrasing).wordsPerMinute;
	// only when the whole range lies outside
	if (high < WORDS_PER_MINUTE.slow) return 'slow';
	return low > WORDS_PER_MINUTE.fast ? 'fast' : null;
}

function levelOf({ power, length }: Frames): number {
	const last = power.subarray(Math.max(0, length - EVERY));
	if (last.length === 0) return FLOOR_DB;
	return toDb(last.reduce((sum, value) => sum + value, 0) / last.length);
}

function lastOf(frames: Frames, from: number): Frames {
	return {
		length: frames.length - from,
		power: frames.power.subarray(from),
		voicePower: frames.voicePower.subarray(from),
		vowelPower: frames.vowelPower.subarray(from),
		pitchHz: frames.pitchHz.subarray(from),
		clarity: frames.clarity.subarray(from)
	};
}

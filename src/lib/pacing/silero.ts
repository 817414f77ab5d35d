/**
 * From the answers of the Silero network (version 5) to a mask of speech. The network itself runs where the caller says, so
 * that the browser and the tests share everything else.
 */
import { FRAME_MS, type Frames, toDb } from './frames.ts';
import { RATE_HZ } from './resample.ts';
import { dropVoiceless } from './voice-activity.ts';

/** Samples that the network looks at in one step, and those before them that it wants to see again. */
export const STEP = 512;
export const CONTEXT = 64;
/** Numbers the network remembers from step to step. */
export const MEMORY = 256;
/** Stretches of the recording that go through the network side by side: half the time of one after the other. */
const LANES = 8;
/** Steps that a stretch is begun earlier, to fill the memory: 2 s. */
const WARM_UP = 64;
/** Speech begins over the first and ends under the second. @source @ricky0123/vad-web 0.0.31, its own defaults are 0.3 and 0.25 */
const BEGINS = 0.5;
const ENDS = 0.35;

/** A frame this near to the speech level in dB and this clear is a voice too: the network misses drawn-out vowels. */
const LOUD_DB = 12;
const CLEAR = 0.75;
/** But only when the network hears speech in this part of such frames: else they are music. */
const AGREED_PART = 0.5;

/** One step of the network for `lanes` stretches: sound of `lanes` x 576 samples in, a likelihood of speech for each out. */
export type SileroStep = (sound: Float32Array, lanes: number) => Promise<Float32Array>;

/** The likelihood of speech for each 32 ms of sound at 16 kHz. `read(from, into)` fills a window; zeros outside. */
export async function askSilero(
	length: number,
	read: (from: number, into: Float32Array) => void,
	step: SileroStep
): Promise<Float32Array> {
	const steps = Math.ceil(length / STEP);
	const lanes = steps > LANES * WARM_UP ? LANES : 1;
	const each = Math.ceil(steps / lanes);
	const likelihood = new Float32Array(steps);
	const sound = new Float32Array(lanes * (CONTEXT + STEP));
	for (let at = lanes > 1 ? -WARM_UP : 0; at < each; at++) {
		for (let lane = 0; lane < lanes; lane++) {
			const window = sound.subarray(lane * (CONTEXT + STEP), (lane + 1) * (CONTEXT + STEP));
			read((lane * each + at) * STEP - CONTEXT, window);
		}
		const answers = await step(sound, lanes);
		if (at < 0) continue;
		for (let lane = 0; lane < lanes; lane++) {
			if (lane * each + at < steps) likelihood[lane * each + at] = answers[lane] ?? 0;
		}
	}
	return likelihood;
}

/** 1 where there is speech, one value a frame. `speechDb` is the level of the speech. */
export function maskOf(likelihood: Float32Array, frames: Frames, speechDb: number): Uint8Array {
	const heard = heardBySilero(likelihood, frames.length);
	const clear = frames.clarity.map((clarity, at) => {
		const loud = toDb(frames.voicePower[at] as number) >= speechDb - LOUD_DB;
		return loud && clarity >= CLEAR ? 1 : 0;
	});
	const agreed = clear.reduce((sum, one, at) => sum + one * (heard[at] as number), 0);
	const trusted = agreed >= AGREED_PART * clear.reduce((sum, one) => sum + one, 0);
	const speech = heard.map((one, at) => (one || (trusted && clear[at]) ? 1 : 0));
	dropVoiceless(speech, frames);
	return speech;
}

function heardBySilero(likelihood: Float32Array, length: number): Uint8Array {
	const heard = new Uint8Array(length);
	const framesAStep = (STEP / RATE_HZ) * (1000 / FRAME_MS);
	let inside = false;
	for (let at = 0; at < likelihood.length; at++) {
		inside = (likelihood[at] as number) >= (inside ? ENDS : BEGINS);
		if (inside) heard.fill(1, Math.round(at * framesAStep), Math.round((at + 1) * framesAStep));
	}
	return heard;
}

import { describe, expect, it } from 'vitest';
import { makeSpeechLike, regularBursts } from '../../../tests/fixtures/speech-like.ts';
import { addNoise, makeVoice, regularPhrases } from '../../../tests/fixtures/voice.ts';
import { findChirp, makeChirp, NOT_HEARD } from './chirp.ts';
import { judgeEcho } from './echo.ts';
import { judgeMicrophone } from './microphone.ts';
import { measureSound, NO_SOUND } from './sound.ts';
import { judgeSpeakers } from './speakers.ts';
import { encodeWav } from './wav.ts';

const RATE = 48_000;
/** Five seconds of a voice at -20 dB and of one at -24 dB, in quiet rooms. */
const VOICES: [string, Float32Array, number][] = [
	[
		'a voice',
		makeVoice({ phrases: regularPhrases(5, 4.5, 0.4), rateHz: RATE, snrDb: 40 }).samples.slice(
			RATE / 2,
			5.5 * RATE
		),
		RATE
	],
	[
		'a deep voice on a telephone line',
		makeVoice({ phrases: regularPhrases(5, 5, 0.35), pitchHz: 95, snrDb: 40 }).samples.slice(
			0,
			80_000
		),
		16_000
	],
	['bursts', makeSpeechLike(regularBursts(4, 1000, 350), 5400), RATE]
];
const judge = (samples: Float32Array, rateHz: number) =>
	judgeMicrophone(measureSound(samples, rateHz));
const times = (samples: Float32Array, gain: number) => samples.map((sample) => sample * gain);
const rms = (samples: Float32Array) =>
	Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
/** Five seconds of phrases of one pitch that never moves, with the overtones of a voice, over a little noise. */
function hummed(pitchHz: number, rateHz: number): Float32Array {
	const voice = Float32Array.from({ length: 5 * rateHz }, (_, at) => {
		const atS = at / rateHz;
		// syllables that come ever faster, so that nothing but the pitch repeats
		const open = Math.max(0, Math.sin(2 * Math.PI * (2 + 0.2 * atS) * atS));
		let sum = 0;
		for (let overtone = 1; overtone < 25; overtone++)
			sum += Math.sin(2 * Math.PI * pitchHz * overtone * atS) / overtone;
		return 0.12 * open * sum;
	});
	addNoise(voice, 0.0004);
	return voice;
}
/** As a file of 16 bit has it. */
const stored = (samples: Float32Array) =>
	samples.map((sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767) / 32_767);

describe.each(VOICES)('the microphone, from %s', (_, voice, rateHz) => {
	const changed: [string, string, () => Float32Array][] = [
		['good', 'good', () => voice],
		['good', 'good', () => times(voice, 0.5)],
		['quiet', 'could-be-better', () => times(voice, 0.1)],
		['quiet', 'problem', () => stored(times(voice, 0.02))],
		['clipped', 'problem', () => stored(times(voice, 12))],
		// too loud for the device, then turned down
		['clipped', 'problem', () => times(stored(times(voice, 12)), 0.5)],
		['noisy', 'problem', () => withNoise(voice, 6)],
		['noisy', 'problem', () => withNoise(voice, -6)],
		['echo', 'problem', () => withEcho(voice, rateHz, 180, 0.6)],
		['echo', 'problem', () => withEcho(withNoise(voice, 30), rateHz, 90, 0.6)]
	];
	it.each(changed)('is %s (%s)', (verdict, grade, make) => {
		const judged = judge(make(), rateHz);
		expect(judged.figures.verdict).toBe(verdict);
		expect(judged.grade).toBe(grade);
		expect(judged.mend === null).toBe(verdict === 'good');
	});

	it('does not take a steady pitch for an echo', () => {
		for (const pitchHz of [85, 100, 120, 160]) {
			const steady = hummed(pitchHz, rateHz);
			expect(measureSound(steady, rateHz).echoDelayMs, `${pitchHz} Hz`).toBeNull();
		}
	});

	it('tells the delay of the echo', () => {
		const { echoDelayMs } = measureSound(withEcho(voice, rateHz, 240, 0.5), rateHz);
		expect(echoDelayMs).toBeGreaterThan(238);
		expect(echoDelayMs).toBeLessThan(242);
	});
});

function withNoise(samples: Float32Array, snrDb: number): Float32Array {
	const noisy = samples.slice();
	addNoise(noisy, rms(samples) * 10 ** (-snrDb / 20));
	return noisy;
}

function withEcho(samples: Float32Array, rateHz: number, ms: number, gain: number): Float32Array {
	const delay = Math.round((ms / 1000) * rateHz);
	return samples.map((sample, at) => sample + gain * (samples[at - delay] ?? 0));
}

describe('a microphone without a voice', () => {
	const noise = (level: number) => {
		const samples = new Float32Array(RATE * 2);
		addNoise(samples, level);
		return samples;
	};

	it('that is silent, hums or roars', () => {
		expect(judge(new Float32Array(RATE), RATE).figures.verdict).toBe('quiet');
		expect(judge(noise(1e-5), RATE).figures.verdict).toBe('quiet');
		expect(judge(noise(0.05), RATE)).toMatchObject({
			grade: 'problem',
			figures: { verdict: 'noisy' }
		});
		expect(judge(noise(0.003), RATE).figures.verdict).toBe('no-voice');
	});

	it('is not measurable without sound, and never stumbles over what is no sound', () => {
		expect(judge(new Float32Array(0), RATE).grade).toBe('not-measurable');
		expect(judge(new Float32Array(100), 0).grade).toBe('not-measurable');
		expect(judge(new Float32Array(100), NaN).grade).toBe('not-measurable');
		expect(judge(new Float32Array(RATE).fill(NaN), RATE).figures.verdict).toBe('quiet');
		expect(judge(new Float32Array(RATE).fill(Infinity), RATE).grade).toBe('problem');
		expect(judgeMicrophone(NO_SOUND).mend).toContain('Connect');
	});
});

describe('the speakers in the microphone', () => {
	const chirp = makeChirp(RATE);
	/** Played at once, heard after `ms`, `gain` times as loud. */
	const heard = (ms: number, gain: number, noise = 0.001) => {
		const samples = new Float32Array(1.5 * RATE);
		const from = Math.round((ms / 1000) * RATE);
		chirp.forEach((sample, at) => (samples[from + at] = gain * sample));
		addNoise(samples, noise);
		return samples;
	};

	it('are found with their delay and level', () => {
		const reading = findChirp(heard(120, 0.3), RATE);
		expect(reading.delayMs).toBe(120);
		expect(reading.levelDb).toBeCloseTo(20 * Math.log10(0.3), 0);
		expect(judgeEcho(reading).grade).toBe('problem');
		expect(judgeEcho(findChirp(heard(300, 0.03), RATE)).grade).toBe('could-be-better');
	});

	it('are not heard in noise, in a voice or in nothing', () => {
		const voice = VOICES[0]?.[1] ?? chirp;
		for (const samples of [heard(0, 0, 0.02), voice, new Float32Array(RATE), chirp.subarray(9)]) {
			expect(findChirp(samples, RATE).delayMs).toBeNull();
		}
		expect(findChirp(heard(0, 1).fill(NaN), RATE).levelDb).toBeNull();
		expect(findChirp(chirp, 4000)).toEqual(NOT_HEARD);
		expect(judgeEcho(NOT_HEARD).grade).toBe('good');
	});

	it('are judged by what the person says', () => {
		expect(judgeSpeakers({ heard: true }).grade).toBe('good');
		expect(judgeSpeakers({ heard: null }).grade).toBe('not-measurable');
		expect(judgeSpeakers({ heard: false })).toMatchObject({ grade: 'problem' });
		const echo = { delayMs: 90, levelDb: -12, standOut: 40 };
		expect(judgeSpeakers({ heard: false, echo }).finding).toContain('was played');
	});
});

it('writes what was heard as a WAV file', () => {
	const wav = encodeWav(Float32Array.of(0, 1, -1, 2, NaN), 16_000);
	const view = new DataView(wav.buffer);
	expect(String.fromCharCode(...wav.subarray(0, 4), ...wav.subarray(8, 12))).toBe('RIFFWAVE');
	expect(view.getUint32(24, true)).toBe(16_000);
	const values = [0, 1, 2, 3, 4].map((at) => view.getInt16(44 + 2 * at, true));
	expect(values).toEqual([0, 32_767, -32_767, 32_767, 0]);
});

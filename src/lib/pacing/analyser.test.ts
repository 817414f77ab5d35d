import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { makeMusic, type MusicPlan } from '../../../tests/fixtures/music.ts';
import { addNoise, lcg, makeVoice, regularPhrases } from '../../../tests/fixtures/voice.ts';
import { Analyser } from './analyser.ts';
import { type PacingReport, PacingReportSchema } from './report.ts';
import { Resampler } from './resample.ts';

const TALK = regularPhrases(8, 4.2, 1.4);
/** Made once: it takes longer than to measure it. */
const PLAIN = makeVoice({ phrases: TALK });
const RATES = ['syllables', 'speechRate', 'articulationRate', 'wordsPerMinute'] as const;

async function analyse(samples: Float32Array, rateHz: number, chunks: number[] = []) {
	const analyser = new Analyser(rateHz);
	let at = 0;
	for (const size of chunks) {
		analyser.push([samples.subarray(at, at + size)]);
		at += size;
	}
	analyser.push([samples.subarray(at)]);
	const report = await analyser.end();
	expect(v.safeParse(PacingReportSchema, report).success).toBe(true);
	return report;
}

async function inChunks(channels: Float32Array[], rateHz: number, size: number) {
	const analyser = new Analyser(rateHz);
	for (let at = 0; at < (channels[0]?.length ?? 0); at += size) {
		analyser.push(channels.map((channel) => channel.subarray(at, at + size)));
	}
	return analyser.end();
}

const hasNoRate = (report: PacingReport) => RATES.every((name) => report[name] === null);

describe('a voice with known syllables and pauses', () => {
	it.each([16_000, 44_100, 48_000])('is measured at %i Hz', async (rateHz) => {
		const voice = makeVoice({ phrases: TALK, rateHz });
		const report = await analyse(voice.samples, rateHz);
		expect(report.notMeasurable).toEqual({});
		expect(Math.abs(report.syllables! - voice.syllables)).toBeLessThanOrEqual(
			0.02 * voice.syllables
		);
		expect(report.pausesOver1s).toBe(voice.pauses.length);
		expect(report.pausesOver2s).toBe(0);
		report.pauses!.forEach((pause, at) => {
			expect(Math.abs(pause.startMs - voice.pauses[at]!.startMs)).toBeLessThanOrEqual(30);
			expect(Math.abs(pause.endMs - voice.pauses[at]!.endMs)).toBeLessThanOrEqual(30);
		});
		expect(Math.abs(report.timeToFirstWordMs! - voice.firstMs)).toBeLessThanOrEqual(30);
		expect(report.speechLevelDb).toBeCloseTo(-20, 0);
	});

	it('is measured as well in noise 20 dB under it, and the noise is told', async () => {
		const voice = makeVoice({ phrases: TALK, snrDb: 20 });
		const report = await analyse(voice.samples, 16_000);
		expect(Math.abs(report.syllables! - voice.syllables)).toBeLessThanOrEqual(
			0.02 * voice.syllables
		);
		expect(report.pauses).toHaveLength(voice.pauses.length);
		expect(Math.abs(report.snrDb! - 20)).toBeLessThan(1.5);
	});

	it('is the same from one channel and from two', async () => {
		const { samples } = PLAIN;
		const analyser = new Analyser(16_000);
		analyser.push([samples, samples]);
		expect(await analyser.end()).toEqual(await analyse(samples, 16_000));
	});
});

describe('chunks', () => {
	const { samples } = makeVoice({ phrases: regularPhrases(2, 4.2, 0.6), rateHz: 44_100 });
	it.each([16_000, 44_100])('of any size give the same report at %i Hz', async (rateHz) => {
		const whole = await analyse(samples, rateHz);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 12 }),
				async (chunks) => {
					expect(await analyse(samples, rateHz, chunks)).toEqual(whole);
				}
			),
			{ numRuns: 12 }
		);
	});

	it.each([16_000, 44_100, 48_000])(
		'of 1, 127, 128, 4096 and all samples give it at %i Hz, of one channel and of two',
		async (rateHz) => {
			const left = samples.subarray(0, 3 * rateHz);
			const right = left.map((one, at) => 0.6 * one + 0.01 * Math.sin(at / 9));
			for (const channels of [[left], [left, right]]) {
				const whole = await inChunks(channels, rateHz, left.length);
				for (const size of [1, 127, 128, 4096]) {
					expect(await inChunks(channels, rateHz, size)).toEqual(whole);
				}
				expect(whole.durationMs).toBe(3000);
			}
		}
	);

	it('of one sample give it too', async () => {
		const short = samples.subarray(20_000, 50_000);
		expect(
			await analyse(
				short,
				44_100,
				Array.from(short, () => 1)
			)
		).toEqual(await analyse(short, 44_100));
	});
});

describe('what is not to be trusted', () => {
	const number = fc.oneof(
		fc.float({ min: -2, max: 2 }),
		fc.constantFrom(NaN, Infinity, -Infinity, 3e38, -3e38, 1e-45)
	);
	it('never breaks the analyser', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(number, { maxLength: 600 }), { maxLength: 6 }),
				fc.integer({ min: 3000, max: 768_000 }),
				async (chunks, rateHz) => {
					const analyser = new Analyser(rateHz);
					for (const chunk of chunks)
						analyser.push([Float32Array.from(chunk), new Float32Array(chunk.length)]);
					const report = await analyser.end();
					expect(v.safeParse(PacingReportSchema, report).success).toBe(true);
					expect(hasNoRate(report)).toBe(true);
				}
			),
			{ numRuns: 60 }
		);
	});

	it('may be a voice with some samples that are no numbers', async () => {
		const samples = PLAIN.samples.map((one, at) => (at % 5000 === 0 ? NaN : one));
		const report = await analyse(samples, 16_000);
		expect(report.pauses).toHaveLength(PLAIN.pauses.length);
	});

	it.each([0, -1, NaN, Infinity, 1e9])('is not taken at %f Hz', (rateHz) => {
		expect(() => new Analyser(rateHz)).toThrow(RangeError);
	});
});

describe('no rate is made of', () => {
	const seconds = 30;
	const sound = (make: (atS: number) => number) =>
		Float32Array.from({ length: seconds * 16_000 }, (_, at) => make(at / 16_000));
	const tone = (hz: number) => (atS: number) => 0.2 * Math.sin(2 * Math.PI * hz * atS);
	const noise = new Float32Array(seconds * 16_000);
	addNoise(noise, 0.1);
	const chance = lcg(3);
	const gliding = (hz: (atS: number) => number, loud: (atS: number) => number) => {
		let turns = 0;
		return sound((s) => {
			turns += hz(s) / 16_000;
			return 0.2 * loud(s) * (2 * (turns % 1) - 1) + 0.001 * (chance() - 0.5);
		});
	};

	it.each<[string, Float32Array, RegExp]>([
		['an empty track', new Float32Array(0), /no sound/],
		['silence', new Float32Array(seconds * 16_000), /silent/],
		['a hiss', sound(() => 0.0002 * (chance() - 0.5)), /silent/],
		['a tone of 1 kHz', sound(tone(1000)), /No voice|not like speech/],
		['a tone of 220 Hz', sound(tone(220)), /No voice|not like speech/],
		[
			'a tone that comes and goes',
			sound((s) => (s % 0.5 < 0.2 ? tone(1000)(s) : 0)),
			/not like speech/
		],
		[
			'a tone in the rhythm of syllables',
			sound((s) => tone(200)(s) * Math.sin(4 * Math.PI * s) ** 2),
			/not like speech/
		],
		['white noise', noise, /No voice/],
		[
			'noise in the rhythm of syllables',
			noise.map((n, at) => n * Math.sin(at / 1273) ** 2),
			/No voice|not like speech/
		],
		['chords', sound((s) => chord(s, 2, 5)), /No voice|not like speech/],
		['plucked chords', sound((s) => chord(s, 0.5, 0.3)), /No voice|not like speech/],
		['a melody', sound((s) => melody(s)), /No voice|not like speech/],
		['a bowed violin', gliding(violinHz, (s) => burst((4 * s) % 1, 0.7)), /not like speech/],
		[
			'a dog',
			gliding(
				(s) => 350 - 120 * ((3 * s) % 1),
				(s) => burst((3 * s) % 1, 0.5)
			),
			/not like speech/
		],
		[
			'a gull',
			gliding(
				(s) => 500 + 200 * Math.sin(2.4 * Math.PI * s),
				(s) => burst((1.2 * s) % 1, 0.7)
			),
			/not like speech/
		]
	])('%s', async (_, samples, why) => {
		const report = await analyse(samples, 16_000);
		expect(hasNoRate(report)).toBe(true);
		expect(report.pauses).toBeNull();
		for (const name of RATES) expect(report.notMeasurable[name]).toMatch(why);
	});

	it.each<[number, MusicPlan['parts']]>([
		[60, ['drums']],
		[90, ['drums']],
		[120, ['drums', 'bass']],
		[75, ['violin', 'drums']],
		[120, ['violin', 'drums']],
		[150, ['violin', 'drums']],
		[90, ['drums', 'bass', 'chords', 'piano']],
		[128, ['drums', 'bass', 'chords', 'violin']],
		[100, ['piano', 'violin']],
		[140, ['piano', 'drums']]
	])('music of %i beats a minute: %s', async (beatsAMinute, parts) => {
		const report = await analyse(makeMusic({ beatsAMinute, parts }), 16_000);
		expect(hasNoRate(report)).toBe(true);
	});

	it.each([20, 60, 100])(
		'speech that was cut off before a coupling of %i Hz, at 16 and 48 kHz',
		async (cornerHz) => {
			for (const rateHz of [16_000, 48_000]) {
				const { samples } = makeVoice({ phrases: TALK, rateHz });
				const cut = samples.map((one) => Math.max(-0.3, Math.min(0.3, one * 3)));
				const report = await analyse(coupled(cut, cornerHz, rateHz), rateHz);
				expect(hasNoRate(report)).toBe(true);
				expect(report.clippedShare).toBeGreaterThan(0.02);
				expect(report.notMeasurable.wordsPerMinute).toMatch(/cut off/);
			}
		}
	);

	it('speech that is cut off by too much volume', async () => {
		const { samples } = PLAIN;
		const report = await analyse(
			samples.map((one) => Math.max(-1, Math.min(1, one * 8))),
			16_000
		);
		expect(hasNoRate(report)).toBe(true);
		expect(report.clippedShare).toBeGreaterThan(0.005);
		expect(report.notMeasurable.wordsPerMinute).toMatch(/cut off/);
	});

	it.each([1, 0.5])(
		'speech that was cut off and then blurred, as a codec does, at %f',
		async (gain) => {
			const { samples } = makeVoice({ phrases: TALK, rateHz: 48_000 });
			const resampler = new Resampler(48_000);
			const blurred = resampler.push(
				samples.map((one) => gain * Math.max(-1, Math.min(1, one * 8)))
			);
			const report = await analyse(blurred, 16_000);
			expect(hasNoRate(report)).toBe(true);
			expect(report.notMeasurable.wordsPerMinute).toMatch(/cut off/);
		}
	);

	it('less than 20 s of speech, though its pauses are given', async () => {
		const voice = makeVoice({ phrases: TALK.slice(0, 4) });
		const report = await analyse(voice.samples, 16_000);
		expect(hasNoRate(report)).toBe(true);
		expect(report.notMeasurable.syllables).toMatch(/Only 1\d s of speech/);
		expect(report.pauses).toHaveLength(3);
	});

	it('speech less than 15 dB above the noise, though its pauses are given', async () => {
		const voice = makeVoice({ phrases: TALK, snrDb: 12 });
		const report = await analyse(voice.samples, 16_000);
		expect(hasNoRate(report)).toBe(true);
		expect(report.notMeasurable.syllables).toMatch(/noise is too loud/);
		expect(report.pausesOver1s).toBe(voice.pauses.length);
	});

	it('sound that is shorter than the picture, nor are pauses', async () => {
		const analyser = new Analyser(16_000);
		analyser.push([PLAIN.samples]);
		const report = await analyser.end({ videoDurationMs: 60_000 });
		expect(hasNoRate(report)).toBe(true);
		expect(report.pauses).toBeNull();
		expect(report.notMeasurable.pauses).toMatch(/microphone missed/);
	});
});

describe('a rate is given all the same', () => {
	const { samples, syllables } = PLAIN;
	const turned = samples.map((one) => -one);
	const hum = (hz: number) =>
		samples.map((one, at) => one + 0.01 * Math.sin((2 * Math.PI * hz * at) / 16_000));
	it.each<[string, Float32Array[]]>([
		['where one channel is the other turned over', [samples, turned]],
		['where that is so but for a constant', [samples, turned.map((one) => one + 0.1)]],
		['where a channel stands at full scale', [samples, samples.map(() => 1)]],
		['where a channel stands somewhere', [samples.map(() => -0.3), samples]],
		['where a channel is silent', [samples, new Float32Array(samples.length)]],
		['with a constant voltage', [samples.map((one) => one + 0.3)]],
		['with a hum of 50 Hz', [hum(50)]],
		['with a hum of 60 Hz', [hum(60)]],
		['of a quiet voice', [samples.map((one) => 0.1 * one)]],
		['behind a coupling', [coupled(samples, 60, 16_000)]]
	])('%s', async (_, channels) => {
		const report = await inChunks(channels, 16_000, 4096);
		expect(report.clippedShare).toBe(0);
		expect(Math.abs((report.syllables ?? 0) - syllables)).toBeLessThanOrEqual(0.02 * syllables);
	});
});

describe('the noise of the room is not', () => {
	const bang = PLAIN.samples.slice();
	const chance = lcg(4);
	for (let at = 0; at < 480; at++) bang[bang.length - 4800 + at] = chance() - 0.5;
	it.each<[string, Float32Array]>([
		['one bang', bang],
		['a constant voltage', PLAIN.samples.map((one) => one + 0.3)]
	])('%s', async (_, samples) => {
		const plain = await analyse(PLAIN.samples, 16_000);
		const { snrDb } = await analyse(samples, 16_000);
		expect(Math.abs(snrDb! - plain.snrDb!)).toBeLessThan(3);
	});

	it('a constant voltage at 48 kHz', async () => {
		const { samples } = makeVoice({ phrases: TALK.slice(0, 3), rateHz: 48_000 });
		const plain = await analyse(samples, 48_000);
		const { snrDb } = await analyse(
			samples.map((one) => one + 0.5),
			48_000
		);
		expect(Math.abs(snrDb! - plain.snrDb!)).toBeLessThan(3);
	});
});

it.each([55, 62])('a deep voice at %i Hz is counted', async (pitchHz) => {
	const voice = makeVoice({ phrases: TALK, pitchHz });
	const { syllables } = await analyse(voice.samples, 16_000);
	expect(Math.abs((syllables ?? 0) - voice.syllables)).toBeLessThanOrEqual(0.03 * voice.syllables);
});

it('pauses are not counted towards the 20 s of speech', async () => {
	const phrases = Array.from({ length: 8 }, () => ({ syllables: 5, perSecond: 4.2, pauseS: 1.9 }));
	const { samples } = makeVoice({ phrases });
	const report = await analyse(samples, 16_000);
	expect(report.wordsPerMinute).toBeNull();
	expect(report.pauses).not.toBeNull();
});

it('a channel that hears nothing makes the voice no quieter', async () => {
	const one = await analyse(PLAIN.samples, 16_000);
	const both = await inChunks(
		[PLAIN.samples, new Float32Array(PLAIN.samples.length)],
		16_000,
		4096
	);
	expect(both.speechLevelDb).toBeCloseTo(one.speechLevelDb!, 0);
});

it('slow speech has a range that reaches further down', async () => {
	const { samples } = makeVoice({ phrases: regularPhrases(8, 2.6, 1.2) });
	const { low, high } = (await analyse(samples, 16_000)).wordsPerMinute!;
	expect((2 * (high / 1.12 - low)) / (2 * (high / 1.12))).toBeCloseTo(0.24, 1);
});

describe('the pitch', () => {
	it.each([
		[0, true],
		[0.5, true],
		[8, false]
	])('that moves by %f semitones is monotone: %s', async (pitchRange, monotone) => {
		const { samples } = makeVoice({ phrases: TALK, pitchRange });
		const report = await analyse(samples, 16_000);
		expect(report.longestMonotoneMs! >= 10_000).toBe(monotone);
		expect(Math.abs(report.pitchSpreadSemitones! - pitchRange / 2 / Math.SQRT2)).toBeLessThan(0.5);
	});
});

const NOTES = [60, 64, 67, 57, 60, 64, 65, 69, 72, 67, 71, 74];
const hertz = (note: number) => 440 * 2 ** ((note - 69) / 12);

function pluck(sinceS: number, hz: number, decayS: number): number {
	let sum = 0;
	for (let part = 1; part <= 6; part++) sum += Math.sin(2 * Math.PI * hz * part * sinceS) / part;
	return Math.min(1, sinceS / 0.01) * Math.exp(-sinceS / decayS) * sum;
}

function chord(atS: number, everyS: number, decayS: number): number {
	const first = 3 * (Math.floor(atS / 2) % 4);
	const since = atS % everyS;
	return (
		0.08 *
		NOTES.slice(first, first + 3).reduce((sum, note) => sum + pluck(since, hertz(note), decayS), 0)
	);
}

const burst = (part: number, until: number) =>
	part < until ? Math.sin((Math.PI * part) / until) : 0;
const violinHz = (atS: number) =>
	hertz((NOTES[Math.floor(atS * 4) % 12] as number) - 5) *
	(1 + 0.012 * Math.sin(11 * Math.PI * atS));

const melody = (atS: number) => {
	const note = Math.floor(atS * 5);
	return 0.2 * pluck(atS - note / 5, hertz((NOTES[(note * 7) % 12] as number) - 12), 0.1);
};

/** What a microphone's coupling does: it lets through what lies above `cornerHz`, 6 dB an octave. */
function coupled(samples: Float32Array, cornerHz: number, rateHz: number): Float32Array {
	const keep = Math.exp((-2 * Math.PI * cornerHz) / rateHz);
	let [out, before] = [0, 0];
	return samples.map((one) => {
		out = keep * (out + one - before);
		before = one;
		return out;
	});
}

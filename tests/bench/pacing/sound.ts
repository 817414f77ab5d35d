/** The sound that pacing is measured on, with what is known of it. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { lcg, makeVoice, regularPhrases } from '../../fixtures/voice.ts';

export const RATE_HZ = 16_000;

export interface Known {
	name: string;
	samples: Float32Array;
	syllables?: number;
	/** In seconds. */
	pauses?: [number, number][];
}

/** Debian's pocketsphinx-testdata (BSD-2-clause): syllables from the CMU dictionary of pocketsphinx-en-us. */
const TESTDATA = '/usr/share/pocketsphinx/test/data';
const TESTED: [string, number][] = [
	...[30, 9, 20, 26, 13].map((count, at): [string, number] => [
		`librivox/sense_and_sensibility_01_austen_64kb-0${['870', '880', '890', '920', '930'][at]}.wav`,
		count
	]),
	...[3, 4, 4, 2, 10].map((count, at): [string, number] => [`cards/00${at + 1}.wav`, count])
];
/** ../shared/speech-truth/real, counted in the same dictionary from what is read in them. */
const SHARED = resolve('../shared/speech-truth');
const SHARED_REAL: Record<string, number> = {
	'real-lj-a': 88,
	'real-lj-b': 90,
	'real-librivox': 98,
	'real-libri-1088': 78,
	'real-libri-2412': 53
};

/** Our own trains, and those of make-speech.mjs when it is there. */
export async function trains(): Promise<Known[]> {
	const own = [2.5, 3.5, 4.5, 6].flatMap((perSecond) =>
		[0.3, 1.2, 2.4].map((pauseS): Known => {
			const voice = makeVoice({
				phrases: regularPhrases(7, perSecond, pauseS),
				pitchHz: 90 + 25 * perSecond
			});
			const pauses = voice.pauses.map(({ startMs, endMs }): [number, number] => [
				startMs / 1000,
				endMs / 1000
			]);
			return {
				name: `${perSecond}/s ${pauseS} s`,
				samples: voice.samples,
				syllables: voice.syllables,
				pauses
			};
		})
	);
	const script = resolve(SHARED, 'make-speech.mjs');
	if (!existsSync(script)) return [...own, ...missing(script)];
	const { synth, SETS } = (await import(script)) as MakeSpeech;
	return [
		...own,
		...Object.entries(SETS)
			.filter(([, spec]) => spec.snr === undefined)
			.map(([name, spec]): Known => {
				const { x, truth } = synth(spec);
				return { name, samples: x, syllables: truth.syllables, pauses: truth.pauses };
			})
	];
}

interface MakeSpeech {
	synth: (spec: object) => {
		x: Float32Array;
		truth: { syllables: number; pauses: [number, number][] };
	};
	SETS: Record<string, { snr?: number }>;
}

/** Made-up voices with accents, of ../shared/speech-truth/clips: the pauses are exact, breaths of commas among them. */
export function accents(): Known[] {
	const path = resolve(SHARED, 'clips/truth.json');
	if (!existsSync(path)) return missing(path);
	const truth = JSON.parse(readFileSync(path, 'utf8')) as Record<string, AccentTruth>;
	return Object.entries(truth).map(([name, { file, syllables, pausesOver200ms }]) => ({
		name,
		syllables,
		samples: readWav(resolve(SHARED, 'clips', file)),
		// those that a report gives
		pauses: pausesOver200ms.filter(([from, to]) => to - from >= 0.25)
	}));
}

interface AccentTruth {
	file: string;
	syllables: number;
	pausesOver200ms: [number, number][];
}

/** Where the real voices come from that are on this machine. */
export function realSources(): string {
	const sources = [
		existsSync(resolve(SHARED, 'real')) ? 'speech-truth' : '',
		existsSync(resolve(TESTDATA, 'librivox')) ? 'pocketsphinx-testdata' : ''
	].filter(Boolean);
	return sources.join(' and ');
}

/** Real voices; empty when neither source is on this machine. */
export function realSpeech(): Known[] {
	const shared = Object.entries(SHARED_REAL).map(([name, syllables]) => ({
		name,
		syllables,
		path: resolve(SHARED, `real/${name}.wav`)
	}));
	const tested = TESTED.map(([name, syllables]) => ({
		name,
		syllables,
		path: resolve(TESTDATA, name)
	}));
	return [...shared, ...tested].flatMap(({ path, name, syllables }) =>
		existsSync(path) ? [{ name, syllables, samples: readWav(path) }] : missing(path)
	);
}

/** The read sentences of the test data joined with pauses of 1 to 2.5 s, in four orders. */
export function joined(): Known[] {
	const clips = realSpeech().filter(
		({ name }) => name.startsWith('librivox') || name.startsWith('cards')
	);
	if (clips.length === 0) return [];
	return [1, 2, 3, 4].map((round) => {
		const chance = lcg(round);
		const parts: Float32Array[] = [];
		const pauses: [number, number][] = [];
		let length = 0;
		for (let at = 0; at < clips.length; at++) {
			const clip = clips[(at * 3 + round) % clips.length] as Known;
			const silence = new Float32Array(Math.round((1 + 1.5 * chance()) * RATE_HZ));
			if (at > 0) {
				pauses.push([length / RATE_HZ, (length + silence.length) / RATE_HZ]);
				parts.push(silence);
				length += silence.length;
			}
			parts.push(clip.samples);
			length += clip.samples.length;
		}
		const samples = new Float32Array(length);
		let from = 0;
		for (const part of parts) {
			samples.set(part, from);
			from += part.length;
		}
		// a room: 66 dB under full scale, as the README of speech-truth has it
		return {
			name: `joined ${round}`,
			samples: withNoise(samples, 10 ** (-66 / 20), round),
			pauses
		};
	});
}

/** White noise `snrDb` under the speech (the frames within 30 dB of the loudest). */
export function inNoise({ samples }: Known, snrDb: number): Float32Array {
	const powers = Array.from({ length: Math.floor(samples.length / 160) }, (_, frame) => {
		let sum = 0;
		for (let at = 0; at < 160; at++) sum += (samples[frame * 160 + at] as number) ** 2;
		return sum / 160;
	});
	const loudest = Math.max(...powers);
	const active = powers.filter((power) => power > loudest / 1000);
	const power = active.reduce((sum, one) => sum + one, 0) / active.length;
	return withNoise(samples, Math.sqrt(power / 10 ** (snrDb / 10)), 5);
}

function withNoise(samples: Float32Array, rms: number, seed: number): Float32Array {
	const chance = lcg(seed);
	return samples.map((sample) => {
		let sum = -6;
		for (let draw = 0; draw < 12; draw++) sum += chance();
		return sample + rms * sum;
	});
}

function readWav(path: string): Float32Array {
	const bytes = readFileSync(path);
	let at = 12;
	while (bytes.toString('latin1', at, at + 4) !== 'data') at += 8 + bytes.readUInt32LE(at + 4);
	const length = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8) >> 1;
	return Float32Array.from(
		{ length },
		(_, sample) => bytes.readInt16LE(at + 8 + 2 * sample) / 32_768
	);
}

const told = new Set<string>();
function missing(path: string): [] {
	if (!told.has(path)) process.stderr.write(`pacing: ${path} is not there; measured without it.\n`);
	told.add(path);
	return [];
}

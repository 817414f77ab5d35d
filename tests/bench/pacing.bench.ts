/**
 * How well pauses and syllables are found, beside a detector with a fixed threshold: on trains of syllables that are known
 * exactly, on real voices with their transcripts, in noise; what it costs in the browser, and whether what is heard live is
 * what the recorded file gives. Real voices: `apt-get install pocketsphinx-testdata`, and ../shared/speech-truth.
 */
import type { Bench, BenchRow } from '../../scripts/bench-rows.ts';
import { findSpeech } from '../../src/lib/pacing/voice-activity.ts';
import { Features } from '../../src/lib/pacing/features.ts';
import { findSyllables } from '../../src/lib/pacing/syllables.ts';
import type { PacingReport } from '../../src/lib/pacing/report.ts';
import { fixedThreshold } from './pacing/baseline.ts';
import { browserRows } from './pacing/browser.ts';
import { analyse, countByNetwork } from './pacing/network.ts';
import {
	accents,
	inNoise,
	joined,
	type Known,
	realSources,
	realSpeech,
	trains
} from './pacing/sound.ts';

const bench: Bench = async () => [...(await offlineRows()), ...(await browserRows())];
export default bench;

/** What needs no browser. */
export async function offlineRows(): Promise<BenchRow[]> {
	const known = await trains();
	return [
		...(await trainRows(known)),
		...realRows(realSpeech()),
		...accentRows(accents()),
		...(await pauseRows([...known, ...joined(), ...accents()]))
	];
}

async function trainRows(known: Known[]): Promise<BenchRow[]> {
	let worst = 0;
	let byNetwork = 0;
	let simple = 0;
	let edge = 0;
	for (const train of known) {
		const loud = heard(train, 20);
		worst = Math.max(worst, offBy(countSyllables(loud), train));
		byNetwork = Math.max(byNetwork, offBy(await countByNetwork(loud), train));
		simple = Math.max(simple, offBy(fixedThreshold(loud).syllables, train));
		for (const samples of [train.samples, loud]) {
			edge = Math.max(edge, farthest(pausesOf(await reportOf(samples)), train.pauses ?? []));
		}
	}
	return [
		atMost('trains at 20 dB: syllables, worst of ' + known.length, worst, '%', 2, simple),
		atMost('the same where Silero heard speech', byNetwork, '%', 2),
		atMost('trains, clean and at 20 dB: edges of pauses, worst', 1000 * edge, 'ms', 30)
	];
}

function realRows(known: Known[]): BenchRow[] {
	if (known.length === 0) return [];
	const errors = known.map((clip) => offBy(countSyllables(clip.samples), clip));
	const simple = known.map((clip) => offBy(fixedThreshold(clip.samples).syllables, clip));
	const noisy = known.map((clip) => offBy(countSyllables(inNoise(clip, 20)), clip));
	return [
		atMost(
			`real speech (${realSources()}): syllables, median of ${known.length}`,
			median(errors),
			'%',
			8,
			median(simple)
		),
		atMost('the same at 20 dB', median(noisy), '%', 8)
	];
}

function accentRows(known: Known[]): BenchRow[] {
	if (known.length === 0) return [];
	const errors = known.map((clip) => offBy(countSyllables(clip.samples), clip));
	const simple = known.map((clip) => offBy(fixedThreshold(clip.samples).syllables, clip));
	const name = `made-up voices with accents: syllables, median of ${known.length}`;
	return [atMost(name, median(errors), '%', 8, median(simple))];
}

async function pauseRows(known: Known[]): Promise<BenchRow[]> {
	const rows: BenchRow[] = [];
	for (const snrDb of [null, 20, 10]) {
		const found = { hits: 0, of: 0, extra: 0 };
		const simple = { hits: 0, of: 0, extra: 0 };
		for (const clip of known) {
			const samples = heard(clip, snrDb);
			count(found, pausesOf(await reportOf(samples)), clip.pauses ?? []);
			count(simple, fixedThreshold(samples).pauses, clip.pauses ?? []);
		}
		const where = snrDb === null ? 'clean' : `at ${snrDb} dB`;
		const goal = snrDb === 10 ? 90 : 98.6;
		const share = percent(found.hits / found.of);
		rows.push({
			name: `pauses of 1 s or more ${where}: found of ${found.of}`,
			value: share,
			unit: '%',
			goal: `at least ${goal}`,
			holds: share >= goal,
			baseline: percent(simple.hits / simple.of)
		});
		rows.push(
			atMost(`pauses that are none, ${where}`, found.extra, '', snrDb === 10 ? 4 : 0, simple.extra)
		);
	}
	return rows;
}

/** Found: a pause of 0.95 s or more that covers nine tenths of the true one. False: 1 s or more beside every true one. */
function count(
	sum: { hits: number; of: number; extra: number },
	found: [number, number][],
	known: [number, number][]
) {
	const long = known.filter(([from, to]) => to - from >= 1);
	sum.of += long.length;
	sum.hits += long.filter(([from, to]) =>
		found.some(
			([a, b]) => b - a >= 0.95 && Math.min(b, to) - Math.max(a, from) >= 0.9 * (to - from)
		)
	).length;
	sum.extra += found.filter(
		([a, b]) => b - a >= 1 && !known.some(([from, to]) => Math.min(b, to) > Math.max(a, from))
	).length;
}

/** Each sound is made and analysed once, though several rows need it. */
const noisy = new Map<string, Float32Array>();
const reports = new Map<Float32Array, Promise<PacingReport>>();

function heard(known: Known, snrDb: number | null): Float32Array {
	if (snrDb === null) return known.samples;
	const key = `${known.name} at ${snrDb} dB`;
	const samples = noisy.get(key) ?? inNoise(known, snrDb);
	noisy.set(key, samples);
	return samples;
}

function reportOf(samples: Float32Array): Promise<PacingReport> {
	const report = reports.get(samples) ?? analyse(samples);
	reports.set(samples, report);
	return report;
}

/** The count itself: reports give none of clips under 20 s. */
function countSyllables(samples: Float32Array): number {
	const features = new Features();
	features.push(samples);
	const frames = features.end();
	const { speech, speechDb } = findSpeech(frames);
	return findSyllables(frames, speech, speechDb).length;
}

const pausesOf = ({ pauses }: PacingReport) =>
	(pauses ?? []).map(({ startMs, endMs }): [number, number] => [startMs / 1000, endMs / 1000]);

/** The largest distance of an edge from the truth in seconds; 9 when the pauses are not the same in number. */
function farthest(found: [number, number][], known: [number, number][]): number {
	if (found.length !== known.length) return 9;
	const edges = known.flatMap(([from, to], at) => {
		const [a, b] = found[at] as [number, number];
		return [Math.abs(a - from), Math.abs(b - to)];
	});
	return Math.max(0, ...edges);
}

const offBy = (found: number, { syllables = 1 }: Known) =>
	(100 * Math.abs(found - syllables)) / syllables;
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const percent = (share: number) => Math.round(share * 1000) / 10;

function atMost(
	name: string,
	measured: number,
	unit: string,
	most: number,
	simple?: number
): BenchRow {
	const value = Math.round(measured * 10) / 10;
	const baseline = simple === undefined ? {} : { baseline: Math.round(simple * 10) / 10 };
	return { name, value, unit, goal: `at most ${most}`, holds: value <= most, ...baseline };
}

/** How long the question bank takes: to load and index, and to search at each keystroke. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Bench, BenchRow } from '../../scripts/bench-rows.ts';
import { readBank } from '../../src/lib/question-bank/bank.server.ts';
import type { Bank } from '../../src/lib/question-bank/bank.ts';
import { listQuestions, makeFinder, NO_FILTERS } from '../../src/lib/question-bank/find.ts';
import { listDocuments, makeSearch } from '../../src/lib/question-bank/search.ts';

const ROUNDS = 7;
/** Typed letter by letter; two are misspelt. */
const TYPED = [
	'lumber punkture',
	'visa',
	'tell me about a time',
	'resdency gap',
	'why our program'
];

const bench: Bench = async () => {
	const folder = await mkdtemp(join(tmpdir(), 'bank-bench-'));
	const keepIn = join(folder, 'question-bank.json');
	try {
		const cold = await timed(() => load(keepIn, 0));
		const warm: number[] = [];
		for (let round = 1; round <= ROUNDS; round++) {
			warm.push((await timed(() => load(keepIn, round))).ms);
		}
		const keys = typeAll(cold.value);
		return [
			row(`load and index ${listQuestions(cold.value).length} questions`, median(warm), 200),
			row('the same at the very first start, YAML parsed', cold.ms, 5000),
			row('a keystroke of search, slowest of 95 in 100', share(keys, 0.95), 50),
			row('a keystroke of search, slowest', Math.max(...keys), 50)
		];
	} finally {
		await rm(folder, { recursive: true });
	}
};
export default bench;

/** Another spelling of the same folder each round, because a bank is read once a process. */
async function load(keepIn: string, round: number): Promise<Bank> {
	const bank = await readBank(`${resolve('question-bank')}${'/.'.repeat(round)}`, keepIn);
	makeSearch(listDocuments(bank));
	return bank;
}

/** What the page does at each letter, in milliseconds. */
function typeAll(bank: Bank): number[] {
	const search = makeSearch(listDocuments(bank));
	const titles = new Map(bank.sets.map(({ id, title }) => [id, title]));
	const find = makeFinder(listQuestions(bank), titles);
	return TYPED.flatMap((text) =>
		[...text].map((_, at) => {
			const q = text.slice(0, at + 1);
			const from = performance.now();
			find({ ...NO_FILTERS, q }, search(q));
			return performance.now() - from;
		})
	);
}

async function timed<T>(act: () => Promise<T>): Promise<{ value: T; ms: number }> {
	const from = performance.now();
	const value = await act();
	return { value, ms: performance.now() - from };
}

function row(name: string, ms: number, most: number): BenchRow {
	const value = Math.round(ms * 10) / 10;
	return { name, value, unit: 'ms', goal: `at most ${most}`, holds: value <= most };
}

const share = (values: readonly number[], part: number) =>
	[...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0;
const median = (values: readonly number[]) => share(values, 0.5);

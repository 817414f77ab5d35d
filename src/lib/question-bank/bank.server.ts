/** Reads the bank from `question-bank/`, once. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type * as v from 'valibot';
import { assembleBank, type Bank, type BankFile } from './bank.ts';
import { FormatSchema } from './format.ts';
import { parseYaml, type FileFault } from './parse.ts';
import { openParsed, type ParsedStore } from './parsed-store.server.ts';
import { QuestionSetSchema } from './question.ts';

/** Raised when a file of the bank is wrong; `faults` has every mistake with its file and line. */
export class BankError extends Error {
	constructor(readonly faults: FileFault[]) {
		const lines = faults.map(({ file, line, message }) => `  ${file}:${line} ${message}`);
		super(`The question bank has mistakes:\n${lines.join('\n')}`);
		this.name = 'BankError';
	}
}

const kept = new Map<string, Promise<Bank>>();

/**
 * The bank in `folder`; read the first time and kept while the server runs. A bank with mistakes is read again the
 * next time, so that mending a file is enough.
 * @param keepIn a file that keeps what the YAML said, so that the next start need not parse what hasn't changed
 * @throws {BankError} with every mistake's file and line.
 */
export function readBank(
	folder = join(process.cwd(), 'question-bank'),
	keepIn?: string
): Promise<Bank> {
	const known = kept.get(folder);
	if (known) return known;
	const reading = read(folder, keepIn);
	kept.set(folder, reading);
	reading.catch(() => kept.delete(folder));
	return reading;
}

async function read(folder: string, keepIn: string | undefined): Promise<Bank> {
	const store = keepIn === undefined ? undefined : await openParsed(keepIn);
	const [sets, formats] = await Promise.all([
		readFiles(folder, 'questions', QuestionSetSchema, store),
		readFiles(folder, 'formats', FormatSchema, store)
	]);
	const { bank, faults } = assembleBank(sets, formats);
	if (!bank) throw new BankError(faults);
	await store?.save();
	return bank;
}

async function readFiles<const S extends v.GenericSchema>(
	folder: string,
	part: string,
	schema: S,
	store: ParsedStore | undefined
): Promise<BankFile<v.InferOutput<S>>[]> {
	const names = (await readdir(join(folder, part))).filter((name) => name.endsWith('.yaml'));
	return Promise.all(
		names.sort().map(async (name) => {
			const path = join(folder, part, name);
			const file = relative(join(folder, '..'), path);
			const text = await readFile(path, 'utf8');
			const parsed = parseYaml(text, file, schema, store?.get(text));
			if (parsed.ok) store?.set(text, parsed.value);
			return { file, id: name.slice(0, -'.yaml'.length), parsed };
		})
	);
}

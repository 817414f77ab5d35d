/** Reads the rubrics of `question-bank/rubrics/`, each once. */
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseYaml } from '../question-bank/parse.ts';
import { RubricSchema, type Rubric } from './rubric.ts';

/** The rubric a review is given under unless the applicant chose another one. */
export const GENERAL_RUBRIC = 'general-interview';

const FOLDER = 'question-bank/rubrics';
const kept = new Map<string, Promise<Rubric>>();

/**
 * The rubric with this id, from the working folder's question bank.
 * @throws {Error} with file and line when the file is missing or not as it should be.
 */
export function readRubric(id: string): Promise<Rubric> {
	const known = kept.get(id) ?? read(id);
	kept.set(id, known);
	// a file that was mended while the server runs must be read again
	known.catch(() => kept.delete(id));
	return known;
}

/** Every rubric of the bank, the general one first. @throws {Error} as `readRubric`. */
export async function readRubrics(): Promise<Rubric[]> {
	const ids = await listIds();
	const others = ids.filter((id) => id !== GENERAL_RUBRIC);
	return Promise.all([GENERAL_RUBRIC, ...others].map(readRubric));
}

/** The rubric of the bank with this id, or null when the bank has none. @throws {Error} as `readRubric`. */
export async function findBankRubric(id: string): Promise<Rubric | null> {
	return (await listIds()).includes(id) ? readRubric(id) : null;
}

async function listIds(): Promise<string[]> {
	const names = await readdir(resolve(FOLDER));
	return names.flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : [])).sort();
}

async function read(id: string): Promise<Rubric> {
	const file = `${FOLDER}/${id}.yaml`;
	const parsed = parseYaml(await readFile(resolve(file), 'utf8'), file, RubricSchema);
	if (parsed.ok) return parsed.value;
	const faults = parsed.faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`);
	throw new Error(faults.join('\n'));
}

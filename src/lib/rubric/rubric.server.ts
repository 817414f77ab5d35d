/** Reads the rubrics of `question-bank/rubrics/`, each once. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseYaml } from '../question-bank/parse.ts';
import { RubricSchema, type Rubric } from './rubric.ts';

/** The rubric every review is given under. */
export const GENERAL_RUBRIC = 'general-interview';

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

async function read(id: string): Promise<Rubric> {
	const file = `question-bank/rubrics/${id}.yaml`;
	const parsed = parseYaml(await readFile(resolve(file), 'utf8'), file, RubricSchema);
	if (parsed.ok) return parsed.value;
	const faults = parsed.faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`);
	throw new Error(faults.join('\n'));
}

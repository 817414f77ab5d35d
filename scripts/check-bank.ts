/** Reads every file of question-bank/ and prints each mistake with its file and line. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GenericSchema, InferOutput } from 'valibot';
import type { BankFile } from '../src/lib/question-bank/bank.ts';
import { checkBank } from '../src/lib/question-bank/check.ts';
import { FormatSchema } from '../src/lib/question-bank/format.ts';
import { parseYaml } from '../src/lib/question-bank/parse.ts';
import { QuestionSetSchema } from '../src/lib/question-bank/question.ts';
import { checkRubric } from '../src/lib/rubric/check.ts';
import { RubricSchema } from '../src/lib/rubric/rubric.ts';

const sets = read('questions', QuestionSetSchema);
const rubrics = read('rubrics', RubricSchema);
const faults = checkBank(sets, read('formats', FormatSchema), rubrics);
for (const { file, parsed } of rubrics) {
	if (!parsed.ok) continue;
	for (const { path, message } of checkRubric(parsed.value)) {
		faults.push({ file, line: parsed.lineOf(path), message });
	}
}

let questions = 0;
for (const { id, parsed } of sets) {
	if (!parsed.ok) continue;
	const { questions: own, include } = parsed.value;
	questions += own.length;
	const borrowed = include.length > 0 ? `, ${include.length} borrowed` : '';
	process.stdout.write(`${String(own.length).padStart(4)}  ${id}${borrowed}\n`);
}
process.stdout.write(`${String(questions).padStart(4)}  questions in ${sets.length} sets\n`);
process.stdout.write(`${String(rubrics.length).padStart(4)}  rubrics\n`);
for (const { file, line, message } of faults) process.stdout.write(`${file}:${line} ${message}\n`);
if (faults.length > 0) process.exitCode = 1;

function read<const S extends GenericSchema>(
	folder: string,
	schema: S
): BankFile<InferOutput<S>>[] {
	const path = join('question-bank', folder);
	const names = readdirSync(path).filter((name) => name.endsWith('.yaml'));
	return names.sort().map((name) => {
		const file = join(path, name);
		const parsed = parseYaml(readFileSync(file, 'utf8'), file, schema);
		return { file, id: basename(name, '.yaml'), parsed };
	});
}

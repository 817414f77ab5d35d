/**
 * What `npm run check` says about the bank beyond the shape of each file: everything `assembleBank` refuses,
 * formats that the bank cannot fill, and questions that are rewordings of others.
 */
import { assembleBank, type Bank, type BankFile } from './bank.ts';
import { CHOSEN_SET, type Format } from './format.ts';
import type { FileFault } from './parse.ts';
import type { Question, QuestionSet } from './question.ts';

/** Two questions more alike than this, from 0 to 1, are one. @source the closest different pair of 556 questions has 0.70 */
export const ALIKE = 0.76;

/** As much of a rubric as is checked here; its own schema checks the rest. */
export interface CheckedRubric {
	id: string;
	criteria: { id: string }[];
}

/** Every mistake, file by file; empty when the bank is as it should be. */
export function checkBank(
	sets: readonly BankFile<QuestionSet>[],
	formats: readonly BankFile<Format>[],
	rubrics: readonly BankFile<CheckedRubric>[]
): FileFault[] {
	const { bank, faults } = assembleBank(sets, formats);
	const found = [...faults, ...checkRubrics(rubrics), ...findRewordings(sets)];
	if (!bank) return found;
	found.push(...formats.flatMap((format) => checkFormat(format, bank)));
	return found;
}

/** Can this format be filled from the bank, and are there enough follow-ups to ask? */
function checkFormat({ file, parsed }: BankFile<Format>, bank: Bank): FileFault[] {
	if (!parsed.ok) return [];
	const { value, lineOf } = parsed;
	const faults: FileFault[] = [];
	const wanted = new Map<string, { questions: number; path: PropertyKey[] }>();
	const parts = value.parts.length > 0 ? value.parts : [{ from: CHOSEN_SET, ...value }];
	parts.forEach(({ from, questions }, at) => {
		const id = from === CHOSEN_SET ? value.questionSet : from;
		const path = value.parts.length > 0 ? ['parts', at, 'from'] : ['questions'];
		// two parts may draw from one set: together they must not ask for more than it has
		const sum = (wanted.get(id)?.questions ?? 0) + questions;
		wanted.set(id, { questions: sum, path });
	});
	for (const [id, { questions, path }] of wanted) {
		const set = bank.set(id);
		const at = { file, line: lineOf(path) };
		const name = path.join('.');
		if (!set) {
			faults.push({ ...at, message: `${name}: there is no set "${id}"` });
			continue;
		}
		const has = set.questions.length;
		if (has < questions) {
			faults.push({ ...at, message: `${name}: asks for ${questions}, but "${id}" has ${has}` });
		}
		const poor = set.questions.find((each) => each.followUps.length < value.followUps);
		if (poor) {
			const message = `followUps: asks ${value.followUps}, but "${poor.id}" has ${poor.followUps.length}`;
			faults.push({ file, line: lineOf(['followUps']), message });
		}
	}
	return faults;
}

function checkRubrics(rubrics: readonly BankFile<CheckedRubric>[]): FileFault[] {
	return rubrics.flatMap(({ file, id, parsed }) => {
		if (!parsed.ok) return parsed.faults;
		const { value, lineOf } = parsed;
		const faults: FileFault[] = [];
		if (value.id !== id) {
			const message = `id: is "${value.id}", but the file is named "${id}"`;
			faults.push({ file, line: lineOf(['id']), message });
		}
		value.criteria.forEach((criterion, at) => {
			if (value.criteria.findIndex((other) => other.id === criterion.id) === at) return;
			const message = `there is a criterion "${criterion.id}" already`;
			faults.push({ file, line: lineOf(['criteria', at, 'id']), message });
		});
		return faults;
	});
}

interface Placed {
	file: string;
	line: number;
	question: Question;
	pairs: Map<string, number>;
}

function findRewordings(sets: readonly BankFile<QuestionSet>[]): FileFault[] {
	const faults: FileFault[] = [];
	const before: Placed[] = [];
	for (const { file, parsed } of sets) {
		if (!parsed.ok) continue;
		parsed.value.questions.forEach((question, at) => {
			const line = parsed.lineOf(['questions', at, 'text']);
			const here: Placed = { file, line, question, pairs: pairsOf(question.text) };
			for (const other of before) {
				if (likeness(here.pairs, other.pairs) < ALIKE) continue;
				const message = `text: is a rewording of "${other.question.id}" (${other.file}:${other.line})`;
				faults.push({ file, line, message });
			}
			before.push(here);
		});
	}
	return faults;
}

/** How alike two texts are, from 0 to 1, whatever their capitals and punctuation. @source Dice's coefficient */
export function likenessOf(a: string, b: string): number {
	return likeness(pairsOf(a), pairsOf(b));
}

/** How often each pair of neighbouring letters occurs. */
function pairsOf(text: string): Map<string, number> {
	const letters = text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
	const pairs = new Map<string, number>();
	for (let at = 0; at + 1 < letters.length; at++) {
		const pair = letters.slice(at, at + 2);
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
	}
	return pairs;
}

function likeness(a: Map<string, number>, b: Map<string, number>): number {
	let common = 0;
	for (const [pair, count] of a) common += Math.min(count, b.get(pair) ?? 0);
	const all = countOf(a) + countOf(b);
	return all === 0 ? 1 : (2 * common) / all;
}

function countOf(pairs: Map<string, number>): number {
	let sum = 0;
	for (const count of pairs.values()) sum += count;
	return sum;
}

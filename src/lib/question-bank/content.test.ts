/** The real bank: enough of everything, taught whole, and nothing twice. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readBank } from './bank.server.ts';
import type { Bank, BankFile } from './bank.ts';
import { checkBank } from './check.ts';
import { FormatSchema } from './format.ts';
import { parseYaml } from './parse.ts';
import { QuestionSetSchema, SPECIALTIES, type Question } from './question.ts';

let bank: Bank;
let questions: Question[];
beforeAll(async () => {
	bank = await readBank();
	questions = bank.sets.flatMap((set) => set.questions.slice(0, set.own));
});

const LEAST: Record<Question['kind'], number> = {
	...{ opener: 15, motivation: 25, img: 50, 'red-flag': 40, behavioural: 50, ethics: 40 },
	...{ clinical: 25, specialty: 130, prohibited: 25, closing: 30 }
};

describe('the bank', () => {
	it.each(Object.entries(LEAST))('has enough questions of kind %s (%i)', (kind, least) => {
		expect(questions.filter((one) => one.kind === kind).length).toBeGreaterThanOrEqual(least);
	});

	it('has at least 400 questions', () => {
		expect(questions.length).toBeGreaterThanOrEqual(400);
	});

	it.each(SPECIALTIES)(
		'has ten questions of its own for %s, and general ones to begin with',
		(id) => {
			const pack = bank.set(id);
			expect(pack?.own).toBeGreaterThanOrEqual(10);
			expect(pack?.questions.slice(0, pack.own).every((one) => one.specialties.includes(id))).toBe(
				true
			);
			const borrowed = pack?.questions.slice(pack.own).map(({ kind }) => kind);
			expect(borrowed).toEqual(expect.arrayContaining(['opener', 'motivation', 'closing']));
		}
	);

	it.each([
		'first-30-minutes',
		'red-flags-in-one-sitting',
		'visa-and-return-home',
		'virtual-interview-day',
		'mmi-circuit'
	])('has the ready-made set %s', (id) => {
		expect(bank.set(id)?.family).toBe('ready-made');
		expect(bank.set(id)?.questions.length).toBeGreaterThanOrEqual(10);
	});

	it('teaches every question whole', () => {
		for (const one of questions) {
			expect(one.why.length, one.id).toBeGreaterThan(20);
			expect(one.strongAnswers.length, one.id).toBeGreaterThanOrEqual(3);
			expect(one.strongAnswers.length, one.id).toBeLessThanOrEqual(6);
			expect(one.pitfalls.length, one.id).toBeGreaterThanOrEqual(2);
			expect(one.followUps.length, one.id).toBeGreaterThanOrEqual(2);
			expect(one.competencies.length, one.id).toBeGreaterThan(0);
			expect([1, 2, 3], one.id).toContain(one.difficulty);
			expect(one.target.fromS, one.id).toBeLessThan(one.target.toS);
			expect(one.frame, one.id).toBeTruthy();
		}
	});

	it('has no mistake, no dead link and no question that is another in other words', () => {
		const read = <const S extends typeof QuestionSetSchema | typeof FormatSchema>(
			part: string,
			schema: S
		) =>
			readdirSync(`question-bank/${part}`).map((name) => {
				const file = `question-bank/${part}/${name}`;
				return {
					file,
					id: basename(name, '.yaml'),
					parsed: parseYaml(readFileSync(file, 'utf8'), file, schema)
				};
			});
		const sets = read('questions', QuestionSetSchema) as BankFile<never>[];
		const formats = read('formats', FormatSchema) as BankFile<never>[];
		expect(checkBank(sets, formats, [])).toEqual([]);
	}, 30_000);
});

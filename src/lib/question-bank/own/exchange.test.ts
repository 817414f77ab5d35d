import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPETENCIES, FRAMES, KINDS, SPECIALTIES } from '../question.ts';
import type { OwnSet } from '../own.ts';
import { readCsv, writeCsv } from './csv.server.ts';
import { readYaml, writeYaml } from './yaml.ts';

/** Lines of text as a person could type them, formulas and quotation marks among them. */
const line = (most: number) =>
	fc
		.oneof(
			fc.constantFrom(
				'=1+1',
				"'=1+1",
				"''@x",
				'-',
				'- a: b',
				'"quoted", twice',
				'#x',
				'null',
				'1',
				'日本語',
				'é;è'
			),
			fc.string({ maxLength: most, unit: 'grapheme' })
		)
		.map((text) =>
			text
				.replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, '')
				.trim()
				.slice(0, most)
				.trim()
		)
		.filter((text) => text.length > 0 && text.isWellFormed());
const lines = fc.array(line(60), { maxLength: 4 });
const paragraph = fc.array(line(40), { maxLength: 3 }).map((all) => all.join('\n'));
const question = fc.record({
	id: fc.uuid(),
	text: line(120),
	kind: fc.option(fc.constantFrom(...KINDS)),
	competencies: fc.subarray([...COMPETENCIES]),
	specialties: fc.subarray([...SPECIALTIES]),
	difficulty: fc.constantFrom(1 as const, 2 as const, 3 as const),
	target: fc.record({
		fromS: fc.integer({ min: 10, max: 90 }),
		toS: fc.integer({ min: 91, max: 600 })
	}),
	why: paragraph,
	strongAnswers: lines,
	pitfalls: lines,
	followUps: lines,
	frame: fc.option(fc.constantFrom(...FRAMES)),
	outline: lines
});
const set: fc.Arbitrary<OwnSet> = fc.record({
	id: fc.uuid(),
	title: line(40),
	purpose: line(80),
	questions: fc
		.array(question, { minLength: 1, maxLength: 4 })
		.map((all) => all.map((one, at) => ({ ...one, text: `${one.text} (${at})` })))
});

describe('a set written to a file and read again', () => {
	it.each([
		['YAML', writeYaml, readYaml],
		['CSV', writeCsv, readCsv]
	] as const)('is the same in %s', (_name, write, read) => {
		fc.assert(
			fc.property(set, (given) => {
				const got = read(write(given));
				expect(got.bad).toEqual([]);
				expect(got.good.map((row) => row.question)).toEqual(given.questions);
			}),
			{ numRuns: 60 }
		);
	});

	it('keeps its title and purpose in YAML', () => {
		const given = { id: 'x', title: 'Mine: all', purpose: 'For "May"', questions: [] };
		const got = readYaml(writeYaml(given).concat('questions: [{ text: Why us? }]\n'));
		expect(got).toMatchObject({ title: 'Mine: all', purpose: 'For "May"' });
	});
});

describe('no cell of a CSV', () => {
	it('is a formula, whatever a question says', () => {
		fc.assert(
			fc.property(set, (given) => {
				const cells = (parse(writeCsv(given), { bom: true }) as string[][]).flat();
				for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
			}),
			{ numRuns: 30 }
		);
	});
});

describe('a bad row', () => {
	const bad = (text: string) => readCsv(text).bad;

	it('is named with its line and reason, and the good ones stay', () => {
		const got = readCsv(
			'text,difficulty,why\nWhy us?,2,"Two\nlines"\n,3,no text\nWhy now?,9,\n\nWhy here?,1,\n'
		);
		expect(got.good.map(({ line, question }) => [line, question.text])).toEqual([
			[2, 'Why us?'],
			[7, 'Why here?']
		]);
		expect(got.bad).toEqual([
			{ line: 4, reason: 'The text of the question is missing.' },
			{ line: 5, reason: 'difficulty: The difficulty must be 1, 2 or 3.' }
		]);
	});

	it('is one with too many cells, or the same question again', () => {
		expect(bad('text,why\nA, b, c?,x\nWhy us?,\n"why us",\n')).toEqual([
			{ line: 2, reason: expect.stringContaining('There are 4 cells for 2 columns') },
			{ line: 4, reason: 'This is the same question as in line 3.' }
		]);
	});

	it.each([
		['text,colour\nWhy?,red', 'There is no column "colour"'],
		['why\nx', 'There is no column "text"'],
		['text,text\na,b', 'The column "text" is there twice'],
		['', 'There is no column "text"'],
		['text,kind\nWhy us?,silly', 'kind: "silly" is not one of'],
		['text,fromS\nWhy us?,60', 'target.toS'],
		['text,fromS,toS\nWhy us?,90,60', 'from a smaller to a larger'],
		['text,toS,fromS\nWhy us?,soon,60', 'target.toS: '],
		['text\n"Why us?', 'never closed'],
		[`text\n${'x'.repeat(401)}`, 'at most 400 characters'],
		['text\nNull \u0000 byte', 'a character that cannot be shown']
	])('%j says %s', (text, reason) => {
		const got = readCsv(text);
		expect(got.good).toEqual([]);
		expect(got.bad[0]?.reason).toContain(reason);
	});

	it('is read with semicolons and tabs as well', () => {
		expect(readCsv('text;why\nWhy us, now?;x').good[0]?.question.text).toBe('Why us, now?');
		expect(readCsv('text\twhy\nWhy us, now?\tx').good[0]?.question.why).toBe('x');
	});

	it('of YAML is named by the line of the field', () => {
		const got = readYaml(
			'title: Mine\nquestions:\n  - text: Why us?\n  - text: Why now?\n    colour: red\n  - why: nothing\n  - 7\n'
		);
		expect(got.title).toBe('Mine');
		expect(got.good.map(({ line }) => line)).toEqual([3]);
		expect(got.bad.map(({ line }) => line)).toEqual([5, 6, 7]);
	});

	it('of YAML may be the whole file', () => {
		expect(readYaml('a: [').bad[0]?.reason).toContain('This is not YAML');
		expect(readYaml('just words').bad[0]?.reason).toBe(
			'There is no list of questions in this file.'
		);
		const bomb =
			'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nquestions: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n';
		expect(readYaml(bomb).good).toEqual([]);
	});
});

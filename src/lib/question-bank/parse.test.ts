import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseYaml } from './parse.ts';
import { QuestionSetSchema } from './question.ts';

const Schema = v.strictObject({
	id: v.string(),
	points: v.array(v.strictObject({ text: v.string(), level: v.pipe(v.number(), v.maxValue(5)) }))
});

const good = [
	'id: a',
	'points:',
	'  - text: one',
	'    level: 1',
	'  - text: two',
	'    level: 2'
].join('\n');

function faultsOf(text: string) {
	const parsed = parseYaml(text, 'a.yaml', Schema);
	return parsed.ok ? [] : parsed.faults;
}

describe('a file without mistakes', () => {
	it('comes back as its value, and every part knows its line', () => {
		const parsed = parseYaml(good, 'a.yaml', Schema);
		if (!parsed.ok) throw new Error('should be read');
		expect(parsed.value.points).toEqual([
			{ text: 'one', level: 1 },
			{ text: 'two', level: 2 }
		]);
		expect(parsed.lineOf(['id'])).toBe(1);
		expect(parsed.lineOf(['points', 1, 'level'])).toBe(6);
		expect(parsed.lineOf(['points', 1, 'missing'])).toBe(5);
		expect(parsed.lineOf([])).toBe(1);
	});
});

describe('a mistake has its file and line', () => {
	it('in the syntax', () => {
		expect(faultsOf('id: a\npoints: [\n')).toMatchObject([{ file: 'a.yaml', line: 3 }]);
		expect(faultsOf('id: a\nid: b\n')[0]).toMatchObject({
			line: 2,
			message: 'Map keys must be unique'
		});
	});

	it('in a value', () => {
		const [fault] = faultsOf(good.replace('level: 2', 'level: 9'));
		expect(fault).toMatchObject({ file: 'a.yaml', line: 6 });
		expect(fault?.message).toMatch(/^points\.1\.level: /);
	});

	it('in a field that is not known', () => {
		const [fault] = faultsOf(good.replace('    level: 1', '    level: 1\n    lvel: 2'));
		expect(fault).toMatchObject({ line: 5 });
		expect(fault?.message).toMatch(/^points\.0\.lvel: /);
	});

	it('in a field that is missing: the line of what should have it', () => {
		const [fault] = faultsOf(good.replace('    level: 1\n', ''));
		expect(fault).toMatchObject({ line: 3 });
		expect(fault?.message).toMatch(/^points\.0\.level: /);
	});

	it('in several places: in the order of their lines', () => {
		const text = good
			.replace('level: 1', 'level: x')
			.replace('level: 2', 'level: y')
			.replace('id: a', 'id: 3');
		expect(faultsOf(text).map((fault) => fault.line)).toEqual([1, 4, 6]);
	});

	it('in an empty file', () => {
		expect(faultsOf('')).toMatchObject([{ line: 1 }]);
	});
});

it('a question set refuses a question that teaches too little', () => {
	const text = [
		'id: openers',
		'title: Openers',
		'purpose: The first minutes.',
		'questions:',
		'  - id: who'
	].join('\n');
	const parsed = parseYaml(text, 'openers.yaml', QuestionSetSchema);
	expect(parsed.ok).toBe(false);
	if (parsed.ok) return;
	const fields = parsed.faults.map((fault) => fault.message.split(':')[0]);
	for (const field of ['text', 'why', 'strongAnswers', 'pitfalls', 'followUps', 'target']) {
		expect(fields).toContain(`questions.0.${field}`);
	}
	expect(new Set(parsed.faults.map((fault) => fault.line))).toEqual(new Set([5]));
});

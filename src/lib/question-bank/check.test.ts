import { describe, expect, it } from 'vitest';
import type { BankFile } from './bank.ts';
import { ALIKE, checkBank, likenessOf, type CheckedRubric } from './check.ts';
import { completeFormat, type Format } from './format.ts';
import type { Question, QuestionSet } from './question.ts';

function question(id: string, text: string): Question {
	return {
		...{
			id,
			text,
			kind: 'opener',
			competencies: ['communication'],
			specialties: [],
			difficulty: 1
		},
		...{ target: { fromS: 60, toS: 90 }, why: '', strongAnswers: [], pitfalls: [], followUps: [] },
		frame: 'star-l'
	} as Question;
}

const FORMAT = completeFormat({
	...{
		id: 'drill',
		title: 'Drill',
		purpose: 'For the tests.',
		order: 1,
		questions: 2,
		questionSet: 'openers'
	},
	...{ preparationS: null, answerLimitS: 90, target: null, takes: null, playback: true }
});

/** A file whose parts lie at lines that tell them apart. */
function file<T extends { id: string }>(folder: string, value: T, name = value.id): BankFile<T> {
	const lineOf = (path: readonly PropertyKey[]) =>
		100 + path.reduce<number>((sum, step) => sum + (typeof step === 'number' ? 10 * step : 1), 0);
	return { file: `${folder}/${name}.yaml`, id: name, parsed: { ok: true, value, lineOf } };
}

const set = (id: string, questions: Question[], include: string[] = []): QuestionSet => ({
	...{ id, title: id, purpose: '', questions, include }
});

const OPENERS = set('openers', [
	question('yourself', 'Tell me about yourself.'),
	question('why-us', 'Why did you apply to this program?')
]);
const good = { sets: [file('questions', OPENERS)], formats: [file('formats', FORMAT)] };

const check = (
	given: { sets?: BankFile<QuestionSet>[]; formats?: BankFile<Format>[] },
	rubrics: BankFile<CheckedRubric>[] = []
) =>
	checkBank(given.sets ?? good.sets, given.formats ?? good.formats, rubrics).map(
		(fault) => `${fault.file}:${fault.line} ${fault.message}`
	);

describe('the bank', () => {
	it('has nothing to complain of when all is well', () => {
		expect(check({})).toEqual([]);
	});

	it('wants a file to be called by its id', () => {
		expect(check({ sets: [file('questions', OPENERS, 'opener')] })).toEqual([
			'questions/opener.yaml:101 id: is "openers", but the file is named "opener"'
		]);
	});

	it('wants ids to be unique in the whole bank', () => {
		const other = set('motivation', [question('yourself', 'What would your friends say of you?')]);
		expect(check({ sets: [...good.sets, file('questions', other)] })).toEqual([
			expect.stringMatching(/^questions\/motivation\.yaml:102 .*"yourself" already/)
		]);
	});

	it('wants borrowed questions to exist', () => {
		const ready = set('ready', [], ['yourself', 'nobody']);
		expect(check({ sets: [...good.sets, file('questions', ready)] })).toEqual([
			'questions/ready.yaml:111 include: no set has a question "nobody"'
		]);
	});

	it('finds a rewording of another question', () => {
		const other = set('motivation', [question('apply', 'So why did you apply to THIS program?')]);
		expect(check({ sets: [...good.sets, file('questions', other)] })).toEqual([
			'questions/motivation.yaml:102 text: is a rewording of "why-us" (questions/openers.yaml:112)'
		]);
	});

	it('wants the question set of a format to exist and to suffice', () => {
		const nowhere = file('formats', { ...FORMAT, questionSet: 'nowhere' });
		expect(check({ formats: [nowhere] })[0]).toContain('there is no set "nowhere"');
		const long = file('formats', { ...FORMAT, questions: 3 });
		expect(check({ formats: [long] })).toEqual([
			'formats/drill.yaml:101 questions: asks for 3, but "openers" has 2'
		]);
	});

	it('wants the parts of a format to draw from sets that exist and suffice', () => {
		const part = (from: string, questions: number) => ({ title: 'Part', from, questions });
		const parts = (...all: ReturnType<typeof part>[]) =>
			check({ formats: [file('formats', { ...FORMAT, parts: all })] });
		expect(parts(part('openers', 1), part('chosen', 1))).toEqual([]);
		expect(parts(part('openers', 1), part('nowhere', 1))).toEqual([
			'formats/drill.yaml:112 parts.1.from: there is no set "nowhere"'
		]);
		expect(parts(part('openers', 2), part('openers', 1))).toEqual([
			'formats/drill.yaml:112 parts.1.from: asks for 3, but "openers" has 2'
		]);
	});

	it('wants as many follow-ups as a format asks', () => {
		const pressed = file('formats', { ...FORMAT, followUps: 1 });
		expect(check({ formats: [pressed] })).toEqual([
			'formats/drill.yaml:101 followUps: asks 1, but "yourself" has 0'
		]);
	});

	it('checks rubrics: name, and criteria that are told apart', () => {
		const rubric = { id: 'general', criteria: [{ id: 'clarity' }, { id: 'clarity' }] };
		expect(check({}, [file('rubrics', rubric, 'generic')])).toEqual([
			'rubrics/generic.yaml:101 id: is "general", but the file is named "generic"',
			'rubrics/generic.yaml:112 there is a criterion "clarity" already'
		]);
	});

	it('passes on the mistakes of files that could not be read', () => {
		const fault = { file: 'questions/a.yaml', line: 3, message: 'broken' };
		const broken: BankFile<never> = {
			file: fault.file,
			id: 'a',
			parsed: { ok: false, faults: [fault] }
		};
		expect(check({ sets: [...good.sets, broken] })).toEqual(['questions/a.yaml:3 broken']);
		expect(check({}, [broken])).toEqual(['questions/a.yaml:3 broken']);
	});
});

describe('likeness', () => {
	it('does not mind capitals and punctuation', () => {
		expect(likenessOf('Why here?', 'why, HERE')).toBe(1);
		expect(likenessOf('', '')).toBe(1);
	});

	it('tells questions with the same beginning apart', () => {
		const a = 'Tell me about a handover that went wrong.';
		expect(
			likenessOf(a, 'Tell me about a task you handed to somebody else that went wrong.')
		).toBeLessThan(ALIKE);
		expect(likenessOf(a, 'Tell me about one handover which went wrong.')).toBeGreaterThan(ALIKE);
	});
});

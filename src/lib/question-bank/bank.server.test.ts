import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BankError, readBank } from './bank.server.ts';

describe('the bank that is served', () => {
	it('has no mistakes, and each question is found in its set', async () => {
		const bank = await readBank();
		expect(bank.sets.length).toBeGreaterThan(3);
		for (const set of bank.sets) {
			for (const question of set.questions) {
				expect(bank.question(set.id, question.id)).toBe(question);
			}
		}
		expect(bank.question('openers', 'no-such-question')).toBeUndefined();
		expect(bank.question('no-such-set', 'tell-me-about-yourself')).toBeUndefined();
	});

	it('is read once', async () => {
		expect(await readBank()).toBe(await readBank());
	});

	it('has its formats in their written order and its sets in the order of an interview day', async () => {
		const { formats, sets } = await readBank();
		const orders = formats.map(({ order }) => order);
		expect(orders).toEqual([...orders].sort((a, b) => a - b));
		expect(sets[0]?.id).toBe('openers');
		const families = sets.map(({ family }) => family).join(' ');
		expect(families).toMatch(/^(subject ?)+(ready-made ?)*(specialty ?)+$/);
	});
});

describe('a bank of our own', () => {
	let folder: string;
	const edit = async (name: string, change: (text: string) => string) => {
		const path = join(folder, name);
		await writeFile(path, change(await readFile(path, 'utf8').catch(() => '')));
	};
	const mistakes = async () => {
		const caught = await readBank(folder).catch((error: unknown) => error);
		expect(caught).toBeInstanceOf(BankError);
		return (caught as BankError).message;
	};

	beforeEach(async () => {
		folder = join(await mkdtemp(join(tmpdir(), 'bank-')), 'question-bank');
		await mkdir(join(folder, 'questions'), { recursive: true });
		await mkdir(join(folder, 'formats'));
		await edit('questions/openers.yaml', () => OPENERS);
		await edit('formats/drill.yaml', () => DRILL);
	});
	afterEach(() => rm(join(folder, '..'), { recursive: true }));

	it('lends questions to a set that includes them', async () => {
		await edit('questions/first-steps.yaml', () =>
			[
				'id: first-steps',
				'title: First steps',
				'purpose: Two questions to begin with.',
				'include: [tell-me-about-yourself, three-words]'
			].join('\n')
		);
		const bank = await readBank(folder);
		const set = bank.set('first-steps');
		expect(set?.family).toBe('ready-made');
		expect(set?.questions.map(({ id }) => id)).toEqual(['tell-me-about-yourself', 'three-words']);
		expect(bank.question('first-steps', 'three-words')).toBe(
			bank.question('openers', 'three-words')
		);
	});

	it('says where a question is included that does not exist', async () => {
		await edit(
			'questions/first-steps.yaml',
			() =>
				'id: first-steps\ntitle: First steps\npurpose: To begin with.\ninclude:\n  - no-such-thing\n'
		);
		expect(await mistakes()).toContain(
			'question-bank/questions/first-steps.yaml:5 include: no set has a question "no-such-thing"'
		);
	});

	it('says where an id is used twice', async () => {
		await edit('questions/openers.yaml', (text) =>
			text.replace('id: three-words', 'id: tell-me-about-yourself')
		);
		expect(await mistakes()).toMatch(
			/questions\/openers\.yaml:16 there is a question "tell-me-about-yourself" already/
		);
	});

	it('says which field is not known, and reads again once it is mended', async () => {
		await edit('questions/openers.yaml', (text) => text.replace('    why:', '    wy:'));
		expect(await mistakes()).toMatch(/questions\/openers\.yaml:11 questions\.0\.wy/);
		await edit('questions/openers.yaml', (text) => text.replace('    wy:', '    why:'));
		await expect(readBank(folder)).resolves.toHaveProperty('sets');
	});

	it('says when a file is not named after its set, or a format offers a set that is not there', async () => {
		await edit('questions/openers.yaml', (text) => text.replace('id: openers', 'id: beginnings'));
		const said = await mistakes();
		expect(said).toContain('questions/openers.yaml:1 id: is "beginnings"');
		expect(said).toMatch(/formats\/drill\.yaml:6 questionSet: there is no set "openers"/);
	});
});

const question = (id: string) => `  - id: ${id}
    text: Say something about yourself (${id}).
    kind: opener
    competencies: [communication]
    difficulty: 1
    target: { fromS: 60, toS: 90 }
    why: To hear what you choose to say.
    strongAnswers: [One whole sentence, Another whole sentence, A third whole sentence]
    pitfalls: [Reading the CV aloud, Speaking too long]
    followUps: ['And what else is there?', 'Why did you say that?']
    frame: point-reason-example
`;

const OPENERS = `id: openers
title: Openers
purpose: The first minutes.
questions:
${question('tell-me-about-yourself')}${question('three-words')}`;

const DRILL = `id: drill
title: Drill
purpose: The first question, until it sits.
order: 1
questions: 1
questionSet: openers
preparationS: null
answerLimitS: 150
target: null
takes: null
playback: true
`;

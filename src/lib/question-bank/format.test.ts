import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { completeFormat, FormatSchema, usesChosenSet, type WrittenFormat } from './format.ts';

/** As the first version stored it with every interview. */
const OLD: WrittenFormat = {
	id: 'one-way',
	title: 'One-way interview',
	purpose: 'For the tests.',
	order: 1,
	questions: 3,
	questionSet: 'openers',
	preparationS: 30,
	answerLimitS: 180,
	target: null,
	takes: 1,
	playback: false
};
const faults = (change: object): string[] =>
	(v.safeParse(FormatSchema, { ...OLD, ...change }).issues ?? []).map(
		(issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`
	);

describe('a format', () => {
	it('that was stored before a field was there means what it meant then', () => {
		expect(completeFormat(OLD)).toEqual({
			...OLD,
			parts: [],
			layout: 'one',
			interviewers: 1,
			spoken: true,
			begins: 'person',
			overrun: 'stop',
			totalS: null,
			followUps: 0,
			breakS: null,
			noPause: null,
			notesWhileAnswering: false,
			exam: false
		});
	});

	it('that a later version stored still opens', () => {
		expect(completeFormat({ ...OLD, music: 'soft' } as WrittenFormat).title).toBe(OLD.title);
	});

	it('names the field of every mistake', () => {
		expect(faults({ questions: 0 })).toEqual(['questions must be 1 or more.']);
		expect(faults({ questions: 2.5 })).toEqual(['questions must be a whole number.']);
		expect(faults({ answerLimitS: 1801 })).toEqual(['answerLimitS must be 1800 or less.']);
		expect(faults({ breakS: '10' })).toEqual(['breakS must be a number.']);
		expect(faults({ interviewers: 3 })).toEqual([
			'interviewers must be 2 or 3 in a panel, and 1 anywhere else.'
		]);
		expect(faults({ layout: 'panel' })[0]).toMatch(/^interviewers/);
		expect(faults({ layout: 'panel', interviewers: 2 })).toEqual([]);
		expect(faults({ target: { fromS: 90, toS: 60 } })[0]).toMatch(/^target/);
		expect(faults({ colour: 'red' })[0]).toMatch(/^colour/);
		const part = { title: 'Opener', from: 'openers', questions: 2 };
		expect(faults({ parts: [part] })).toEqual([
			'questions must be as many as its parts have together.'
		]);
		expect(faults({ parts: [part, { ...part, questions: 1 }] })).toEqual([]);
	});

	it('minds the chosen set unless every part names its own', () => {
		const part = { title: 'Opener', from: 'openers', questions: 1 };
		expect(usesChosenSet({ parts: [] })).toBe(true);
		expect(usesChosenSet({ parts: [part] })).toBe(false);
		expect(usesChosenSet({ parts: [part, { ...part, from: 'chosen' }] })).toBe(true);
	});
});

import { describe, expect, it } from 'vitest';
import { completeFormat, type WrittenFormat } from './format.ts';
import { formatFields, freeName, readFormatFields } from './own-format.ts';

const format = (more: Partial<WrittenFormat> = {}) =>
	completeFormat({
		id: 'own',
		title: 'Ten quick ones',
		purpose: 'To be quick, and calm.',
		order: 1,
		questions: 10,
		questionSet: 'img-matters',
		preparationS: null,
		answerLimitS: 45,
		target: { fromS: 30, toS: 45 },
		takes: 1,
		playback: false,
		...more
	});
const NO_PARTS = { parts: [] };
const refusal = (changed: Record<string, string>, base = format()) => {
	try {
		readFormatFields({ ...formatFields(base), ...changed }, base);
		return null;
	} catch (fault) {
		return fault as { code: string; field: string; message: string };
	}
};

describe('the fields of a format', () => {
	it('say every number and read back the same', () => {
		const all = [
			format(),
			format({ layout: 'panel', interviewers: 3, spoken: false, breakS: 60, totalS: 1200 }),
			format({ layout: 'stations', preparationS: 120, followUps: 2, overrun: 'note', exam: true }),
			format({ target: null, takes: null, playback: true, begins: 'itself' }),
			format({
				questions: 3,
				parts: [
					{ title: 'Opener', from: 'introduce-yourself', questions: 1 },
					{ title: 'Motivation', from: 'chosen', questions: 2 }
				]
			})
		];
		for (const each of all) expect(readFormatFields(formatFields(each), each)).toEqual(each);
	});

	it('change the number of each part, and leave out a part without questions', () => {
		const base = format({
			questions: 3,
			parts: [
				{ title: 'Opener', from: 'introduce-yourself', questions: 1 },
				{ title: 'Motivation', from: 'chosen', questions: 2 }
			]
		});
		const changed = { ...formatFields(base), 'part-0': '0', 'part-1': '4' };
		expect(readFormatFields(changed, base)).toMatchObject({
			questions: 4,
			parts: [{ title: 'Motivation', questions: 4 }]
		});
		expect(refusal({ 'part-0': '0', 'part-1': '0' }, base)?.field).toBe('part-0');
		expect(refusal({ 'part-1': '20' }, base)?.message).toMatch(/together must have 1 to 20/);
		expect(refusal({ 'part-1': 'x' }, base)?.message).toMatch(
			/"Motivation" must be a whole number/
		);
	});

	it.each([
		['title', '', /name is empty/],
		['title', 'ab', /3 letters/],
		['title', 'x'.repeat(61), /60 characters/],
		['questions', '0', /from 1 to 20/],
		['questions', '21', /from 1 to 20/],
		['questions', '2.5', /whole number/],
		['questions', '', /whole number/],
		['answerLimitS', '-5', /whole number of seconds from 1 to 1800/],
		['answerLimitS', '1e3', /whole number of seconds/],
		['answerLimitS', '99999999999', /whole number of seconds/],
		['preparationS', '601', /1 to 600, or empty/],
		['breakS', 'soon', /1 to 600, or empty/],
		['totalS', '7201', /1 to 7200, or empty/],
		['takes', '0', /1 to 20, or empty/],
		['followUps', '5', /0 to 4/],
		['targetToS', '20', /longer than the shortest/],
		['targetToS', '', /both/],
		['targetToS', '46', /longest good answer must fit/],
		['targetFromS', '44', null],
		['layout', 'circle', /one, panel or stations/],
		['overrun', 'maybe', /limit/],
		['playback', 'yes', /on or off/],
		['questionSet', '../x', /question set/],
		['colour', 'blue', /not a field/]
	])('refuse a wrong %s (%j) by its name', (field, value, message) => {
		const refused = refusal({ [field]: value });
		if (message === null) return expect(refused).toBeNull();
		expect(refused).toMatchObject({ code: 'bad-input', field });
		expect(refused?.message).toMatch(message);
	});

	it('give one interviewer to everything but a panel, and a panel two or more', () => {
		expect(
			readFormatFields({ ...formatFields(format()), interviewers: '3' }, NO_PARTS)
		).toMatchObject({
			interviewers: 1
		});
		expect(refusal({ layout: 'panel', interviewers: '1' })?.field).toBe('interviewers');
	});
});

it('finds a name that is free, whatever the case, and not too long', () => {
	expect(freeName('Mine', [])).toBe('Mine');
	expect(freeName('Mine', ['MINE', 'mine 2'])).toBe('Mine 3');
	expect(freeName('x'.repeat(60), ['x'.repeat(60)])).toBe('x'.repeat(58) + ' 2');
	// no half of an emoji
	const name = 'x'.repeat(57) + '🩺';
	expect(freeName(name, [name])).toBe('x'.repeat(57) + ' 2');
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_TARGET, type OwnSet } from '$lib/question-bank/own';
import { LARGEST_FILE } from '$lib/question-bank/own/exchange';
import { readGiven, readSentFile } from './read-file.server';

function post(fields: Record<string, string | File>): Request {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	return new Request('http://localhost/', { method: 'POST', body });
}
const file = (name: string, text: string) => new File([text], name);

describe('a file that was sent', () => {
	it('is of the kind its name says, and gives the new set a name', async () => {
		const sent = await readSentFile(post({ file: file('From-May.YML', 'a\r\nb'), set: '' }));
		expect(sent).toEqual({ text: 'a\nb', kind: 'yaml', set: '', title: 'From May' });
	});

	it('can be pasted instead', async () => {
		const sent = await readSentFile(post({ file: file('', ''), text: 'text\nWhy?', kind: 'csv' }));
		expect(sent).toMatchObject({ kind: 'csv', text: 'text\nWhy?' });
	});

	it.each([
		['nothing', {}, 'file'],
		['an empty file', { file: file('a.csv', '  ') }, 'file'],
		['a file of another kind', { file: file('a.exe', 'MZ') }, 'file'],
		['too much', { file: file('a.csv', 'x'.repeat(LARGEST_FILE + 1)) }, 'file'],
		['too much pasted', { text: 'x'.repeat(LARGEST_FILE + 1), kind: 'csv' }, 'file'],
		['an unknown kind', { text: 'x', kind: 'xml' }, 'file'],
		['an unknown field', { text: 'x', kind: 'csv', owner: 'ben' }, 'owner']
	])('is refused when it is %s', async (_what, fields, field) => {
		await expect(readSentFile(post(fields))).rejects.toMatchObject({ code: 'bad-input', field });
	});
});

describe('a file for a set that has questions', () => {
	const question = {
		...{
			id: '8b336a3a-da87-420a-b7dd-fbe35e23ef6b',
			text: 'Why us?',
			kind: null,
			competencies: []
		},
		...{ specialties: [], difficulty: 2 as const, target: DEFAULT_TARGET, why: '', frame: null },
		...{ strongAnswers: [], pitfalls: [], followUps: [], outline: [] }
	};
	const set: OwnSet = { id: 's', title: 'Mine', purpose: '', questions: [question] };
	const given = (text: string) => readGiven({ text, kind: 'csv', set: 's', title: '' }, set);

	it('may not bring one of them again, but may replace it', () => {
		expect(given('text\nWHY US\nWhy now?')).toMatchObject({
			good: [{ line: 3 }],
			bad: [{ line: 2, reason: '"Mine" has this question already.' }]
		});
		expect(given(`id,text\n${question.id},Why us?\n`).good).toHaveLength(1);
	});
});

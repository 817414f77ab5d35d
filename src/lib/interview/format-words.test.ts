import { expect, it } from 'vitest';
import { readBank } from '../question-bank/bank.server.ts';
import { describeFormat } from './format-words.ts';

it('says the rules of every format of the bank in words', async () => {
	const { formats } = await readBank();
	const said = Object.fromEntries(formats.map((format) => [format.id, describeFormat(format)]));
	expect(said).toEqual({
		'introduction-drill':
			'1 question, no reading time, aim for 60 to 90 s, as many takes as you like',
		'one-way': '6 questions, 30 s to read, up to 3 min each, one take, about 23 min',
		'one-way-long-read': '6 questions, 1 min to read, up to 3 min each, one take, about 26 min',
		'traditional-20':
			'20 min of conversation, no reading time, about 2 min for an answer, a follow-up to each answer, one take',
		'traditional-30':
			'30 min of conversation, no reading time, about 2 min for an answer, a follow-up to each answer, one take',
		panel:
			'25 min of conversation with 3 interviewers who take turns, no reading time, about 2 min for an answer, a follow-up to each answer, one take',
		mmi: '8 stations, 2 min to read, up to 6 min each, 1 min between, one take, about 71 min',
		'mmi-long':
			'6 stations, 2 min to read, up to 8 min each, 1 min between, one take, about 65 min',
		'hot-seat':
			'5 questions, no reading time, up to 1 min 30 s each, up to 2 follow-ups to each answer, one take, about 24 min',
		'rapid-fire':
			'10 questions, no reading time, up to 45 s each, 10 s between, one take, about 9 min'
	});
});

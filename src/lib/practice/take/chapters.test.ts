import { expect, it } from 'vitest';
import { chaptersVtt } from './chapters.ts';

const QUESTION = 'Tell me about a mistake.';
const moments = { question: QUESTION, followUps: [], stars: [] };

it('is the question from beginning to end when nothing else is known', () => {
	expect(chaptersVtt(moments, 61_234)).toBe(
		`WEBVTT\n\n1\n00:00:00.000 --> 00:01:01.234\n${QUESTION}\n`
	);
});

it('puts follow-ups and the parts of the answer in order, each until the next', () => {
	const text = chaptersVtt(
		{
			...moments,
			followUps: [{ text: 'What did you learn?', atMs: 3_700_000 }],
			stars: [
				{ part: 'action', atMs: 20_000 },
				{ part: 'situation', atMs: 5000 },
				{ part: 'task', atMs: 5000 }
			]
		},
		3_800_500
	);
	expect(text.split('\n\n').slice(1)).toEqual([
		`1\n00:00:00.000 --> 00:00:05.000\n${QUESTION}`,
		'2\n00:00:05.000 --> 00:00:20.000\nSituation · Task',
		'3\n00:00:20.000 --> 01:01:40.000\nAction',
		'4\n01:01:40.000 --> 01:03:20.500\nFollow-up: What did you learn?\n'
	]);
});

it('leaves out what lies behind the end', () => {
	const late = { ...moments, stars: [{ part: 'result' as const, atMs: 9000 }] };
	expect(chaptersVtt(late, 9000)).not.toContain('Result');
	expect(chaptersVtt(moments, 0)).toContain('00:00:00.000 --> 00:00:00.001');
});

it('lets no text break out of its line', () => {
	const text = chaptersVtt(
		{ ...moments, question: 'A <b>bold</b> & wild\n\n00:00 --> 00:01\nSTYLE' },
		1000
	);
	expect(text.split('\n').length).toBe(6);
	expect(text).toContain('A &lt;b&gt;bold&lt;/b&gt; &amp; wild 00:00 --&gt; 00:01 STYLE');
});

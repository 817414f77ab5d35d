import { describe, expect, it } from 'vitest';
import { chaptersOf, inPlayingOrder, nameOfTake, type ShownAnswer } from './chapters.ts';

const take = (id: string, state: 'ready' | 'received' = 'ready') => ({
	id,
	state,
	durationMs: 1000
});
const answers: ShownAnswer[] = [
	{
		id: 'one',
		position: 0,
		question: 'Why?',
		takes: [take('a1'), take('a2'), take('a3', 'received')]
	},
	{ id: 'two', position: 1, question: 'How?', takes: [] },
	{ id: 'three', position: 2, question: 'When?', takes: [take('c1')] }
];
const srcOf = (id: string) => `/api/takes/${id}/media`;

describe('chapters', () => {
	it('shows the newest take that can be played, and skips answers without one', () => {
		const chapters = chaptersOf(answers, {}, srcOf);
		expect(chapters.map((chapter) => chapter.takeId)).toEqual(['a2', 'c1']);
		expect(chapters[1]).toEqual({
			takeId: 'c1',
			number: 3,
			title: 'Answer 3: When?',
			src: '/api/takes/c1/media',
			durationMs: 1000
		});
	});

	it('shows the chosen take unless it cannot be played', () => {
		expect(chaptersOf(answers, { one: 'a1' }, srcOf)[0]?.takeId).toBe('a1');
		expect(chaptersOf(answers, { one: 'a3' }, srcOf)[0]?.takeId).toBe('a2');
	});
});

describe('names', () => {
	it('tell takes apart only where there are several', () => {
		expect(nameOfTake(answers, 'c1')).toBe('Answer 3');
		expect(nameOfTake(answers, 'a2')).toBe('Answer 1, take 2');
		expect(nameOfTake(answers, 'gone')).toBe('Deleted take');
	});
});

describe('playing order', () => {
	it('goes by answer, take and moment', () => {
		const at = (takeId: string, atMs: number) => ({ takeId, atMs });
		const mixed = [at('c1', 5), at('a2', 1), at('a1', 900), at('a1', 20)];
		expect(inPlayingOrder(mixed, answers)).toEqual([
			at('a1', 20),
			at('a1', 900),
			at('a2', 1),
			at('c1', 5)
		]);
		expect(mixed[0]).toEqual(at('c1', 5));
	});
});

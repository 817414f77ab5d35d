import { expect, it } from 'vitest';
import type { ShownAnswer } from './chapters.ts';
import { nextToWatch } from './next-answer.ts';

const take = (id: string, state: ShownAnswer['takes'][number]['state'] = 'ready') => {
	return { id, state, durationMs: 1000 };
};
const answers: ShownAnswer[] = [
	[take('a')],
	[take('b1'), take('b2'), take('b3', 'received')],
	[take('c', 'unplayable')],
	[take('d')]
].map((takes, position) => ({ id: `answer-${position}`, position, question: 'Why?', takes }));
const next = (shown: string, ...watched: string[]) =>
	nextToWatch(answers, shown, new Set(watched), true);

it('is the next one that can be played and was not watched, in its newest take', () => {
	expect(next('a')).toBe('b2');
	expect(next('b1')).toBe('d');
	expect(next('a', 'b1')).toBe('d');
});

it('goes on from the first after the last, unless something else comes then', () => {
	expect(next('d', 'd')).toBe('a');
	expect(next('d', 'a')).toBe('b2');
	expect(nextToWatch(answers, 'd', new Set(), false)).toBeNull();
});

it('is none when every other answer was watched, or the shown one is the only one', () => {
	expect(next('d', 'a', 'b2')).toBeNull();
	expect(nextToWatch(answers.slice(0, 1), 'a', new Set(), true)).toBeNull();
	expect(nextToWatch([], '', new Set(), true)).toBeNull();
});

import { expect, it } from 'vitest';
import type { Rubric } from '../rubric/rubric.ts';
import { emptyFeedback, newComment, newRating } from './feedback.ts';
import { missingOf, needsOf } from './needs.ts';
import { firstObstacle } from './obstacles.ts';

const anchors = [
	'Nothing is said',
	'A little is said',
	'Half is said',
	'Most is said',
	'All is said'
];
const rubric = {
	id: 'r',
	version: 1,
	title: 'Rubric',
	note: 'Rate what you see.',
	criteria: ['a', 'b'].map((id) => ({
		kind: 'scale',
		id,
		name: `Name ${id}`,
		about: 'About it',
		anchors
	}))
} as unknown as Rubric;

it('asks for the name and the three words, and only counts ratings', () => {
	const needs = needsOf(emptyFeedback('Dr. Osei'), rubric);
	expect(missingOf(needs)).toBe(3);
	expect(needs[0]).toMatchObject({ words: '0 of 2 criteria rated', isOptional: true });
	expect(needs.find(({ at }) => at === 'reviewer')?.isDone).toBe(true);
});

it('asks for the moment of a low or high rating until there is one, or no single one', () => {
	const words = { keep: 'k', change: 'c', tryNext: 't' };
	const with_ = (rating: object) => ({
		...emptyFeedback('Dr. Osei'),
		...words,
		ratings: [newRating('a', rating)]
	});
	expect(missingOf(needsOf(with_({ level: 3 }), rubric))).toBe(0);
	expect(missingOf(needsOf(with_({ level: 5 }), rubric))).toBe(1);
	expect(missingOf(needsOf(with_({ level: 1, noMoment: true }), rubric))).toBe(0);
	expect(missingOf(needsOf(with_({ level: 1, takeId: 't', atMs: 5 }), rubric))).toBe(0);
});

it('asks for the moment of points in the lowest or the highest fifth, in the words of what was given', () => {
	const words = { keep: 'k', change: 'c', tryNext: 't' };
	const [first, ...rest] = rubric.criteria;
	const named = { id: first!.id, name: first!.name, about: first!.about };
	const pointed: Rubric = {
		...rubric,
		criteria: [{ kind: 'points', most: 20, ...named }, ...rest]
	};
	const with_ = (rating: object) => ({
		...emptyFeedback('Dr. Osei'),
		...words,
		ratings: [newRating('a', rating)]
	});
	const missing = (rating: object) => missingOf(needsOf(with_(rating), pointed));
	expect([0, 4, 5, 10, 15, 16, 20].map((points) => missing({ points }))).toEqual([
		1, 1, 0, 0, 0, 1, 1
	]);
	expect(missing({ points: 0, noMoment: true })).toBe(0);
	expect(missing({ points: 20, takeId: 't', atMs: 5 })).toBe(0);
	expect(firstObstacle(with_({ points: 16 }), pointed)?.message).toBe(
		'"Name a" has 16 of 20: show a moment, or tick "No single moment".'
	);
});

it('asks for a recording that was announced and has not arrived', () => {
	const comment = newComment({
		id: 'c',
		takeId: 't',
		atMs: 0,
		endMs: null,
		text: '',
		isSpoken: true
	});
	const needs = needsOf({ ...emptyFeedback('X'), comments: [comment] }, rubric);
	expect(needs.find(({ at }) => at === 'comment-c')?.isDone).toBe(false);
});

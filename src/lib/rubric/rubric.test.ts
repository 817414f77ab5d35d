import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { Fault } from '../platform/errors.ts';
import { checkRubric } from './check.ts';
import { namesUnfair } from './fairness.ts';
import { readGiven, type SentValue } from './read-given.ts';
import { readRubrics } from './rubric.server.ts';
import {
	completeRubric,
	isExtreme,
	isExtremeOf,
	LEVELS,
	RubricSchema,
	type Criterion
} from './rubric.ts';

const LEVEL_TEXTS = [1, 2, 3, 4, 5].map((level) => `What is seen at level ${level}`);
const scale = (id: string, more: object = {}) => ({
	id,
	name: `Criterion ${id}`,
	about: `What to look at for ${id}.`,
	anchors: LEVEL_TEXTS,
	...more
});
const rubric = (more: object = {}) => ({
	id: 'mine',
	version: 1,
	title: 'Mine',
	note: 'An accent is not a fault.',
	criteria: [scale('a'), scale('b'), scale('c'), scale('d')],
	...more
});
const faultOf = (given: unknown) => {
	const result = v.safeParse(RubricSchema, given);
	return result.success ? null : v.getDotPath(result.issues[0]);
};

describe('the rubrics of the bank', () => {
	it('have four to six criteria, say how to be fair, and repeat nothing', async () => {
		const rubrics = await readRubrics();
		expect(rubrics).toHaveLength(6);
		for (const each of rubrics) expect([each.id, checkRubric(each)]).toEqual([each.id, []]);
	});

	it('ask for the moments of STAR-L', async () => {
		const rubrics = await readRubrics();
		const star = rubrics
			.flatMap(({ criteria }) => criteria)
			.find((criterion) => criterion.id === 'star-l');
		expect(star?.kind === 'checklist' && star.items.map(({ id }) => id)).toEqual([
			'situation',
			'task',
			'action',
			'result',
			'lesson'
		]);
	});
});

describe('a rubric', () => {
	it('is taken with every kind of criterion; one that names none is a scale', () => {
		const named = (id: string) => ({ id, name: `Criterion ${id}`, about: `Look at ${id} here.` });
		const items = [
			{ id: 'x', text: 'The first' },
			{ id: 'y', text: 'The second' }
		];
		const criteria = [
			scale('a'),
			{ ...named('b'), kind: 'checklist', items },
			{ ...named('c'), kind: 'points', most: 20 },
			{ ...named('d'), kind: 'text' }
		];
		const parsed = v.parse(RubricSchema, rubric({ criteria }));
		expect(parsed.criteria.map(({ kind }) => kind)).toEqual([
			'scale',
			'checklist',
			'points',
			'text'
		]);
	});

	it.each([
		[{ criteria: [scale('a'), scale('b'), scale('c')] }, 'criteria'],
		[{ criteria: 'abcdefg'.split('').map((id) => scale(id)) }, 'criteria'],
		[{ criteria: ['a', 'a', 'b', 'c'].map((id) => scale(id)) }, 'criteria'],
		[
			{
				criteria: [
					scale('a', { anchors: LEVEL_TEXTS.slice(1) }),
					scale('b'),
					scale('c'),
					scale('d')
				]
			},
			'criteria.0.anchors.4'
		],
		[
			{
				criteria: [
					scale('a', { anchors: Array(5).fill('The same each time') }),
					scale('b'),
					scale('c'),
					scale('d')
				]
			},
			'criteria.0.anchors'
		],
		[
			{ criteria: [scale('a', { kind: 'stars' }), scale('b'), scale('c'), scale('d')] },
			'criteria.0.kind'
		],
		[
			{ criteria: [scale('a', { weight: 2 }), scale('b'), scale('c'), scale('d')] },
			'criteria.0.weight'
		],
		[
			{ criteria: [scale('a', { name: 'Accent' }), scale('b'), scale('c'), scale('d')] },
			'criteria.0.name'
		],
		[
			{
				criteria: [
					scale('a', { about: 'Is their personality warm?' }),
					scale('b'),
					scale('c'),
					scale('d')
				]
			},
			'criteria.0.about'
		],
		[{ title: 'Appearance' }, 'title'],
		[{ owner: 'me' }, 'owner']
	])('is refused, case %#', (more, path) => {
		expect(faultOf(rubric(more))).toBe(path);
	});

	it('may speak of accents in its note, and in the bank must', () => {
		const parsed = v.parse(RubricSchema, rubric());
		expect(checkRubric(parsed).filter(({ path }) => path[0] === 'note')).toEqual([]);
		expect(checkRubric({ ...parsed, note: 'Be kind.' })[0]?.path).toEqual(['note']);
	});

	it('in the bank repeats no sentence, and has anchors somewhere', () => {
		const parsed = v.parse(RubricSchema, rubric());
		expect(checkRubric(parsed).map(({ message }) => message)).toContain(
			`"${LEVEL_TEXTS[0]}" stands in "a" already`
		);
		const criteria = parsed.criteria.map(({ id, name, about }) => ({
			kind: 'text' as const,
			id,
			name,
			about
		}));
		expect(checkRubric({ ...parsed, criteria }).map(({ path }) => path)).toEqual([['criteria']]);
	});

	it('that was stored before there were kinds holds scales', () => {
		const { criteria } = v.parse(RubricSchema, rubric());
		const stored = criteria.map(({ kind: _, ...rest }) => rest) as never;
		const complete = completeRubric({ ...rubric(), criteria: stored });
		expect(complete.criteria.every(({ kind }) => kind === 'scale')).toBe(true);
	});
});

describe('what may not be rated', () => {
	it.each([
		['Has a strong Accent', 'accent'],
		['Speaks like a NATIVE speaker', 'native speaker'],
		['An attractive smile', 'attractive'],
		['Introverted', 'introverted'],
		['Hireability', 'hireability'],
		['Speaks fluent English', 'fluent'],
		['Fluency', 'fluency'],
		['Sounds American', 'sounds american'],
		['Does not sound like a native', 'sound like a native'],
		['Sounds too foreign', 'sounds too foreign'],
		['Uses American English', 'american english'],
		['Looks professional', 'looks professional'],
		['How professional do they look? Looks very smart', 'looks very smart'],
		['Looks like a doctor', 'looks like a doctor'],
		['Good looks', 'good looks'],
		['Dress', 'dress'],
		['Well-dressed for the interview', 'dressed'],
		['Clothes and attire', 'clothes'],
		['Confident and warm person', 'confident and warm person'],
		['A likeable candidate', 'likeable'],
		['Charming', 'charming'],
		['Warmth', 'warmth'],
		['Comes across as friendly', 'comes across as friendly'],
		['Seems confident', 'seems confident']
	])('%s', (text, word) => {
		expect(namesUnfair(text)).toBe(word);
	});

	it.each([
		'Looks at the lens while speaking',
		'The voice can be heard to the end of each sentence',
		'Names what the programme needs',
		'Manages the ward at night',
		'Raises a concern',
		'Looks at the lens while speaking; looks away only to think',
		'Looks at the screen or notes; the lens is met only now and then',
		'Where do they look while they speak and while they listen?',
		'Do voice, pace and look help the listener to follow?',
		'Looks straight into the lens at the main point',
		'Looks up what they did not know, and says where',
		'Looks back at what went wrong and says what changed',
		'Mostly speaks to the listener; some stretches hurried or recited',
		'Speaks to the person first, in private, and asks before judging',
		'A sentence that sounds rehearsed is said again in own words',
		'Names the feeling, stays silent for a moment, then asks about it',
		'Do pace, pauses and loudness let you take in what is said?',
		'The picture is steady and stays in place',
		'Head and shoulders in the frame, camera at eye height, even light',
		'Is the person at risk made safe before anything else is sorted out?',
		'Plain words, one fact at a time, in an order that can be followed',
		'Explains in kind words what the person can do next',
		'Explains how often the dressing is changed',
		'Dresses the wound and says why',
		'Gives a warm handover to the night team',
		'Greets the patient warmly and says their own name',
		'Is confident enough of the dose to say where they would check it',
		'Says what sounds good in the plan and what is missing in it',
		'States the facts plainly and names one thing that changed',
		'Appears on the camera before the question is over',
		'Says what they learned in the American and in the British system'
	])('%s is done, not what somebody is', (text) => {
		expect(namesUnfair(text)).toBeNull();
	});
});

describe('levels', () => {
	it('that say much are 1, 2 and 5', () => {
		expect(LEVELS.filter(isExtreme)).toEqual([1, 2, 5]);
	});

	it('are matched by points of the lowest and the highest fifth', () => {
		const points = Array.from({ length: 11 }, (_, at) => at);
		expect(points.filter((each) => isExtremeOf(each, 10))).toEqual([0, 1, 2, 8, 9, 10]);
	});
});

describe('what is given for a criterion', () => {
	const named = { name: 'Name', about: 'About it.' };
	const anchors = LEVEL_TEXTS as [string, string, string, string, string];
	const items = [
		{ id: 'x', text: 'X' },
		{ id: 'y', text: 'Y' }
	];
	const criteria: Record<Criterion['kind'], Criterion> = {
		scale: { kind: 'scale', id: 'a', ...named, anchors },
		checklist: { kind: 'checklist', id: 'b', ...named, items },
		points: { kind: 'points', id: 'c', ...named, most: 20 },
		text: { kind: 'text', id: 'd', ...named }
	};
	const blank = { level: null, ticked: null, points: null, text: null };

	it('is the value of its kind', () => {
		expect(readGiven(criteria.scale, { level: 4 })).toEqual({ ...blank, level: 4 });
		expect(readGiven(criteria.points, { points: 0 })).toEqual({ ...blank, points: 0 });
		expect(readGiven(criteria.text, { text: 'Well' })).toEqual({ ...blank, text: 'Well' });
		expect(readGiven(criteria.checklist, { ticked: [{ item: 'y' }] }).ticked).toEqual([
			{ item: 'y', takeId: null, atMs: null }
		]);
		expect(readGiven(criteria.checklist, { ticked: [] }).ticked).toEqual([]);
	});

	it.each<[Criterion['kind'], SentValue, string]>([
		['scale', {}, 'level'],
		['scale', { level: 3, points: 1 }, 'points'],
		['points', { level: 3 }, 'level'],
		['points', { points: 21 }, 'points'],
		['checklist', {}, 'ticked'],
		['checklist', { ticked: [{ item: 'z' }] }, 'ticked.0.item'],
		['checklist', { ticked: [{ item: 'x' }, { item: 'x' }] }, 'ticked.1.item'],
		['text', { text: '' }, 'text']
	])('of %s is refused, case %#', (kind, sent, field) => {
		const act = () => readGiven(criteria[kind], sent);
		expect(act).toThrow(expect.objectContaining({ code: 'bad-input', field }) as Fault);
	});
});

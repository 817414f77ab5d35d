import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAN } from '../../../tests/fixtures/plan.ts';
import { completePlan, makePlan, makePlanForQuestion, type Askable } from './plan.ts';

const askable = (id: string, difficulty: number): Askable => ({
	id,
	text: `Question ${id}?`,
	target: { fromS: 60, toS: 90 },
	difficulty
});
/** A set with some questions twice, some practised lately, and how many are wanted. */
const cases = fc.record({
	questions: fc
		.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 3 })), {
			minLength: 1,
			maxLength: 40
		})
		.map((all) => all.map(([at, difficulty]) => askable(`q${at}`, difficulty))),
	recent: fc.uniqueArray(fc.integer({ min: 0, max: 35 }).map((at) => `q${at}`)),
	wanted: fc.integer({ min: 1, max: 20 }),
	seed: fc.integer()
});
const plan = ({
	questions,
	recent,
	wanted,
	seed
}: {
	questions: Askable[];
	recent: string[];
	wanted: number;
	seed: number;
}) =>
	makePlan({ ...PLAN.format, questions: wanted }, { id: 'set', title: 'Set', questions }, seed, {
		recent
	}).questions.map(({ id }) => id);

describe('drawing questions', () => {
	it('gives the same for the same seed, never one twice, and as many as are wanted', () => {
		fc.assert(
			fc.property(cases, (given) => {
				const ids = plan(given);
				expect(plan(given)).toEqual(ids);
				expect(new Set(ids).size).toBe(ids.length);
				const all = new Set(given.questions.map(({ id }) => id));
				expect(ids).toHaveLength(Math.min(given.wanted, all.size));
				expect(ids.filter((id) => !all.has(id))).toEqual([]);
			})
		);
	});

	it('takes what was practised lately only when nothing else is left, longest ago first', () => {
		fc.assert(
			fc.property(cases, (given) => {
				const ids = plan(given);
				const all = [...new Set(given.questions.map(({ id }) => id))];
				const fresh = all.filter((id) => !given.recent.includes(id));
				expect(ids.filter((id) => fresh.includes(id))).toHaveLength(
					Math.min(given.wanted, fresh.length)
				);
				const stale = given.recent.filter((id) => all.includes(id));
				const taken = stale.filter((id) => ids.includes(id));
				expect(taken).toEqual(stale.slice(stale.length - taken.length));
			})
		);
	});

	it('mixes the difficulties in about the shares of the set, easier ones first', () => {
		const shares = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 12 })));
		fc.assert(
			fc.property(shares, fc.integer({ min: 3, max: 12 }), fc.integer(), (counts, wanted, seed) => {
				const questions = counts.flatMap((count, level) =>
					Array.from({ length: count }, (_, at) => askable(`${level + 1}-${at}`, level + 1))
				);
				const ids = plan({ questions, recent: [], wanted, seed });
				const levels = ids.map((id) => Number(id[0]));
				expect(levels).toEqual([...levels].sort());
				expect(new Set(levels).size).toBe(3);
				counts.forEach((count, level) => {
					const fair = (ids.length * count) / questions.length;
					const has = levels.filter((one) => one === level + 1).length;
					expect(Math.abs(has - fair)).toBeLessThan(2);
				});
			})
		);
	});

	it('draws differently for other seeds', () => {
		const questions = Array.from({ length: 30 }, (_, at) => askable(`q${at}`, 1));
		const draws = [1, 2, 3, 4].map((seed) =>
			plan({ questions, recent: [], wanted: 5, seed }).join()
		);
		expect(new Set(draws).size).toBe(4);
	});

	it('refuses a set without a question', () => {
		expect(() => plan({ questions: [], recent: [], wanted: 1, seed: 1 })).toThrow(RangeError);
	});
});

describe('the length to aim for', () => {
	const question = askable('q', 1);
	const own = new Map([['q', { fromS: 30, toS: 40 }]]);
	const target = (
		format: typeof PLAN.format,
		targets = new Map<string, { fromS: number; toS: number }>()
	) =>
		makePlanForQuestion(format, { id: 's', title: 'S' }, question, { targets }).questions[0]
			?.target;

	it("is the person's own, else the format's, else the question's", () => {
		const drill = { ...PLAN.format, target: { fromS: 45, toS: 50 } };
		expect(target(drill, own)).toEqual({ fromS: 30, toS: 40 });
		expect(target(drill)).toEqual({ fromS: 45, toS: 50 });
		expect(target(PLAN.format)).toEqual({ fromS: 60, toS: 90 });
	});

	it('is one that can be reached, where the answer is stopped at its limit', () => {
		const short = { ...PLAN.format, answerLimitS: 45 };
		expect(target(short, own)).toEqual({ fromS: 30, toS: 40 });
		expect(target(short, new Map([['q', { fromS: 30, toS: 60 }]]))).toEqual({
			fromS: 30,
			toS: 45
		});
		expect(target(short, new Map([['q', { fromS: 150, toS: 180 }]]))).toEqual({
			fromS: 38,
			toS: 45
		});
		expect(target({ ...short, overrun: 'note' })).toEqual({ fromS: 60, toS: 90 });
	});
});

describe('parts of a conversation', () => {
	const questions = (from: string, count: number) =>
		Array.from({ length: count }, (_, at) => askable(`${from}-${at}`, 1));
	const set = (id: string, count: number) => ({ id, title: id, questions: questions(id, count) });
	const part = (from: string, questions: number) => ({ title: `Part ${from}`, from, questions });
	const format = {
		...PLAN.format,
		questions: 4,
		parts: [part('openers', 1), part('motivation', 2), part('chosen', 1)]
	};
	const chosen = set('mine', 5);
	const sets = [set('openers', 3), set('motivation', 4), chosen];
	const ids = (plan: { questions: { id: string }[] }) =>
		plan.questions.map(({ id }) => id.replace(/-\d$/, ''));

	it('are asked in their order, each from its own set', () => {
		const plan = makePlan(format, chosen, 1, {}, sets);
		expect(ids(plan)).toEqual(['openers', 'motivation', 'motivation', 'mine']);
		expect(plan.questions.map(({ part }) => part)).toEqual([
			...['Part openers', 'Part motivation', 'Part motivation', 'Part chosen']
		]);
		expect(plan.format).toEqual(format);
	});

	it('ask nothing twice, and fall back on the chosen set', () => {
		const twice = { ...format, parts: [part('openers', 2), part('openers', 1), part('gone', 1)] };
		const plan = makePlan(twice, chosen, 3, {}, sets);
		expect(ids(plan)).toEqual(['openers', 'openers', 'openers', 'mine']);
		expect(new Set(plan.questions.map(({ id }) => id)).size).toBe(4);
	});

	it('are left out for one chosen question', () => {
		const plan = makePlanForQuestion(format, chosen, askable('one', 1));
		expect([plan.questions.length, plan.format.questions, plan.format.parts]).toEqual([1, 1, []]);
	});

	it('give the interviewers of a panel turns', () => {
		const panel = { ...format, layout: 'panel' as const, interviewers: 3 };
		const turns = makePlan(panel, chosen, 1, {}, sets).questions.map((each) => each.interviewer);
		expect(turns).toEqual([0, 1, 2, 0]);
	});
});

describe('what is frozen with a question', () => {
	it('is what an interviewer needs: follow-ups, why it is asked, pitfalls', () => {
		const followUps = ['How so?', 'What then?', 'Who else?'];
		const known = { ...askable('q', 1), followUps, why: 'To see.', pitfalls: ['Length'] };
		const [asked] = makePlanForQuestion(PLAN.format, { id: 's', title: 'S' }, known).questions;
		expect(asked).toMatchObject({ why: 'To see.', pitfalls: ['Length'], part: null });
		expect([...asked!.followUps].sort()).toEqual([...followUps].sort());
	});

	it('is empty in a plan that was stored before', () => {
		const { format, questionSet } = PLAN;
		const { parts: _parts, begins: _begins, ...old } = format;
		const question = { id: 'q', text: 'Why?', target: { fromS: 60, toS: 90 } };
		const plan = completePlan({ format: old, questionSet, questions: [question] });
		expect(plan.format).toEqual(format);
		expect(plan.questions).toEqual([
			{ ...question, followUps: [], why: '', pitfalls: [], part: null, interviewer: 0 }
		]);
	});
});

/**
 * A plan: a format and the questions chosen for it, frozen when the interview begins.
 */
import {
	CHOSEN_SET,
	completeFormat,
	type Format,
	type WrittenFormat
} from '../question-bank/format.ts';
import type { Question } from '../question-bank/question.ts';

/** A question as it will be asked; kept with the session, so later edits of the bank change nothing. */
export interface PlannedQuestion {
	id: string;
	text: string;
	target: { fromS: number; toS: number };
	/** The question's own follow-ups in the order in which they are asked; the format says how many. */
	followUps: string[];
	/** Why it is asked, for whoever asks it; empty when nobody wrote it. */
	why: string;
	pitfalls: string[];
	/** The part of the conversation it belongs to; null in formats without parts. */
	part: string | null;
	/** Who asks it: 0 for the first interviewer. */
	interviewer: number;
}

export interface Plan {
	format: Format;
	questionSet: { id: string; title: string };
	questions: PlannedQuestion[];
}

/** A plan as some version of this program stored it: what was added since may be missing. */
export interface StoredPlan {
	format: WrittenFormat;
	questionSet: Plan['questionSet'];
	questions: (Pick<PlannedQuestion, 'id' | 'text' | 'target'> & Partial<PlannedQuestion>)[];
}

/** The plan with every field; what an earlier version did not know is empty. */
export function completePlan({ format, questionSet, questions }: StoredPlan): Plan {
	const nothing = { followUps: [], why: '', pitfalls: [], part: null, interviewer: 0 };
	return {
		format: completeFormat(format),
		questionSet,
		questions: questions.map((question) => ({ ...nothing, ...question }))
	};
}

/** As much of a question as a plan is made of; of the bank or a person's own. */
export type Askable = Pick<Question, 'id' | 'text' | 'target'> & {
	difficulty: number;
} & Partial<Pick<Question, 'followUps' | 'why' | 'pitfalls'>>;

/** A set to choose from. */
export interface AskableSet {
	id: string;
	title: string;
	questions: readonly Askable[];
}

/** What is known of the person who will be asked. */
export interface Habits {
	/** Ids of the questions they practised lately, latest first. */
	recent?: readonly string[];
	/** Lengths they set for themselves, by question id; these win over the format's. */
	targets?: ReadonlyMap<string, PlannedQuestion['target']>;
}

/**
 * Chooses the questions of a format, none twice, the same ones for the same `seed`. Without parts all come from `set`;
 * each part draws from the set it names, out of `sets`, and from `set` where that one is not there or has nothing left.
 * What was practised lately comes last, longest ago first; each difficulty has about the share that it has in its set.
 * Easier questions are asked first within a part, because a real interview warms up. A set that is too small gives
 * fewer questions.
 * @param seed any whole number
 * @throws {RangeError} when no question could be drawn
 */
export function makePlan(
	format: Format,
	set: AskableSet,
	seed: number,
	habits: Habits = {},
	sets: readonly AskableSet[] = []
): Plan {
	const parts =
		format.parts.length > 0
			? format.parts
			: [{ title: null, from: CHOSEN_SET, questions: format.questions }];
	const asked = new Set<string>();
	const drawn = parts.flatMap(({ title, from, questions }, at) => {
		const source = sets.find(({ id }) => id === from && from !== CHOSEN_SET) ?? set;
		const unasked = (one: AskableSet) => one.questions.filter(({ id }) => !asked.has(id));
		const own = unasked(source);
		const chosen = draw(own.length > 0 ? own : unasked(set), questions, seed + at, habits);
		for (const { id } of chosen) asked.add(id);
		return chosen.map((question) => ({ question, part: title }));
	});
	if (drawn.length === 0) throw new RangeError(`question set ${set.id} has no question`);
	return {
		format,
		questionSet: { id: set.id, title: set.title },
		questions: drawn.map(({ question, part }, at) => ({
			...freeze(question, format, seed + at, habits),
			part,
			interviewer: at % format.interviewers
		}))
	};
}

/** A plan for one chosen question, under the rules of `format`. */
export function makePlanForQuestion(
	format: Format,
	set: Pick<AskableSet, 'id' | 'title'>,
	question: Askable,
	habits: Habits = {},
	seed = 0
): Plan {
	const rules = { ...format, questions: 1, parts: [] };
	return makePlan(rules, { ...set, questions: [question] }, seed, habits);
}

function freeze(
	{ id, text, target, followUps = [], why = '', pitfalls = [] }: Askable,
	format: Format,
	seed: number,
	{ targets }: Habits
): Omit<PlannedQuestion, 'part' | 'interviewer'> {
	return {
		id,
		text,
		target: within(format, targets?.get(id) ?? format.target ?? target),
		followUps: shuffle(followUps, seed),
		why,
		pitfalls: [...pitfalls]
	};
}

/** A length that can be reached: where the answer is stopped at its limit, nobody can aim beyond it. */
function within(
	{ overrun, answerLimitS }: Format,
	target: PlannedQuestion['target']
): PlannedQuestion['target'] {
	const { fromS, toS } = target;
	if (overrun === 'note' || toS <= answerLimitS) return target;
	// what lies beyond the limit as a whole is shortened as a whole
	const shortened = Math.round((fromS / toS) * answerLimitS);
	return { fromS: fromS < answerLimitS ? fromS : shortened, toS: answerLimitS };
}

function draw(
	from: readonly Askable[],
	count: number,
	seed: number,
	{ recent = [] }: Habits
): Askable[] {
	const different = [...new Map(from.map((one) => [one.id, one])).values()];
	const drawn = shuffle(different, seed);
	const fresh = drawn.filter(({ id }) => !recent.includes(id));
	const stale = drawn
		.filter(({ id }) => recent.includes(id))
		.sort((a, b) => recent.indexOf(b.id) - recent.indexOf(a.id));
	const chosen = [...mix(fresh, count), ...stale].slice(0, count);
	return chosen.sort((a, b) => a.difficulty - b.difficulty);
}

/**
 * The first `count` of `drawn`, but spread over the difficulties: each next one is of the difficulty that is furthest
 * behind its share.
 */
function mix(drawn: readonly Askable[], count: number): Askable[] {
	const levels = [...new Set(drawn.map(({ difficulty }) => difficulty))];
	const waiting = new Map(
		levels.map((level) => [level, drawn.filter(({ difficulty }) => difficulty === level)])
	);
	const share = new Map(levels.map((level) => [level, waiting.get(level)?.length ?? 0]));
	const taken = new Map(levels.map((level) => [level, 0]));
	const behind = (level: number) => (taken.get(level) ?? 0) / (share.get(level) ?? 1);
	const chosen: Askable[] = [];
	while (chosen.length < count) {
		const open = levels.filter((level) => (waiting.get(level)?.length ?? 0) > 0);
		const [level] = open.sort((a, b) => behind(a) - behind(b));
		const next = level === undefined ? undefined : waiting.get(level)?.shift();
		if (level === undefined || !next) break;
		taken.set(level, (taken.get(level) ?? 0) + 1);
		chosen.push(next);
	}
	return chosen;
}

/** Fisher-Yates with mulberry32, which is enough for drawing questions and needs no library. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
	const random = mulberry32(seed);
	const result = [...items];
	for (let last = result.length - 1; last > 0; last--) {
		const pick = Math.floor(random() * (last + 1));
		[result[last], result[pick]] = [result[pick] as T, result[last] as T];
	}
	return result;
}

/** @source Tommy Ettinger's mulberry32 (public domain) */
function mulberry32(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/**
 * A plan: a format and the questions chosen for it, frozen when the interview begins.
 */
import type { Format } from '../question-bank/format.ts';
import type { Question } from '../question-bank/question.ts';

/** A question as it will be asked; kept with the session, so later edits of the bank change nothing. */
export interface PlannedQuestion {
	id: string;
	text: string;
	target: { fromS: number; toS: number };
}

export interface Plan {
	format: Format;
	questionSet: { id: string; title: string };
	questions: PlannedQuestion[];
}

/** As much of a question as a plan is made of; of the bank or a person's own. */
export type Askable = Pick<Question, 'id' | 'text' | 'target'> & { difficulty: number };

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
 * Chooses `format.questions` different questions of `set` (all of them when there are fewer), the same ones for the
 * same `seed`. What was practised lately comes last, longest ago first; each difficulty has about the share that it has
 * in the set. Easier questions are asked first, because a real interview warms up.
 * @param seed any whole number
 * @throws {RangeError} when the set has no question
 */
export function makePlan(
	format: Format,
	set: AskableSet,
	seed: number,
	{ recent = [], targets = new Map() }: Habits = {}
): Plan {
	if (set.questions.length === 0) throw new RangeError(`question set ${set.id} has no question`);
	const different = [...new Map(set.questions.map((one) => [one.id, one])).values()];
	const drawn = shuffle(different, seed);
	const fresh = drawn.filter(({ id }) => !recent.includes(id));
	const stale = drawn
		.filter(({ id }) => recent.includes(id))
		.sort((a, b) => recent.indexOf(b.id) - recent.indexOf(a.id));
	const chosen = [...mix(fresh, format.questions), ...stale].slice(0, format.questions);
	const questions = chosen
		.sort((a, b) => a.difficulty - b.difficulty)
		.map(({ id, text, target }) => {
			return { id, text, target: targets.get(id) ?? format.target ?? target };
		});
	return { format, questionSet: { id: set.id, title: set.title }, questions };
}

/** A plan for one chosen question, under the rules of `format`. */
export function makePlanForQuestion(
	format: Format,
	set: Pick<AskableSet, 'id' | 'title'>,
	question: Askable,
	habits: Habits = {}
): Plan {
	return makePlan({ ...format, questions: 1 }, { ...set, questions: [question] }, 0, habits);
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

/**
 * A plan: a format and the questions chosen for it, frozen when the interview begins.
 */
import type { Format } from '../question-bank/format.ts';
import type { Question, QuestionSet } from '../question-bank/question.ts';

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

/**
 * Chooses `format.questions` different questions of `set` (all of them when there are fewer), the same ones for the
 * same `seed`. Easier questions come first, because a real interview warms up.
 * @param seed any whole number
 * @throws {RangeError} when the set has no question
 */
export function makePlan(
	format: Format,
	set: Pick<QuestionSet, 'id' | 'title'> & { questions: readonly Question[] },
	seed: number
): Plan {
	if (set.questions.length === 0) throw new RangeError(`question set ${set.id} has no question`);
	const chosen = shuffle(set.questions, seed).slice(0, format.questions);
	const questions = chosen
		.sort((a, b) => a.difficulty - b.difficulty)
		.map(({ id, text, target }) => ({ id, text, target: format.target ?? target }));
	return { format, questionSet: { id: set.id, title: set.title }, questions };
}

/** A plan for one chosen question, under the rules of `format`. */
export function makePlanForQuestion(
	format: Format,
	set: Pick<QuestionSet, 'id' | 'title'>,
	question: Question
): Plan {
	return makePlan({ ...format, questions: 1 }, { ...set, questions: [question] }, 0);
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

/** Which takes are on the timeline, and what they are called. */
import type { Answer } from '../practice/session.ts';
import type { Chapter } from './timeline.ts';

/** The answers of a session, as far as a player must know them. */
export type ShownAnswer = Pick<Answer, 'id' | 'position' | 'question'> & {
	/** Oldest first. */
	takes: ShownTake[];
};
export type ShownTake = Pick<Answer['takes'][number], 'id' | 'state' | 'durationMs'>;

/**
 * One chapter for each answer that can be played: the chosen take (`chosen` gives a take's id by its answer's id) when
 * it is ready, else the newest that is.
 */
export function chaptersOf(
	answers: readonly ShownAnswer[],
	chosen: Readonly<Record<string, string>>,
	srcOf: (takeId: string) => string
): Chapter[] {
	return answers.flatMap((answer) => {
		const ready = answer.takes.filter((take) => take.state === 'ready');
		const take = ready.find((each) => each.id === chosen[answer.id]) ?? ready.at(-1);
		if (!take) return [];
		const number = answer.position + 1;
		const title = `Answer ${number}: ${answer.question}`;
		return [
			{ takeId: take.id, number, title, src: srcOf(take.id), durationMs: take.durationMs ?? 0 }
		];
	});
}

/** `Answer 2`, or `Answer 2, take 1` when there are several. */
export function nameOfTake(answers: readonly ShownAnswer[], takeId: string): string {
	const answer = answerOf(answers, takeId);
	if (!answer) return 'Deleted take';
	const name = `Answer ${answer.position + 1}`;
	if (answer.takes.length === 1) return name;
	return `${name}, take ${answer.takes.findIndex((take) => take.id === takeId) + 1}`;
}

export function answerOf<A extends ShownAnswer>(
	answers: readonly A[],
	takeId: string
): A | undefined {
	return answers.find((answer) => answer.takes.some((take) => take.id === takeId));
}

/** In the order of the answers, then of their takes, then of the moments. */
export function inPlayingOrder<M extends { takeId: string; atMs: number }>(
	moments: readonly M[],
	answers: readonly ShownAnswer[]
): M[] {
	const takeIds = answers.flatMap((answer) => answer.takes.map((take) => take.id));
	const rank = (moment: M) => takeIds.indexOf(moment.takeId);
	return [...moments].sort((a, b) => rank(a) - rank(b) || a.atMs - b.atMs);
}

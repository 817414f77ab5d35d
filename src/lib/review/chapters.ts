/** Which takes are on the timeline, and what they are called. */
import type { Answer } from '../practice/session.ts';
import type { Chapter } from './timeline.ts';

/** The answers of a session, as far as a player must know them. */
export type ShownAnswer = Pick<Answer, 'id' | 'position' | 'question'> & {
	/** Oldest first. */
	takes: ShownTake[];
	/** The take that the person marked as their best; reviewers are not told. */
	bestTakeId?: string | null;
};
export type ShownTake = Pick<Answer['takes'][number], 'id' | 'state' | 'durationMs'>;

/** A recording that this device still has: it plays before the server has prepared its own copy. */
export interface LocalCopy {
	src: string;
	durationMs: number;
}

/**
 * One chapter for each answer that can be played: the chosen take (`chosen` gives a take's id by its answer's id) when
 * it can be, else the best one, else the newest. `local`: copies on this device, by take id; they win, so that what is
 * playing goes on when the server's copy becomes ready.
 */
export function chaptersOf(
	answers: readonly ShownAnswer[],
	chosen: Readonly<Record<string, string>>,
	srcOf: (takeId: string) => string,
	local: Readonly<Record<string, LocalCopy>> = {}
): Chapter[] {
	return answers.flatMap((answer) => {
		const ready = answer.takes.filter((take) => take.state === 'ready' || local[take.id]);
		const named = (id: string | null | undefined) => ready.find((take) => take.id === id);
		const take = named(chosen[answer.id]) ?? named(answer.bestTakeId) ?? ready.at(-1);
		if (!take) return [];
		const number = answer.position + 1;
		const title = `Answer ${number}: ${answer.question}`;
		const copy = local[take.id];
		const src = copy?.src ?? srcOf(take.id);
		const durationMs = take.durationMs ?? copy?.durationMs ?? 0;
		return [{ takeId: take.id, number, title, src, durationMs }];
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

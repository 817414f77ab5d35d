/** Which answer a reviewer watches next. */
import { answerOf, type ShownAnswer } from './chapters.ts';

/**
 * The newest take that can be played of the next answer of which nothing was watched, after the shown one; null when none
 * is left.
 * @param watched ids of the takes that were played or moved in
 * @param goesRound after the last answer the first one comes again
 */
export function nextToWatch(
	answers: readonly ShownAnswer[],
	shownTakeId: string,
	watched: ReadonlySet<string>,
	goesRound: boolean
): string | null {
	const shown = answerOf(answers, shownTakeId);
	const at = shown ? answers.indexOf(shown) : -1;
	const before = goesRound ? answers.slice(0, Math.max(0, at)) : [];
	for (const answer of [...answers.slice(at + 1), ...before]) {
		if (answer.takes.some(({ id }) => watched.has(id))) continue;
		const take = answer.takes.findLast(({ state }) => state === 'ready');
		if (take) return take.id;
	}
	return null;
}

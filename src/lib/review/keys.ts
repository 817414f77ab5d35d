/** Rating with the keys 1 to 5: which criterion they mean. */
import { isGiven } from '../rubric/given.ts';
import type { Rubric, Scale } from '../rubric/rubric.ts';
import type { Rating } from './feedback.ts';

/** The first anchored criterion that is not rated yet; null when none is left. */
export function nextToRate(rubric: Rubric, ratings: readonly Rating[]): string | null {
	const open = rubric.criteria.find(
		(criterion) =>
			criterion.kind === 'scale' &&
			!isGiven(
				criterion,
				ratings.find((each) => each.criterion === criterion.id)
			)
	);
	return open?.id ?? null;
}

/** The focused criterion when it has levels, else the next one; null when there is none to rate. */
export function ratingByKey(
	rubric: Rubric,
	focusedId: string | null,
	nextId: string | null
): Scale | null {
	const find = (id: string | null) =>
		rubric.criteria.find((each): each is Scale => each.kind === 'scale' && each.id === id);
	return find(focusedId) ?? find(nextId) ?? null;
}

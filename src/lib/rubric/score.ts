/** Totals of what was given by a rubric. A criterion that was left open counts nowhere: never as 0. */
import { isGiven, type Given } from './given.ts';
import type { Criterion, Rubric } from './rubric.ts';
import { isSame } from './same.ts';

/** What was reached of what could be reached, in points; `most` is above 0. */
export interface Score {
	points: number;
	most: number;
}

export interface Total {
	/** Over the criteria that were rated; null when none was. */
	score: Score | null;
	/** How many of the criteria that count were rated, and how many there are; text does not count. */
	rated: number;
	of: number;
}

type GivenFor = Given & { criterion: string };

/** The points of one criterion: its level of 5, its ticks, its points; null for text and for what was left open. */
export function scoreOf(criterion: Criterion, given: Given | undefined): Score | null {
	if (!isGiven(criterion, given)) return null;
	switch (criterion.kind) {
		case 'scale':
			return { points: given.level ?? 0, most: 5 };
		case 'checklist':
			return { points: ticksOf(criterion.items, given), most: criterion.items.length };
		case 'points':
			return { points: given.points ?? 0, most: criterion.most };
		case 'text':
			return null;
	}
}

function ticksOf(items: readonly { id: string }[], { ticked }: Given): number {
	return items.filter((item) => ticked?.some((tick) => tick.item === item.id)).length;
}

export function totalOf(rubric: Rubric, ratings: readonly GivenFor[]): Total {
	const counting = rubric.criteria.filter((criterion) => criterion.kind !== 'text');
	const scores = counting.flatMap((criterion) => {
		const score = scoreOf(
			criterion,
			ratings.find((each) => each.criterion === criterion.id)
		);
		return score ? [score] : [];
	});
	const score = scores.reduce<Score | null>(
		(sum, each) => ({
			points: (sum?.points ?? 0) + each.points,
			most: (sum?.most ?? 0) + each.most
		}),
		null
	);
	return { score, rated: scores.length, of: counting.length };
}

/** How a self rating differs from another one, on one criterion; in the criterion's own points. */
export interface Gap {
	criterion: string;
	self: number;
	other: number;
	/** Self minus other: above 0, the person rated themselves higher. */
	gap: number;
	most: number;
}

/**
 * The gap of every criterion that both rated and that says the same in both rubrics (a rubric may have been changed in
 * between). Own minus other.
 */
export function gapsOf(
	own: { rubric: Rubric; ratings: readonly GivenFor[] },
	other: { rubric: Rubric; ratings: readonly GivenFor[] }
): Gap[] {
	return other.rubric.criteria.flatMap((criterion) => {
		const same = own.rubric.criteria.find((each) => each.id === criterion.id);
		if (!same || !isSame(same, criterion)) return [];
		const of = (ratings: readonly GivenFor[]) =>
			scoreOf(
				criterion,
				ratings.find((each) => each.criterion === criterion.id)
			);
		const [mine, theirs] = [of(own.ratings), of(other.ratings)];
		if (!mine || !theirs) return [];
		const gap = mine.points - theirs.points;
		return [
			{ criterion: criterion.id, self: mine.points, other: theirs.points, gap, most: mine.most }
		];
	});
}

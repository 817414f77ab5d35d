/**
 * How far reviewers agree who rated the same thing by the same rubric: in how many pairs of ratings both gave the same
 * level, or one next to it, and from ten rated targets on how reliable a single rating is.
 */
import { icc21 } from './icc.ts';

/** One level that one rater gave; `target`: what was rated, an answer or several rated together. */
export interface Judgement {
	rater: string;
	target: string;
	criterion: string;
	/** 1 to 5. */
	level: number;
}

/** Shares are 0 to 1, of `pairs`: null when there is none. */
export interface PairAgreement {
	/** Two ratings of one criterion of one target, by two raters. */
	pairs: number;
	/** Both the same level. */
	exact: number | null;
	/** The same level or one next to it. */
	adjacent: number | null;
}

/**
 * How reliable one rating is. `too-few`: fewer than `needed` targets that all of at least two raters rated.
 * `no-difference`: every rating is the same, so there is nothing to tell apart.
 */
export type Reliability =
	| { is: 'too-few'; targets: number; needed: number }
	| { is: 'no-difference'; targets: number; raters: number }
	| {
			is: 'measured';
			/** ICC(2,1): 1 is full agreement; below 0 is less than chance would give. */
			icc: number;
			/** The 95 % interval; null where its formula gives none (full agreement, for one). */
			interval: { low: number; high: number } | null;
			targets: number;
			raters: number;
			/** Targets that were left out because one of these raters did not rate them. */
			leftOut: number;
	  };

export interface CriterionAgreement extends PairAgreement {
	criterion: string;
	reliability: Reliability;
}

export interface Agreement extends PairAgreement {
	/** Raters of a target that somebody else rated too; 0 or at least 2. */
	raters: number;
	/** Targets that at least two rated. */
	targets: number;
	/** In the order in which the criteria first appear. */
	criteria: CriterionAgreement[];
	/** Of the mean level that a rater gave a target. */
	reliability: Reliability;
}

/** Below this many rated targets an ICC says nothing. @source the product's own rule: from ten rated answers on */
export const FEWEST_TARGETS = 10;

/** A rater who gave a criterion of a target twice counts once, with the last level. */
export function agreementOf(judgements: readonly Judgement[]): Agreement {
	const levels = byPlace(judgements);
	const criteria = [...new Set(judgements.map((each) => each.criterion))];
	const shared = sharedBy(levels);
	return {
		...pairsIn(levels),
		raters: shared.raters.size,
		targets: shared.targets.size,
		criteria: criteria.map((criterion) => {
			const own = levels.filter((each) => each.criterion === criterion);
			return { criterion, ...pairsIn(own), reliability: reliabilityOf(own) };
		}),
		reliability: reliabilityOf(meanLevels(levels))
	};
}

/** How reliable one rating of one thing is; every judgement must be of the same criterion. */
export function reliabilityOf(judgements: readonly Judgement[]): Reliability {
	const { raters, targets } = largestBlock(judgements);
	if (targets.length < FEWEST_TARGETS) {
		return { is: 'too-few', targets: targets.length, needed: FEWEST_TARGETS };
	}
	const levelOf = new Map(judgements.map((each) => [`${each.target}\n${each.rater}`, each.level]));
	const table = targets.map((target) =>
		raters.map((rater) => levelOf.get(`${target}\n${rater}`) ?? Number.NaN)
	);
	const size = { targets: targets.length, raters: raters.length };
	const estimate = icc21(table);
	if (!estimate) return { is: 'no-difference', ...size };
	const leftOut = sharedBy(judgements).targets.size - targets.length;
	return { is: 'measured', ...estimate, ...size, leftOut };
}

/**
 * The raters, two or more, who share the most targets; of those who share as many, the largest group. ICC(2,1) needs
 * every target rated by the same raters, and an empty cell is never filled with a guess.
 */
function largestBlock(judgements: readonly Judgement[]): { raters: string[]; targets: string[] } {
	const targetsOf = new Map<string, Set<string>>();
	for (const { rater, target } of judgements) {
		targetsOf.set(rater, (targetsOf.get(rater) ?? new Set()).add(target));
	}
	const raters = [...targetsOf.keys()].sort();
	let best: { raters: string[]; targets: string[] } = { raters: [], targets: [] };
	for (const [at, first] of raters.entries()) {
		for (const second of raters.slice(at + 1)) {
			const targets = common(targetsOf, [first, second]);
			const all = raters.filter((rater) =>
				targets.every((each) => targetsOf.get(rater)?.has(each))
			);
			const isBetter =
				targets.length > best.targets.length ||
				(targets.length === best.targets.length && all.length > best.raters.length);
			if (targets.length > 0 && isBetter) best = { raters: all, targets };
		}
	}
	return best;
}

function common(targetsOf: ReadonlyMap<string, ReadonlySet<string>>, raters: readonly string[]) {
	const [first, ...others] = raters.map((rater) => targetsOf.get(rater) ?? new Set<string>());
	return [...(first ?? [])].filter((target) => others.every((each) => each.has(target)));
}

/** The mean level that each rater gave each target, over the criteria that all of its raters rated. */
function meanLevels(judgements: readonly Judgement[]): Judgement[] {
	const means: Judgement[] = [];
	for (const [target, ofTarget] of groupBy(judgements, (each) => each.target)) {
		const raters = [...groupBy(ofTarget, (each) => each.rater)];
		const isRatedByAll = (criterion: string) =>
			raters.every(([, own]) => own.some((each) => each.criterion === criterion));
		for (const [rater, own] of raters) {
			const levels = own.filter((each) => isRatedByAll(each.criterion)).map((each) => each.level);
			if (levels.length === 0) continue;
			const level = levels.reduce((sum, each) => sum + each, 0) / levels.length;
			means.push({ rater, target, criterion: '', level });
		}
	}
	return means;
}

function pairsIn(judgements: readonly Judgement[]): PairAgreement {
	let [pairs, exact, adjacent] = [0, 0, 0];
	for (const [, same] of groupBy(judgements, (each) => `${each.target}\n${each.criterion}`)) {
		for (const [at, one] of same.entries()) {
			for (const other of same.slice(at + 1)) {
				const apart = Math.abs(one.level - other.level);
				pairs += 1;
				if (apart === 0) exact += 1;
				if (apart <= 1) adjacent += 1;
			}
		}
	}
	if (pairs === 0) return { pairs, exact: null, adjacent: null };
	return { pairs, exact: exact / pairs, adjacent: adjacent / pairs };
}

/** Which raters and targets meet: a criterion of the target was rated by another one too. */
function sharedBy(judgements: readonly Judgement[]) {
	const raters = new Set<string>();
	const targets = new Set<string>();
	for (const [, same] of groupBy(judgements, (each) => `${each.target}\n${each.criterion}`)) {
		if (same.length < 2) continue;
		for (const { rater, target } of same) {
			raters.add(rater);
			targets.add(target);
		}
	}
	return { raters, targets };
}

function byPlace(judgements: readonly Judgement[]): Judgement[] {
	const places = new Map<string, Judgement>();
	for (const each of judgements) {
		if (!Number.isFinite(each.level)) continue;
		places.set(`${each.rater}\n${each.target}\n${each.criterion}`, each);
	}
	return [...places.values()];
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const group = groups.get(keyOf(value));
		if (group) group.push(value);
		else groups.set(keyOf(value), [value]);
	}
	return groups;
}

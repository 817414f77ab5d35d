import { describe, expect, it } from 'vitest';
import { agreementOf, FEWEST_TARGETS, reliabilityOf, type Judgement } from './agreement.ts';
import { icc21 } from './icc.ts';

/** Rows are targets, columns raters; null: not rated. */
function judged(table: (number | null)[][], criterion = 'structure'): Judgement[] {
	return table.flatMap((row, target) =>
		row.flatMap((level, rater) =>
			level === null ? [] : [{ rater: `r${rater}`, target: `t${target}`, criterion, level }]
		)
	);
}
const rows = (count: number, row: (at: number) => (number | null)[]) =>
	Array.from({ length: count }, (_, at) => row(at));

describe('exact and adjacent agreement', () => {
	it('counts every pair of raters of the same thing', () => {
		// pairs: 3-3 exact, 3-4 adjacent twice
		const found = agreementOf(judged([[3, 3, 4]]));
		expect(found).toMatchObject({ raters: 3, targets: 1, pairs: 3, adjacent: 1 });
		expect(found.exact).toBeCloseTo(1 / 3);
	});

	it('is of each criterion and of all', () => {
		const found = agreementOf([...judged([[2, 4]], 'a'), ...judged([[5, 5]], 'b')]);
		expect(found).toMatchObject({ pairs: 2, exact: 0.5, adjacent: 0.5 });
		expect(found.criteria).toMatchObject([
			{ criterion: 'a', pairs: 1, exact: 0, adjacent: 0 },
			{ criterion: 'b', pairs: 1, exact: 1, adjacent: 1 }
		]);
	});

	it('leaves out what only one rated, and never counts it as 0', () => {
		const found = agreementOf(judged([[2, null], [null, 4]])); // prettier-ignore
		expect(found).toMatchObject({ raters: 0, targets: 0, pairs: 0, exact: null, adjacent: null });
	});

	it('has nothing to say about one reviewer, or none', () => {
		expect(agreementOf(judged([[2], [4]]))).toMatchObject({ pairs: 0, exact: null });
		expect(agreementOf([])).toMatchObject({ pairs: 0, exact: null, criteria: [] });
	});

	it('counts a rater once for each thing', () => {
		const twice = [...judged([[1, 5]]), ...judged([[5]])];
		expect(agreementOf(twice)).toMatchObject({ pairs: 1, exact: 1 });
	});
});

describe('reliability', () => {
	it('is too few to say below ten rated targets', () => {
		const nine = judged(rows(9, (at) => [(at % 5) + 1, (at % 5) + 1]));
		expect(reliabilityOf(nine)).toEqual({ is: 'too-few', targets: 9, needed: FEWEST_TARGETS });
		expect(FEWEST_TARGETS).toBe(10);
	});

	it('is ICC(2,1) with its interval from ten on', () => {
		const table = rows(10, (at) => [(at % 5) + 1, Math.min(5, (at % 4) + 2)]) as number[][];
		expect(reliabilityOf(judged(table))).toEqual({
			is: 'measured',
			...icc21(table),
			targets: 10,
			raters: 2,
			leftOut: 0
		});
	});

	it('uses the targets that the same raters rated, and says how many it left out', () => {
		const full = rows(11, (at) => [(at % 5) + 1, (at % 3) + 1, null]);
		const found = reliabilityOf(judged([...full, [3, null, 3], [4, null, 4]]));
		expect(found).toMatchObject({ is: 'measured', targets: 11, raters: 2, leftOut: 2 });
	});

	it('takes a third rater in who rated all of them too', () => {
		const table = rows(10, (at) => [(at % 5) + 1, (at % 3) + 1, (at % 4) + 1]);
		expect(reliabilityOf(judged(table))).toMatchObject({ raters: 3, targets: 10 });
	});

	it('says that there is no difference when every rating is the same', () => {
		expect(reliabilityOf(judged(rows(10, () => [3, 3])))).toEqual({
			is: 'no-difference',
			targets: 10,
			raters: 2
		});
	});

	it('shows a negative value as it is', () => {
		const found = reliabilityOf(judged(rows(10, (at) => (at % 2 ? [1, 5] : [5, 1]))));
		expect(found.is === 'measured' && found.icc).toBeLessThan(0);
	});

	it('of a whole rubric compares means over the criteria that everybody rated', () => {
		const table = rows(10, (at) => [(at % 5) + 1, (at % 5) + 1]);
		// one rater left a criterion open everywhere: it must not pull the means apart
		const open = rows(10, () => [1, null]);
		const { reliability } = agreementOf([...judged(table, 'a'), ...judged(open, 'b')]);
		expect(reliability).toMatchObject({ is: 'measured', icc: 1 });
	});
});

/**
 * The intraclass correlation ICC(2,1): how far single ratings agree, when every target is rated by the same raters and both
 * stand for more of their kind. Two-way random effects, absolute agreement, single rating.
 * @source Shrout & Fleiss 1979, Psychological Bulletin 86:420-428, case 2; interval: McGraw & Wong 1996, Psychological
 * Methods 1:30-46, table 7, ICC(A,1)
 */
import jStat from 'jstat';

/** Mean squares of the two-way table: between rows (targets), between columns (raters), and what is left. */
export interface MeanSquares {
	rows: number;
	columns: number;
	error: number;
}

export interface IccEstimate {
	/** Below 0 when raters differ more about one target than targets differ; shown as it is. */
	icc: number;
	/** The limits of the interval; null where the formula gives none (raters agree, or contradict each other, everywhere). */
	interval: { low: number; high: number } | null;
}

/** Every row has one rating by each rater. @throws {RangeError} for fewer than 2 rows or columns, or ragged rows */
export function meanSquares(table: readonly (readonly number[])[]): MeanSquares {
	const n = table.length;
	const k = table[0]?.length ?? 0;
	if (n < 2 || k < 2) throw new RangeError('at least 2 targets and 2 raters');
	if (table.some((row) => row.length !== k)) throw new RangeError('every target by every rater');
	const rowMeans = table.map(mean);
	const columnMeans = Array.from({ length: k }, (_, at) => mean(table.map((row) => row[at] ?? 0)));
	const grand = mean(rowMeans);
	const off = (values: readonly number[]) => sum(values.map((value) => (value - grand) ** 2));
	let error = 0;
	table.forEach((row, r) => {
		row.forEach((value, c) => {
			error += (value - (rowMeans[r] ?? 0) - (columnMeans[c] ?? 0) + grand) ** 2;
		});
	});
	return {
		rows: (k * off(rowMeans)) / (n - 1),
		columns: (n * off(columnMeans)) / (k - 1),
		error: error / ((n - 1) * (k - 1))
	};
}

/** Sums of squares this small are rounding, for ratings of up to 100. */
const NOTHING = 1e-9;

/**
 * ICC(2,1) with its interval.
 * @param confidence of the interval, above 0 and below 1
 * @returns null when no two ratings differ: then there is nothing that could agree
 * @throws {RangeError} as `meanSquares`
 */
export function icc21(
	table: readonly (readonly number[])[],
	confidence = 0.95
): IccEstimate | null {
	const { rows, columns, error } = cleaned(meanSquares(table));
	if (rows === 0 && columns === 0 && error === 0) return null;
	const n = table.length;
	const k = table[0]?.length ?? 0;
	const icc = (rows - error) / (rows + (k - 1) * error + (k * (columns - error)) / n);
	return { icc, interval: intervalOf({ rows, columns, error }, n, k, icc, confidence) };
}

function intervalOf(
	{ rows, columns, error }: MeanSquares,
	n: number,
	k: number,
	icc: number,
	confidence: number
): IccEstimate['interval'] {
	if (icc === 1) return null;
	const a = (k * icc) / (n * (1 - icc));
	const b = 1 + (k * icc * (n - 1)) / (n * (1 - icc));
	const spread = (a * columns) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1));
	const df = (a * columns + b * error) ** 2 / spread;
	const share = 1 - (1 - confidence) / 2;
	const below = jStat.centralF.inv(share, n - 1, df);
	const above = jStat.centralF.inv(share, df, n - 1);
	const rest = k * columns + (k * n - k - n) * error;
	const low = (n * (rows - below * error)) / (below * rest + n * rows);
	const high = (n * (above * rows - error)) / (rest + n * above * rows);
	return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : null;
}

const cleaned = (squares: MeanSquares): MeanSquares => ({
	rows: squares.rows < NOTHING ? 0 : squares.rows,
	columns: squares.columns < NOTHING ? 0 : squares.columns,
	error: squares.error < NOTHING ? 0 : squares.error
});
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

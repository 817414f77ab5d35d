/** One measured value; a module `tests/bench/<name>.bench.ts` has a default export that resolves to some. */
export interface BenchRow {
	name: string;
	value: number;
	unit: string;
	/** In words, e.g. `at most 1.0`. */
	goal: string;
	/** Is the goal met? */
	holds: boolean;
	/** What the best other program reaches, in the same unit. */
	baseline?: number;
}

export type Bench = () => Promise<BenchRow[]>;

/** The rows as a table, a line each, columns under each other. */
export function drawTable(rows: readonly BenchRow[]): string {
	const head = ['', 'measure', 'value', 'goal', 'baseline'];
	const lines = rows.map(({ name, value, unit, goal, holds, baseline }) => [
		holds ? 'ok' : 'MISS',
		name,
		`${value} ${unit}`,
		goal,
		baseline === undefined ? '' : `${baseline} ${unit}`
	]);
	const widths = head.map((title, at) =>
		Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0))
	);
	return [head, ...lines]
		.map((line) =>
			line
				.map((cell, at) => cell.padEnd(widths[at] ?? 0))
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}

/** A row of the gaze bench; values keep one or two digits. */
import type { BenchRow } from '../../../scripts/bench-rows.ts';

export const atMost = (
	name: string,
	unit: string,
	value: number,
	goal: number,
	baseline?: number
) => row(name, unit, value, `at most ${goal}`, value <= goal, baseline);

export const atLeast = (
	name: string,
	unit: string,
	value: number,
	goal: number,
	baseline?: number
) => row(name, unit, value, `at least ${goal}`, value >= goal, baseline);

/** For comparison only: nothing is asked of it. */
export const beside = (name: string, unit: string, value: number) =>
	row(name, unit, value, 'for comparison', true);

function row(
	name: string,
	unit: string,
	value: number,
	goal: string,
	holds: boolean,
	baseline?: number
): BenchRow {
	const shown = baseline === undefined ? {} : { baseline: round(baseline) };
	return { name, value: round(value), unit, goal, holds, ...shown };
}

const round = (value: number) => Math.round(value * 100) / 100;

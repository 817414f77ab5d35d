/** A take beside the last ones of the same question: the same figures, made by the same rules. Times in milliseconds. */
import { bandOf, type GazeReport } from '../gaze/report.ts';
import type { PacingReport } from '../pacing/report.ts';
import { notedPausesPerMinute } from '../pacing/timing.ts';
import { spell } from '../platform/time.ts';
import type { Delivery } from './delivery/measured.ts';
import { percent, seconds } from './delivery/report-line.ts';

/** A take of the same question, as far as it is compared. */
export type Compared = Pick<Delivery, 'gaze' | 'pacing'> & { durationMs: number | null };

export interface ComparedRow {
	name: string;
	/**
	 * One for each take, in the order given; "–" where it was not measured, null where other rules measured it than the
	 * first take that was measured: the two are not to be compared.
	 */
	values: (string | null)[];
}

/** The same figures of several takes side by side; rows without any value are left out. */
export function compareTakes(takes: readonly Compared[]): ComparedRow[] {
	return FIGURES.map(({ name, by, of }) => ({ name, values: besideFirst(takes, by, of) })).filter(
		({ values }) => values.some((value) => value !== null && value !== NOTHING)
	);
}

const NOTHING = '–';

function besideFirst(
	takes: readonly Compared[],
	by: Figure['by'],
	of: Figure['of']
): (string | null)[] {
	const versionOf = (take: Compared) => (by === 'length' ? undefined : take[by]?.version);
	const rules = takes.map(versionOf).find((version) => version !== undefined);
	return takes.map((take) => {
		const value = of(take);
		if (value === null) return NOTHING;
		return versionOf(take) === rules ? value : null;
	});
}

interface Figure {
	name: string;
	/** Whose rules made it; the length of a recording knows no rules. */
	by: 'length' | 'pacing' | 'gaze';
	of: (take: Compared) => string | null;
}

const FIGURES: Figure[] = [
	{ name: 'Length', by: 'length', of: ({ durationMs }) => given(durationMs, spell) },
	{ name: 'Speaking', by: 'pacing', of: ({ pacing }) => given(pacing?.speechMs, spell) },
	{
		name: 'First word after',
		by: 'pacing',
		of: ({ pacing }) => given(pacing?.timeToFirstWordMs, seconds)
	},
	{
		name: 'Pauses of 1 s or more',
		by: 'pacing',
		of: ({ pacing }) => given(pacing, pausesOf)
	},
	{
		name: 'Longest pause',
		by: 'pacing',
		of: ({ pacing }) => given(pacing?.longestPauseMs, seconds)
	},
	{
		name: 'Words a minute (estimate)',
		by: 'pacing',
		of: ({ pacing }) =>
			given(pacing?.wordsPerMinute, ({ low, high }) => `${Math.round(low)} to ${Math.round(high)}`)
	},
	{ name: 'Eye contact while speaking', by: 'gaze', of: ({ gaze }) => given(gaze, lookOf) }
];

/** The count, and how many that is a minute: takes differ in length. */
function pausesOf(pacing: PacingReport): string | null {
	const perMinute = notedPausesPerMinute(pacing);
	if (perMinute === null) return null;
	return `${pacing.pausesOver1s} (${perMinute.toFixed(1)} a minute)`;
}

/** A band and never one number; the time the face could be read is named where the time spoken is not known. */
function lookOf({ lensShare, lensShareSpeaking, margin }: GazeReport): string | null {
	const band = bandOf(lensShareSpeaking ?? lensShare, margin);
	if (!band) return null;
	const figure = `${percent(band.low)} to ${percent(band.high)}`;
	return lensShareSpeaking === null ? `${figure}, speaking or not` : figure;
}

function given<T>(value: T | null | undefined, say: (value: T) => string | null): string | null {
	return value === null || value === undefined ? null : say(value);
}

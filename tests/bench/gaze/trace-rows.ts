/** Rows on independent frames of 19 synthetic people; those asked about are left out of the fit (five folds). */
import type { BenchRow } from '../../../scripts/bench-rows.ts';
import { scoreBand } from '../../../src/lib/gaze/eye-contact.ts';
import { baselineModels, BASELINE_NAMES } from './baselines.ts';
import { behindGlasses, noisy, onlyPoints, tilted, zoomed, type Named } from './changes.ts';
import { readLessons } from './fit.ts';
import {
	average,
	countedAsLens,
	judgeHeldOut,
	judgeUncalibrated,
	meanErrorDeg,
	shareErrors,
	type Session
} from './held-out.ts';
import { atLeast, atMost, beside } from './rows.ts';
import { readTraces } from './truth.ts';

/** What the first prototype reached on the same traces. */
const PROTOTYPE_DEG = 4.4;
const PROTOTYPE_SHARE = 8;

export function traceRows(): BenchRow[] {
	const traces = readLessons();
	const lens = judgeHeldOut(traces, 'lens');
	const both = judgeHeldOut(traces, 'lens+screen');
	return [
		atMost(
			'held-out people, 5 frames at the lens: mean error',
			'deg',
			meanErrorDeg(lens),
			4,
			PROTOTYPE_DEG
		),
		atMost(
			'held-out people, 5 at the lens + 5 near the middle of the screen: mean error',
			'deg',
			meanErrorDeg(both),
			3.3
		),
		atMost(
			'looks at the screen counted as lens (lens only; screen points 2 deg from it too)',
			'%',
			countedAsLens(lens, 'screen'),
			20,
			48
		),
		atMost('the same, lens + screen', '%', countedAsLens(both, 'screen'), 8),
		atLeast(
			'looks at the lens counted as lens (lens only)',
			'%',
			countedAsLens(lens, 'camera'),
			93
		),
		atLeast('the same, lens + screen', '%', countedAsLens(both, 'camera'), 93),
		atMost(
			'share of eye contact of a session, lens + screen: mean error',
			'points',
			average(shareErrors(both)),
			5,
			PROTOTYPE_SHARE
		),
		atLeast(
			'sessions whose true share lies in the band, lens + screen',
			'%',
			inBand(both, 'lens+screen'),
			90
		),
		atLeast('sessions whose true share lies in the band, lens only', '%', inBand(lens, 'lens'), 90),
		...BASELINE_NAMES.flatMap((name) =>
			compare(`baseline ${name}`, judgeHeldOut(traces, 'lens+screen', baselineModels(name)))
		),
		...compare('baseline uncalibrated', judgeUncalibrated(traces)),
		...CHANGES.flatMap(({ name, change }) =>
			compare(
				`robustness ${name}`,
				judgeHeldOut(traces, 'lens+screen', undefined, readTraces(change))
			)
		)
	];
}

const CHANGES: Named[] = [
	{ name: 'points tremble by .25 px of 640', change: noisy(0.25) },
	{ name: 'camera of 79 deg instead of 66', change: zoomed(0.8) },
	{ name: 'camera of 57 deg instead of 66', change: zoomed(1.2) },
	{ name: 'camera tilted by 10 deg', change: tilted(10) },
	{ name: 'camera tilted by -15 deg', change: tilted(-15) },
	{ name: 'points shifted, scores squeezed (glasses)', change: behindGlasses },
	{ name: 'points only, no scores, no matrix', change: onlyPoints }
];

const compare = (name: string, sessions: readonly Session[]): BenchRow[] => [
	beside(`${name}: mean error`, 'deg', meanErrorDeg(sessions)),
	beside(`${name}: looks at the lens counted as lens`, '%', countedAsLens(sessions, 'camera')),
	beside(`${name}: looks at the screen counted as lens`, '%', countedAsLens(sessions, 'screen'))
];

/** Sessions have about 25 judged frames; the band is that of as many seconds. */
function inBand(sessions: readonly Session[], kind: 'lens' | 'lens+screen'): number {
	const errors = shareErrors(sessions);
	const held = errors.map(
		(error, at) => error / 100 <= scoreBand((sessions[at]?.length ?? 0) * 1000, 1, kind)
	);
	return 100 * average(held.map(Number));
}

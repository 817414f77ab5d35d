/**
 * Rows on independent frames of 19 synthetic people; those asked about are left out of the fit (five folds), and each
 * session is calibrated with the product's own code, which has to guess where the dot is. People are dealt into folds
 * and frames are chosen in several ways: a row is the mean of all.
 */
import type { BenchRow } from '../../../scripts/bench-rows.ts';
import { scoreBand } from '../../../src/lib/gaze/eye-contact.ts';
import { baselineModels, BASELINE_NAMES } from './baselines.ts';
import {
	behindGlasses,
	eyeFrozen,
	mouthMoved,
	noisy,
	onlyPoints,
	tilted,
	zoomed,
	type Named
} from './changes.ts';
import { readLessons } from './fit.ts';
import {
	average,
	countedAsLens,
	judgeHeldOut,
	judgeUncalibrated,
	meanErrorDeg,
	shareErrors,
	type Session,
	type Way
} from './held-out.ts';
import { atLeast, atMost, beside } from './rows.ts';
import { readTraces, type TraceFrame } from './truth.ts';

/** What the first prototype reached on the same traces. */
const PROTOTYPE_DEG = 4.4;
const PROTOTYPE_SHARE = 8;
const SEEDS = [0, 1, 2, 3, 4];

export function traceRows(): BenchRow[] {
	const traces = readLessons();
	const each = (way: Way) => SEEDS.map((seed) => judgeHeldOut(traces, way, { seeds: [seed] }));
	const [lens, both] = [each('lens'), each('lens+screen')];
	const onePose = judgeHeldOut(traces, 'lens+screen', { lookFrames: 1 });
	return [
		...goalRows(lens, both),
		...compare('one frame, so one head pose, for each look', onePose),
		beside('the same: share of eye contact of a session', 'points', average(shareErrors(onePose))),
		...BASELINE_NAMES.flatMap((name) =>
			compare(
				`baseline ${name}`,
				judgeHeldOut(traces, 'lens+screen', { fit: baselineModels(name) })
			)
		),
		...compare('baseline uncalibrated', judgeUncalibrated(traces)),
		...robustnessRows(traces)
	];
}

/** One value of each seed: the row is their mean, its name tells from where to where they reach. */
function overSeeds(name: string, seeds: Session[][], value: (sessions: Session[]) => number) {
	const values = seeds.map(value);
	const [least, most] = [Math.min(...values), Math.max(...values)];
	const title = `${name} (${least.toFixed(2)} to ${most.toFixed(2)})`;
	return { title, mean: average(values) };
}

function goalRows(lens: Session[][], both: Session[][]): BenchRow[] {
	type Value = (sessions: Session[]) => number;
	const share: Value = (sessions) => average(shareErrors(sessions));
	const counted =
		(looksAt: TraceFrame['looksAt']): Value =>
		(sessions) =>
			countedAsLens(sessions, looksAt);
	const most = (
		[name, unit]: [string, string],
		seeds: Session[][],
		value: Value,
		goal: number,
		baseline?: number
	) => {
		const { title, mean } = overSeeds(name, seeds, value);
		return atMost(title, unit, mean, goal, baseline);
	};
	const least = (name: string, seeds: Session[][], value: Value, goal: number) => {
		const { title, mean } = overSeeds(name, seeds, value);
		return atLeast(title, '%', mean, goal);
	};
	const screen = 'looks at the screen counted as lens (lens only; screen points 2 deg from it too)';
	return [
		most(
			['held-out people, 5 frames at the lens: mean error', 'deg'],
			lens,
			meanErrorDeg,
			4,
			PROTOTYPE_DEG
		),
		most(
			['held-out people, 5 at the lens + 5 near the middle of the screen: mean error', 'deg'],
			both,
			meanErrorDeg,
			3.3
		),
		most([screen, '%'], lens, counted('screen'), 20, 48),
		most(['the same, lens + screen', '%'], both, counted('screen'), 8),
		least('looks at the lens counted as lens (lens only)', lens, counted('camera'), 93),
		least('the same, lens + screen', both, counted('camera'), 93),
		most(
			['share of eye contact of a session, lens only: mean error', 'points'],
			lens,
			share,
			5,
			PROTOTYPE_SHARE
		),
		most(['the same, lens + screen', 'points'], both, share, 5, PROTOTYPE_SHARE),
		...(
			[
				['lens+screen', both],
				['lens', lens]
			] as const
		).map(([way, seeds]) =>
			least(
				`sessions whose true share lies in the band, ${way}`,
				seeds,
				(sessions) => inBand(sessions, way),
				90
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

/** What changes after the calibration only. */
const LATER: Named[] = [
	{ name: 'mouth 25 % wider after the calibration', change: mouthMoved(0.25, 0) },
	{ name: 'mouth 25 % narrower after the calibration', change: mouthMoved(-0.25, 0) },
	{ name: 'jaw open after the calibration', change: mouthMoved(0, 0.1) }
];

/** Where the screen is when the camera is not over the middle of a laptop's. */
const PLACES: { name: string; isDot: (frame: TraceFrame) => boolean }[] = [
	{
		name: 'camera beside the screen',
		isDot: ({ looksAt, offset: [x, y] }) =>
			looksAt === 'away' && x > 15 && x < 35 && Math.abs(y) < 15
	},
	{
		name: 'camera below the screen',
		isDot: ({ looksAt, offset: [x, y] }) =>
			looksAt === 'away' && y > 8 && y < 32 && Math.abs(x) < 25
	},
	{
		name: 'camera over a large screen',
		isDot: ({ looksAt, offset: [x, y] }) => looksAt === 'screen' && Math.abs(x) < 8 && y < -16
	}
];

function robustnessRows(traces: readonly TraceFrame[]): BenchRow[] {
	const frozen = eyeFrozen(traces);
	return [
		...CHANGES.flatMap(({ name, change }) =>
			compare(
				`robustness ${name}`,
				judgeHeldOut(traces, 'lens+screen', { shown: readTraces(change) })
			)
		),
		...LATER.flatMap(({ name, change }) =>
			compare(
				`robustness ${name}`,
				judgeHeldOut(traces, 'lens+screen', { later: readTraces(change) })
			)
		),
		...compare(
			'robustness the eye at image left does not move',
			judgeHeldOut(traces, 'lens+screen', { shown: frozen })
		),
		...PLACES.flatMap(({ name, isDot }) => {
			const judged = judgeHeldOut(traces, 'lens+screen', { isDot });
			const near = judged.flat().filter(({ frame }) => isNear(frame));
			return [
				beside(
					`robustness ${name}: looks at the lens counted as lens`,
					'%',
					countedAsLens(judged, 'camera')
				),
				beside(
					`robustness ${name}: looks 9 to 16 deg beside the lens counted as lens`,
					'%',
					100 * average(near.map(({ zone }) => Number(zone === 'lens')))
				)
			];
		}),
		...POSES.flatMap(({ name, holds }) => {
			const judged = judgeHeldOut(traces, 'lens+screen').map((session) =>
				session.filter(({ frame }) => holds(frame.pitchDeg))
			);
			return compare(`robustness ${name}`, judged);
		})
	];
}

const isNear = ({ looksAt, offset }: TraceFrame) => {
	const far = Math.hypot(...offset);
	return looksAt !== 'camera' && far > 9 && far < 16;
};

const POSES = [
	{ name: 'head bent down by over 8 deg', holds: (pitchDeg: number) => pitchDeg < -8 },
	{ name: 'head bent back by over 6 deg', holds: (pitchDeg: number) => pitchDeg > 6 }
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

/** Simpler ways, fitted and calibrated in the same manner: what the estimator has to beat. */
import type { GazeModels } from '../../../src/lib/gaze/estimate.ts';
import { fitModels } from './fit.ts';
import type { TraceFrame } from './truth.ts';

const BASELINES = {
	'head pose only': ['facingX', 'facingY'],
	'blendshapes and head': ['facingX', 'facingY', 'lookX', 'lookDown', 'lookUp'],
	'iris and head': ['facingX', 'facingY', 'irisX', 'irisY']
} as const;
export type Baseline = keyof typeof BASELINES;
export const BASELINE_NAMES = Object.keys(BASELINES) as Baseline[];

export const baselineModels =
	(name: Baseline) =>
	(frames: readonly TraceFrame[]): GazeModels =>
		fitModels(frames, (feature) => (BASELINES[name] as readonly string[]).includes(feature));

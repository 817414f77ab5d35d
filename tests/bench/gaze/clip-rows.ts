/** Rows on the labelled clip in time order; the weights are fitted without the clip's people. */
import type { BenchRow } from '../../../scripts/bench-rows.ts';
import { judgeFraming } from '../../../src/lib/gaze/framing.ts';
import { baselineModels, BASELINE_NAMES } from './baselines.ts';

import {
	balancedAccuracy,
	drawConfusion,
	facesFound,
	isOrdinary,
	judgeClip,
	shareError
} from './clip.ts';
import { fitModels, readLessons } from './fit.ts';
import { average, type Way } from './held-out.ts';
import { atLeast, atMost, beside } from './rows.ts';
import { readClip, type ClipFrame, type TraceFrame } from './truth.ts';

const PROTOTYPE_ACCURACY = 0.85;

export function clipRows(): BenchRow[] {
	const { frames, skins } = readClip();
	const people = Object.keys(skins).map(Number);
	const others = readLessons().filter(({ identity }) => !people.includes(identity));
	const judge = (
		way: Way,
		fit: (frames: readonly TraceFrame[]) => ReturnType<typeof fitModels> = fitModels
	) => judgeClip(frames, way, fit(others));
	const both = judge('lens+screen');
	const lens = judge('lens');
	process.stdout.write(`The clip, lens + screen:\n${drawConfusion(both)}\n\n`);
	const errors = people.map((person) => shareError(both, person));
	const of = (skin: string) =>
		shareError(both, people.find((person) => skins[person] === skin) ?? -1);
	return [
		atLeast(
			'clip, calibrated on the first looks at lens and screen of each person (left out here): balanced accuracy lens, screen, away',
			'',
			balancedAccuracy(both.filter(isOrdinary)),
			0.92,
			PROTOTYPE_ACCURACY
		),
		atLeast(
			'the same, also too near, too far, off centre, lit from one side, dark',
			'',
			balancedAccuracy(both),
			0.92
		),
		atLeast(
			'clip, lens only: balanced accuracy',
			'',
			balancedAccuracy(lens.filter(isOrdinary)),
			0.92,
			PROTOTYPE_ACCURACY
		),
		atLeast('clip, no face and several faces told', '%', facesFound(both), 100),
		atLeast('clip, segments whose framing is told right', '%', framingTold(frames), 95),
		atMost('clip, share of eye contact of a person: mean error', 'points', average(errors), 5),
		atMost(
			'clip, difference of that error, very dark and very light skin (the traces do not name the skin)',
			'points',
			Math.abs(of('very dark') - of('very light')),
			3
		),
		...BASELINE_NAMES.map((name) => {
			const title = `clip, baseline ${name}: balanced accuracy`;
			try {
				return beside(
					title,
					'',
					balancedAccuracy(judge('lens+screen', baselineModels(name)).filter(isOrdinary))
				);
			} catch {
				return beside(`${title} (calibration refused)`, '', 0);
			}
		})
	];
}

const VERDICTS: Record<string, string> = { ok: 'good', 'off-low': 'too-low' };

/** Segments with one face, judged as a whole, in percent. */
function framingTold(frames: readonly ClipFrame[]): number {
	const one = frames.filter(({ faces, edge }) => faces === 1 && !edge);
	const segments = [...new Set(one.map(({ segment }) => segment))].map((of) =>
		one.filter(({ segment }) => segment === of)
	);
	const told = segments.map((segment) => {
		const truth = segment[0]?.framing ?? '';
		const { verdict } = judgeFraming(segment.map(({ reading }) => reading));
		return Number(verdict === (VERDICTS[truth] ?? truth));
	});
	return 100 * average(told);
}

/** Judges what the worker read of the labelled clip, with the functions that the product uses for a take. */
import { calibrate } from '../../../src/lib/gaze/calibrate.ts';
import type { CalibrationStep } from '../../../src/lib/gaze/calibration.ts';
import type { GazeModels } from '../../../src/lib/gaze/estimate.ts';
import { glanceAt, settleStates } from '../../../src/lib/gaze/state.ts';
import type { JudgedFrame } from './clip.ts';
import type { Labelled } from './page.ts';
import type { ClipFrame } from './truth.ts';

/** Which frames of the clip teach a person's calibration: 2 s of the first look at the lens, half of that at the screen. */
export const LESSONS: Record<number, Partial<Record<CalibrationStep, [number, number]>>> = {
	5: { lens: [10, 29], screen: [55, 69] },
	8: { lens: [312, 331], screen: [345, 356] },
	17: { lens: [580, 593], screen: [605, 614] }
};

/**
 * The samples of each person, with a calibration from their own frames, which are left out.
 * @param models fitted without the clip's people
 */
export function judgeThroughCamera(
	frames: readonly ClipFrame[],
	seen: readonly Labelled[],
	models: GazeModels
): JudgedFrame[] {
	return Object.entries(LESSONS).flatMap(([id, lessons]) => {
		const steps = Object.entries(lessons) as [CalibrationStep, [number, number]][];
		const isIn = ({ frame }: Labelled, [from, to]: [number, number]) =>
			frame >= from && frame <= to;
		const looks = Object.fromEntries(
			steps.map(([step, span]) => [
				step,
				seen.filter((each) => isIn(each, span)).map(({ reading }) => reading)
			])
		);
		const outcome = calibrate(looks, models);
		if (!outcome.ok) throw new Error(`Calibrating person ${id} was refused: ${outcome.reason}.`);
		const { calibration } = outcome;
		const glances = seen.map(({ reading, atMs }) => glanceAt(reading, atMs, calibration, models));
		return settleStates(glances, calibration).flatMap(({ state }, at) => {
			const label = seen[at];
			const frame = label && frames[label.frame];
			if (!frame || steps.some(([, span]) => isIn(label, span))) return [];
			// frames without anybody belong to the first person
			const mine = frame.identity === Number(id) || (frame.identity === null && id === '5');
			return mine ? [{ frame, state }] : [];
		});
	});
}

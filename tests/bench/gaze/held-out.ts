/** The estimator on people its weights never saw: five times, each with a fifth of the people left out. */
import { learn, type Fitted, type Step } from '../../../src/lib/gaze/calibrate.ts';
import type { GazeModels, Offset } from '../../../src/lib/gaze/estimate.ts';
import { usableFaces } from '../../../src/lib/gaze/calibration-looks.ts';
import { glanceAt } from '../../../src/lib/gaze/state.ts';
import { zoneOf, type Zone } from '../../../src/lib/gaze/zones.ts';
import { chanceFrom, shuffle } from './chance.ts';
import { fitModels } from './fit.ts';
import type { TraceFrame } from './truth.ts';

const FOLDS = 5;
/** Sessions are calibrated so many times, each with other frames. */
const ROUNDS = 8;
const LENS_FRAMES = 5;
const SCREEN_FRAMES = 5;
/** The screen's frames nearest to its middle stand for the look at the dot. */
const NEAR_MIDDLE = 8;
const MIDDLE_BELOW_CM = 11;

export type Way = 'lens' | 'lens+screen';

/** One frame that the calibration did not see. */
export interface Judged {
	frame: TraceFrame;
	offset: Offset;
	zone: Zone;
}

/** One calibrated session: all its other frames. */
export type Session = Judged[];

/** @param shown the same frames as the estimator is given them, when they are changed in a test of robustness */
export function judgeHeldOut(
	frames: readonly TraceFrame[],
	way: Way,
	fit: (frames: readonly TraceFrame[]) => GazeModels = fitModels,
	shown: readonly TraceFrame[] = frames
): Session[] {
	const people = [...new Set(frames.map(({ identity }) => identity))];
	return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
		const out = new Set(people.filter((_, at) => at % FOLDS === fold));
		const models = fit(frames.filter(({ identity }) => !out.has(identity)));
		const sessions = [
			...new Set(shown.filter(({ identity }) => out.has(identity)).map((f) => f.session))
		];
		return sessions.flatMap((session) =>
			judgeSession(
				shown.filter((frame) => frame.session === session),
				way,
				models
			)
		);
	});
}

function judgeSession(frames: readonly TraceFrame[], way: Way, models: GazeModels): Session[] {
	const chance = chanceFrom(frames[0]?.identity ?? 1);
	return Array.from({ length: ROUNDS }, () => {
		const { steps, used } = chooseLooks(frames, way, chance);
		const rest = frames.filter((frame) => !used.has(frame));
		return judgeFrames(rest, learn(steps, 'both', models), models);
	});
}

/** As the product does with one frame; blinks leave. */
function judgeFrames(frames: readonly TraceFrame[], fitted: Fitted, models: GazeModels): Session {
	const calibration = { ...fitted, check: { lensFound: 1, screenTakenForLens: null } };
	return frames.flatMap((frame) => {
		const reading = { faces: 1, face: frame.face, box: null };
		const { offset } = glanceAt(reading, 0, calibration, models);
		return offset ? [{ frame, offset, zone: zoneOf(offset, fitted.zones) }] : [];
	});
}

function chooseLooks(all: readonly TraceFrame[], way: Way, chance: () => number) {
	const open = new Set(usableFaces(all.map(({ face }) => ({ faces: 1, face, box: null }))));
	const frames = all.filter(({ face }) => open.has(face));
	const lens = shuffle(
		frames.filter(({ looksAt }) => looksAt === 'camera'),
		chance
	);
	const aside = ({ target: [x, y] }: TraceFrame) => Math.hypot(x, y + MIDDLE_BELOW_CM);
	const middle = frames
		.filter(({ looksAt }) => looksAt === 'screen')
		.sort((a, b) => aside(a) - aside(b))
		.slice(0, NEAR_MIDDLE);
	const first = lens.slice(0, LENS_FRAMES);
	const second = way === 'lens' ? [] : shuffle(middle, chance).slice(0, SCREEN_FRAMES);
	const steps: Step[] = [{ step: 'lens', faces: first.map(({ face }) => face) }];
	if (second.length > 0) {
		steps.push({ step: 'screen', faces: second.map(({ face }) => face) });
	}
	return { steps, used: new Set([...first, ...second]) };
}

/** Without any calibration: the mean of everybody's relative offset at the lens is taken for this person's. */
export function judgeUncalibrated(frames: readonly TraceFrame[]): Session[] {
	const people = [...new Set(frames.map(({ identity }) => identity))];
	return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
		const out = new Set(people.filter((_, at) => at % FOLDS === fold));
		const known = frames.filter(({ identity }) => !out.has(identity));
		const models = fitModels(known);
		const fitted = learn(
			[
				{ step: 'lens', faces: known.filter((f) => f.looksAt === 'camera').map(({ face }) => face) }
			],
			'both',
			models
		);
		const rest = frames.filter(({ identity }) => out.has(identity));
		return [...new Set(rest.map(({ session }) => session))].map((session) =>
			judgeFrames(
				rest.filter((frame) => frame.session === session),
				fitted,
				models
			)
		);
	});
}

/** Mean distance from the truth, degrees, over looks at the lens or the screen. */
export function meanErrorDeg(sessions: readonly Session[]): number {
	return average(
		sessions
			.flat()
			.filter(({ frame }) => frame.looksAt !== 'away')
			.map(({ frame, offset }) =>
				Math.hypot(offset.xDeg - frame.offset[0], offset.yDeg - frame.offset[1])
			)
	);
}

/** Share of the frames that look there which are counted as looks at the lens, in percent. */
export function countedAsLens(
	sessions: readonly Session[],
	looksAt: TraceFrame['looksAt']
): number {
	const frames = sessions.flat().filter(({ frame }) => frame.looksAt === looksAt);
	return 100 * average(frames.map(({ zone }) => (zone === 'lens' ? 1 : 0)));
}

/** Difference between true and counted share of eye contact of each session, in points. */
export const shareErrors = (sessions: readonly Session[]): number[] =>
	sessions.map((session) => {
		const counted = average(session.map(({ zone }) => (zone === 'lens' ? 1 : 0)));
		const truth = average(session.map(({ frame }) => (frame.looksAt === 'camera' ? 1 : 0)));
		return 100 * Math.abs(counted - truth);
	});

export const average = (values: readonly number[]) =>
	values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

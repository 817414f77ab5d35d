/** The estimator on people its weights never saw: five times, each with a fifth of the people left out. */
import { learn, type Fitted, type Step } from '../../../src/lib/gaze/calibrate.ts';
import type { GazeModels, Offset } from '../../../src/lib/gaze/estimate.ts';
import { chooseEyes, usableFaces } from '../../../src/lib/gaze/calibration-looks.ts';
import { glanceAt } from '../../../src/lib/gaze/state.ts';
import { zoneOf, type Zone } from '../../../src/lib/gaze/zones.ts';
import { chanceFrom, shuffle } from './chance.ts';
import { fitModels } from './fit.ts';
import type { TraceFrame } from './truth.ts';

const FOLDS = 5;
/** Sessions are calibrated so many times, each with other frames. */
const ROUNDS = 8;
/** Frames of a look, each with a head pose of its own; a real look has more frames and one pose. */
const LOOK_FRAMES = 5;
/** The screen's frames nearest to its middle stand for the look at the dot; not one of them is at the dot itself. */
const NEAR_MIDDLE = 8;
const MIDDLE_BELOW_CM = 11;
/** A look of one frame is repeated: the product takes no fewer. */
const REPEATED = 12;

export type Way = 'lens' | 'lens+screen';
export type Fit = (frames: readonly TraceFrame[]) => GazeModels;

export interface Trial {
	/** How people are dealt into fifths and which frames teach; pooled over all of them. */
	seeds?: readonly number[];
	fit?: Fit;
	/** The same frames as the estimator is given them, when they are changed in a test of robustness. */
	shown?: readonly TraceFrame[];
	/** The same frames as they are after the calibration, when something changes only then. */
	later?: readonly TraceFrame[];
	lookFrames?: number;
	/** Frames that stand for the look at the dot, where the screen is elsewhere. */
	isDot?: (frame: TraceFrame) => boolean;
}

/** One frame that the calibration did not see. */
export interface Judged {
	frame: TraceFrame;
	offset: Offset;
	zone: Zone;
}

/** One calibrated session: all its other frames. */
export type Session = Judged[];

/** Every session of every person, calibrated with the product's own code and weights that never saw the person. */
export function judgeHeldOut(
	frames: readonly TraceFrame[],
	way: Way,
	trial: Trial = {}
): Session[] {
	const { seeds = [0], fit = fitModels, shown = frames, later = shown } = trial;
	if (later.length !== shown.length) throw new Error('Frames that are changed must stay as many.');
	const after = new Map(shown.map((frame, at) => [frame, later[at] ?? frame]));
	return seeds.flatMap((seed) =>
		foldsOf(frames, seed).flatMap((out) => {
			const models = fitWithout(frames, out, fit);
			const theirs = shown.filter(({ identity }) => out.has(identity));
			return [...new Set(theirs.map(({ session }) => session))].flatMap((session) =>
				judgeSession(
					theirs.filter((frame) => frame.session === session),
					{ way, models, seed, after, trial }
				)
			);
		})
	);
}

/** The people left out of each fit. */
function foldsOf(frames: readonly TraceFrame[], seed: number): Set<number>[] {
	const listed = [...new Set(frames.map(({ identity }) => identity))];
	const people = seed === 0 ? listed : shuffle(listed, chanceFrom(seed));
	return Array.from(
		{ length: FOLDS },
		(_, fold) => new Set(people.filter((_, at) => at % FOLDS === fold))
	);
}

/** Fits take long, and many rows need the same ones. */
const fits = new WeakMap<Fit, Map<string, GazeModels>>();

function fitWithout(frames: readonly TraceFrame[], out: Set<number>, fit: Fit): GazeModels {
	const known = fits.get(fit) ?? new Map<string, GazeModels>();
	fits.set(fit, known);
	const key = [...out].sort((a, b) => a - b).join();
	const models = known.get(key) ?? fit(frames.filter(({ identity }) => !out.has(identity)));
	known.set(key, models);
	return models;
}

interface Setting {
	way: Way;
	models: GazeModels;
	seed: number;
	after: Map<TraceFrame, TraceFrame>;
	trial: Trial;
}

function judgeSession(
	frames: readonly TraceFrame[],
	{ way, models, seed, after, trial }: Setting
): Session[] {
	const chance = chanceFrom((frames[0]?.identity ?? 1) + 1000 * seed);
	return Array.from({ length: ROUNDS }, () => chooseLooks(frames, way, chance, trial)).flatMap(
		(looks) => {
			if (!looks) return [];
			const rest = frames.filter((frame) => !looks.used.has(frame));
			const [lens, screen] = looks.steps.map(({ faces }) => faces);
			const eyes = chooseEyes(lens ?? [], screen ?? [], models);
			const fitted = learn(looks.steps, eyes, models);
			return [
				judgeFrames(
					rest.map((frame) => after.get(frame) ?? frame),
					fitted,
					models
				)
			];
		}
	);
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

/** Null where no frame of the session stands for the look at the dot. */
function chooseLooks(
	all: readonly TraceFrame[],
	way: Way,
	chance: () => number,
	{ lookFrames = LOOK_FRAMES, isDot }: Trial
): { steps: Step[]; used: Set<TraceFrame> } | null {
	const open = new Set(usableFaces(all.map(({ face }) => ({ faces: 1, face, box: null }))));
	const frames = all.filter(({ face }) => open.has(face));
	const lens = shuffle(
		frames.filter(({ looksAt }) => looksAt === 'camera'),
		chance
	);
	const first = lens.slice(0, lookFrames);
	const dots = isDot ? frames.filter(isDot) : nearMiddle(frames);
	const second = way === 'lens' ? [] : shuffle(dots, chance).slice(0, lookFrames);
	if (way !== 'lens' && second.length === 0) return null;
	const step = (name: Step['step'], of: readonly TraceFrame[]): Step => {
		const times = of.length < LOOK_FRAMES ? REPEATED : of.length;
		const faces = Array.from({ length: times }, (_, at) => of[at % of.length]?.face);
		return { step: name, faces: faces.filter((face) => face !== undefined) };
	};
	const steps = [step('lens', first), ...(second.length > 0 ? [step('screen', second)] : [])];
	return { steps, used: new Set([...first, ...second]) };
}

function nearMiddle(frames: readonly TraceFrame[]): TraceFrame[] {
	const aside = ({ target: [x, y] }: TraceFrame) => Math.hypot(x, y + MIDDLE_BELOW_CM);
	return frames
		.filter(({ looksAt }) => looksAt === 'screen')
		.sort((a, b) => aside(a) - aside(b))
		.slice(0, NEAR_MIDDLE);
}

/** Without any calibration: the mean of everybody's relative offset at the lens is taken for this person's. */
export function judgeUncalibrated(frames: readonly TraceFrame[]): Session[] {
	return foldsOf(frames, 0).flatMap((out) => {
		const known = frames.filter(({ identity }) => !out.has(identity));
		const models = fitWithout(frames, out, fitModels);
		const faces = known.filter(({ looksAt }) => looksAt === 'camera').map(({ face }) => face);
		const fitted = learn([{ step: 'lens', faces }], 'both', models);
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

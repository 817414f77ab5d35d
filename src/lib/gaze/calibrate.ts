/** From the looks of a calibration to what is kept of it, or to the reason why not. */
import { fitAxis, type Look } from './calibration-fit.ts';
import {
	chooseEyes,
	eyesAreOpen,
	middleOf,
	spreadDeg,
	steadied,
	trembleDeg,
	usableFaces
} from './calibration-looks.ts';
import {
	CALIBRATION_STEPS,
	REFUSALS,
	seatOf,
	sitsElsewhere,
	type Calibration,
	type CalibrationOutcome,
	type CalibrationStep,
	type Looks,
	type Refusal
} from './calibration.ts';
import {
	EYES_USED,
	estimateOffset,
	relativeOffset,
	type EyesUsed,
	type GazeModels,
	type Offset
} from './estimate.ts';
import type { FaceReading } from './landmark.ts';
import { median } from './median.ts';
import { GAZE_MODELS } from './weights.ts';
import { makeZones, zoneOf } from './zones.ts';

/** Of each look, without blinks. */
export const LEAST_FRAMES = 10;
/** Of a look's frames, those with one face and open eyes; with fewer somebody else or a blink may be what was learned. */
const LEAST_USABLE = 0.6;
/** Of the offsets after smoothing, as the states are smoothed. */
const MOST_SPREAD_DEG = 3;
/**
 * Frames that jump further from their neighbours: the points of the face tremble, as in the dark or from afar. In
 * ordinary light it is 1 to 2 degrees.
 */
const MOST_TREMBLE_DEG = 2.5;
/** Lens and middle of the screen at least so far apart before any gain; one look's own error is about 1 degree. */
const LEAST_APART_DEG = 3;
/** Of the frames held out. */
const LEAST_FOUND = 0.7;
const MOST_TAKEN = 0.3;
const HELD_OUT_EVERY = 3;

/** How much gains differ from person to person, and how far one frame errs (held-out people of the traces). */
const ACROSS = { spread: 0.05, errorDeg: 1.5 };
const UPRIGHT = { spread: 0.06, errorDeg: 2.9 };

/** The usable faces of one look. */
export interface Step {
	step: CalibrationStep;
	faces: FaceReading[];
}
export type Fitted = Omit<Calibration, 'check'>;

/** Learns from the frames of each look; `models` is for benches that leave people out. */
export function calibrate(looks: Looks, models: GazeModels = GAZE_MODELS): CalibrationOutcome {
	const steps = CALIBRATION_STEPS.flatMap((step) => {
		const frames = looks[step];
		return frames || step === 'lens' ? [{ step, faces: usableFaces(frames ?? []) }] : [];
	});
	const sources = new Set(steps.flatMap(({ faces }) => faces.map(({ source }) => source)));
	if (sources.size !== 1 || steps.some((one) => sawTooFew(one, looks))) return refuse('too-few');
	if (!steps.every(({ faces }) => eyesAreOpen(faces))) return refuse('eyes-shut');
	if (steps.some((step) => moved(steps[0]?.faces ?? [], step.faces))) return refuse('moved');
	const eyes = chooseEyes(facesOf(steps, 'lens'), facesOf(steps, 'screen'), models);
	const offsets = steps.map(({ faces }) => faces.map((face) => relativeOffset(face, eyes, models)));
	const unclear = Math.max(...offsets.map(trembleDeg)) > MOST_TREMBLE_DEG;
	const spreads = offsets.map((look) => spreadDeg(steadied(look)));
	if (Math.max(...spreads) > MOST_SPREAD_DEG) return refuse(unclear ? 'trembling' : 'unsteady');
	const check = checkHeldOut(steps, eyes, models);
	const found = check.lensFound >= LEAST_FOUND;
	if (!found || (check.screenTakenForLens ?? 0) > MOST_TAKEN)
		return refuse(unclear ? 'trembling' : 'not-told-apart');
	return { ok: true, calibration: { ...learn(steps, eyes, models), check } };
}

const sawTooFew = ({ step, faces }: Step, looks: Looks): boolean =>
	faces.length < Math.max(LEAST_FRAMES, LEAST_USABLE * (looks[step]?.length ?? 0));

const refuse = (reason: Refusal): CalibrationOutcome => ({
	ok: false,
	reason,
	sentence: REFUSALS[reason]
});

const facesOf = (steps: readonly Step[], name: CalibrationStep) =>
	steps.find(({ step }) => step === name)?.faces ?? [];

function moved(a: FaceReading[], b: FaceReading[]): boolean {
	const [from, to] = [a, b].map((faces) =>
		seatOf(faces.map((face) => ({ faces: 1, face, box: null })))
	);
	return !from || !to || sitsElsewhere(from, to);
}

/** Every third frame, smoothed among themselves as states are, judged by what the others teach. */
function checkHeldOut(steps: Step[], eyes: EyesUsed, models: GazeModels): Calibration['check'] {
	const kept = steps.map(({ step, faces }) => ({
		step,
		faces: faces.filter((_, at) => at % HELD_OUT_EVERY !== 0)
	}));
	const fitted = learn(kept, eyes, models);
	const lensShare = (name: CalibrationStep) => {
		const held = facesOf(steps, name).filter((_, at) => at % HELD_OUT_EVERY === 0);
		const offsets = steadied(held.map((face) => estimateOffset(face, fitted, models)));
		const zones = offsets.map((offset) => zoneOf(offset, fitted.zones));
		return held.length === 0 ? null : zones.filter((zone) => zone === 'lens').length / held.length;
	};
	const screen = lensShare('screen');
	const apart = Math.hypot(fitted.zones.screenX, fitted.zones.screenY);
	return {
		lensFound: lensShare('lens') ?? 0,
		screenTakenForLens: screen !== null && apart < LEAST_APART_DEG ? 1 : screen
	};
}

/** The most likely gains and biases, whatever the looks are worth; the lens comes first. */
export function learn(steps: readonly Step[], eyes: EyesUsed, models: GazeModels): Fitted {
	const lens = facesOf(steps, 'lens');
	const seat = seatOf(lens.map((face) => ({ faces: 1, face, box: null }))) ?? {
		faceSize: median(lens.map(({ size }) => size)),
		between: [0.5, 0.5]
	};
	const middles = (used: EyesUsed) =>
		steps.map(({ step, faces }) => ({
			step,
			frames: faces.length,
			...middleOf(faces.map((face) => relativeOffset(face, used, models)))
		}));
	const seen = middles(eyes);
	const zero = seen[0] ?? { xDeg: 0, yDeg: 0 };
	const fromLens = seen.map(({ step, xDeg, yDeg }) => ({
		step,
		offset: { xDeg: xDeg - zero.xDeg, yDeg: yDeg - zero.yDeg }
	}));
	const dot = fromLens.find(({ step }) => step === 'screen')?.offset ?? null;
	const laptop = dot === null || looksLikeLaptop(dot, seat.faceSize);
	const places = fromLens.map(({ step, offset }) =>
		laptop ? placeOf(step, offset, seat.faceSize) : offset
	);
	const axis = (name: 'xDeg' | 'yDeg', of: readonly Offset[]): Look[] =>
		of.map((middle, at) => ({
			estimateDeg: middle[name],
			placeDeg: places[at]?.[name] ?? 0,
			frames: seen[at]?.frames ?? 0
		}));
	const [x, y] = [fitAxis(axis('xDeg', seen), ACROSS), fitAxis(axis('yDeg', seen), UPRIGHT)];
	const biasFor = (used: EyesUsed): Offset => {
		const of = middles(used);
		return { xDeg: biasAt(axis('xDeg', of), x.gain), yDeg: biasAt(axis('yDeg', of), y.gain) };
	};
	const biases = Object.fromEntries(EYES_USED.map((used) => [used, biasFor(used)]));
	const corrected = seen.map(({ xDeg, yDeg }) => ({
		xDeg: x.gain * xDeg + x.bias,
		yDeg: y.gain * yDeg + y.bias
	}));
	const named = (name: CalibrationStep) => corrected.find((_, at) => seen[at]?.step === name);
	const corners = [named('corner-left'), named('corner-right')].filter((one) => one !== undefined);
	return {
		version: 2,
		kind: kindOf(steps),
		source: lens[0]?.source ?? 'full',
		eyes,
		gainX: x.gain,
		gainY: y.gain,
		biases: biases as Fitted['biases'],
		zones: makeZones(named('screen'), corners),
		openness: [
			median(lens.map(({ imageLeft }) => imageLeft.openness)),
			median(lens.map(({ imageRight }) => imageRight.openness))
		],
		...seat
	};
}

/** The bias that fits the looks best when the gain is given. */
const biasAt = (looks: readonly Look[], gain: number): number =>
	fitAxis(
		looks.map((look) => ({
			...look,
			placeDeg: look.placeDeg - gain * look.estimateDeg,
			estimateDeg: 0
		})),
		ACROSS
	).bias;

function kindOf(steps: readonly Step[]): Calibration['kind'] {
	const screen = facesOf(steps, 'screen').length > 0;
	const corners = facesOf(steps, 'corner-left').length + facesOf(steps, 'corner-right').length > 0;
	if (corners) return screen ? 'lens+screen+corners' : 'lens+corners';
	return screen ? 'lens+screen' : 'lens';
}

/** Middle and bottom of a laptop's screen under its camera, cm. */
const SCREEN_BELOW_CM = 11;
const CORNER_ASIDE_CM = 15;
const CORNER_BELOW_CM = 19;
/** Distance in cm is this over `FaceReading.size`: 9.3 cm between the outer eye corners, a 66 degree camera. */
const CM_AT_SIZE_ONE = 9.3 / (2 * Math.tan((33 / 180) * Math.PI));
/**
 * A dot that is seen about where a laptop has it is taken to be there: this person's gain upright shows. Elsewhere it is
 * where it is seen, as with a camera beside or below the screen, or over a large one. The share of 11 cm, and the angle
 * from straight down in degrees; a person's gain upright is between 0.6 and 1.2.
 */
const LIKE_A_LAPTOP = { leastShare: 0.4, mostShare: 1.4, mostAside: 30 };

const degAt = (cm: number, faceSize: number) =>
	(Math.atan(cm / (CM_AT_SIZE_ONE / faceSize)) / Math.PI) * 180;

function looksLikeLaptop({ xDeg, yDeg }: Offset, faceSize: number): boolean {
	const { leastShare, mostShare, mostAside } = LIKE_A_LAPTOP;
	const share = -yDeg / degAt(SCREEN_BELOW_CM, faceSize);
	const aside = (Math.atan2(Math.abs(xDeg), -yDeg) / Math.PI) * 180;
	return share > leastShare && share < mostShare && aside < mostAside;
}

/** Where a laptop has a step's dot, degrees from the lens; sideways the middle is `seen` exactly enough. */
function placeOf(step: CalibrationStep, seen: Offset, faceSize: number): Offset {
	const deg = (cm: number) => degAt(cm, faceSize);
	if (step === 'lens') return { xDeg: 0, yDeg: 0 };
	if (step === 'screen') return { xDeg: seen.xDeg, yDeg: -deg(SCREEN_BELOW_CM) };
	const side = step === 'corner-left' ? -1 : 1;
	return { xDeg: side * deg(CORNER_ASIDE_CM), yDeg: -deg(CORNER_BELOW_CM) };
}

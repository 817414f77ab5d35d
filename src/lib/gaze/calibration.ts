/**
 * What a few looks of two seconds teach about one person in one chair: gains, biases and where the lens ends and the
 * screen begins. No picture is kept and no point of a face.
 */
import * as v from 'valibot';
import { EYES_USED } from './estimate.ts';
import type { FrameReading } from './landmark.ts';
import { median } from './median.ts';
import { CALIBRATION_KINDS } from './report.ts';
import { ZonesSchema } from './zones.ts';

/**
 * Where the person is asked to look, in this order, 2 s each; only the lens has to be. The corners are those at the
 * bottom of the screen, left and right in the unmirrored image.
 */
export const CALIBRATION_STEPS = ['lens', 'screen', 'corner-left', 'corner-right'] as const;
export type CalibrationStep = (typeof CALIBRATION_STEPS)[number];
export type Looks = Partial<Record<CalibrationStep, readonly FrameReading[]>>;

const finite = v.pipe(v.number(), v.finite());
const offset = v.strictObject({ xDeg: finite, yDeg: finite });
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const gain = v.pipe(v.number(), v.minValue(0.3), v.maxValue(3));

export const CalibrationSchema = v.strictObject({
	/** Of the shape and of the weights it was made with. */
	version: v.literal(2),
	kind: v.picklist(CALIBRATION_KINDS.filter((kind) => kind !== 'none')),
	source: v.picklist(['full', 'points']),
	eyes: v.picklist(EYES_USED),
	gainX: gain,
	gainY: gain,
	biases: v.strictObject({ both: offset, 'image-left': offset, 'image-right': offset }),
	zones: ZonesSchema,
	/** Gap between open lids over the width of the eye: image left, image right. */
	openness: v.strictTuple([finite, finite]),
	/** As `FaceReading` has them, during the looks. */
	faceSize: v.pipe(v.number(), v.minValue(0), v.maxValue(4)),
	between: v.strictTuple([finite, finite]),
	/** On frames that the fit did not see. */
	check: v.strictObject({ lensFound: share, screenTakenForLens: v.nullable(share) })
});
export type Calibration = v.InferOutput<typeof CalibrationSchema>;

/** A calibration as it was stored as JSON; null when it is none, damaged, or of another version. */
export function readCalibration(text: string | null): Calibration | null {
	if (!text) return null;
	try {
		const result = v.safeParse(CalibrationSchema, JSON.parse(text));
		return result.success ? result.output : null;
	} catch {
		return null;
	}
}

/** Why a calibration was refused, and what to do about it. */
export const REFUSALS = {
	'too-few':
		'Your eyes could not be seen for long enough. Sit alone in front of the camera, with light on your face, and try again.',
	'eyes-shut':
		'Your eyes seemed shut. Open them, look at the point, and try again. Less light from behind you may help.',
	unsteady:
		'Your look moved around too much. Keep your head still, look at the one point until it is done, and try again.',
	trembling:
		'Your eyes could not be seen clearly enough. Put more light on your face, from the front, or sit nearer, and try again.',
	'not-told-apart':
		'Looking at the lens and looking at the screen could not be told apart. More light from the front, or glasses without reflections, may help.',
	moved:
		'You moved between the two looks. Sit the way you will sit in the interview, and try again.'
} as const;
export type Refusal = keyof typeof REFUSALS;
export type CalibrationOutcome =
	{ ok: true; calibration: Calibration } | { ok: false; reason: Refusal; sentence: string };

/** Where somebody sits: the nearness of the face and the point between the eyes. */
export type Seat = Pick<Calibration, 'faceSize' | 'between'>;

/** Nearer or further by more, and gains and borders are those of another seat. */
const MOST_SIZE_CHANGE = 0.2;
/** Of the picture's width or height. */
const MOST_SHIFT = 0.15;
/** One second of frames; fewer say nothing of where somebody sits. */
const LEAST_SEATED = 10;

/** The seat that the frames show in the middle; null when fewer than ten show one face. */
export function seatOf(readings: readonly FrameReading[]): Seat | null {
	const faces = readings.flatMap(({ face }) => (face ? [face] : []));
	if (faces.length < LEAST_SEATED) return null;
	return {
		faceSize: median(faces.map(({ size }) => size)),
		between: [
			median(faces.map((face) => face.between[0])),
			median(faces.map((face) => face.between[1]))
		]
	};
}

/** Is one of the two seats over 20 % nearer, or elsewhere in the picture? */
export function sitsElsewhere(a: Seat, b: Seat): boolean {
	const nearer = Math.max(a.faceSize, b.faceSize) / Math.min(a.faceSize, b.faceSize);
	const shift = Math.max(
		Math.abs(a.between[0] - b.between[0]),
		Math.abs(a.between[1] - b.between[1])
	);
	return !(nearer <= 1 + MOST_SIZE_CHANGE && shift <= MOST_SHIFT);
}

/** Does the person sit elsewhere than while calibrating? Give it the last seconds; false as long as they show too little. */
export function movedTooMuch(calibration: Calibration, recent: readonly FrameReading[]): boolean {
	const seat = seatOf(recent);
	return seat !== null && sitsElsewhere(calibration, seat);
}

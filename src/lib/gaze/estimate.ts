/**
 * Where the eyes look, in degrees from the lens. The weights say how much the picture of a face changes with each
 * degree; what the face looks like at zero only this person can show (see calibration.ts).
 */
import type { EyeReading, FaceReading } from './landmark.ts';
import { GAZE_MODELS } from './weights.ts';

/** Degrees from the line between the eyes and the camera: x to image right, y up. */
export interface Offset {
	xDeg: number;
	yDeg: number;
}

/** Which eyes are believed; one alone where the other is covered, shut or does not move with it. */
export const EYES_USED = ['both', 'image-left', 'image-right'] as const;
export type EyesUsed = (typeof EYES_USED)[number];

/** Degrees per unit of each feature. */
export interface GazeModel {
	x: Readonly<Record<string, number>>;
	y: Readonly<Record<string, number>>;
}
export type GazeModels = Readonly<Record<FaceReading['source'], GazeModel>>;

/** What the estimate of each axis is made of. Nothing of the mouth or the chin's height: they move with every word. */
export function describeFace(
	{ imageLeft, imageRight, head }: FaceReading,
	eyes: EyesUsed
): { x: Record<string, number>; y: Record<string, number> } {
	const eye =
		eyes === 'both'
			? average(imageLeft, imageRight)
			: eyes === 'image-left'
				? imageLeft
				: imageRight;
	return {
		x: {
			irisX: eye.irisX,
			irisHeadX: eye.irisHeadX,
			lookX: eye.lookX,
			facingX: head.facingX,
			yaw: head.yaw,
			roll: head.roll,
			sightX: head.sightX,
			noseX: head.noseX,
			chinX: head.chinX,
			sidesX: head.sidesX,
			sidesTurn: head.sidesTurn,
			rollIrisY: head.roll * eye.irisY,
			yawPitch: head.yaw * head.pitch,
			irisXCubed: clamp(eye.irisX, MOST_CUBED) ** 3,
			narrower: imageRight.width - imageLeft.width
		},
		y: {
			irisY: eye.irisY,
			irisHeadY: eye.irisHeadY,
			upperLidY: eye.upperLidY,
			lowerLidY: eye.lowerLidY,
			upperLidDepth: eye.upperLidDepth,
			lowerLidOut: eye.lowerLidOut,
			lookDown: eye.lookDown,
			lookUp: eye.lookUp,
			squint: eye.squint,
			wide: eye.wide,
			blink: eye.blink,
			blinkGap: eye.blink * eye.openness,
			eyeWidth: eye.width,
			facingY: head.facingY,
			pitch: head.pitch,
			sightY: head.sightY,
			noseY: head.noseY,
			noseDepth: head.noseDepth,
			foreheadY: head.foreheadY,
			foreheadDepth: head.foreheadDepth,
			bridgeY: head.bridgeY,
			sidesY: head.sidesY,
			rollIrisX: head.roll * eye.irisX,
			lookXSquared: eye.lookX ** 2
		}
	};
}

/** The offset but for a constant of the person, the seat and the camera: only differences mean something. */
export function relativeOffset(
	face: FaceReading,
	eyes: EyesUsed = 'both',
	models: GazeModels = GAZE_MODELS
): Offset {
	const model = models[face.source];
	const features = describeFace(face, eyes);
	return { xDeg: weigh(features.x, model.x), yDeg: weigh(features.y, model.y) };
}

/** What an eye itself adds to the offset: where its iris and its lids are, nothing of the head around it. */
const OF_THE_EYE = {
	x: ['irisX', 'irisHeadX', 'lookX'],
	y: ['irisY', 'irisHeadY', 'upperLidY', 'lowerLidY', 'lookDown', 'lookUp']
};

/** The part of the relative offset that comes from one eye alone. */
export function offsetOfEye(
	face: FaceReading,
	eye: Exclude<EyesUsed, 'both'>,
	models: GazeModels = GAZE_MODELS
): Offset {
	const model = models[face.source];
	const features = describeFace(face, eye);
	const part = (axis: 'x' | 'y') =>
		OF_THE_EYE[axis].reduce(
			(sum, name) => sum + (model[axis][name] ?? 0) * (features[axis][name] ?? 0),
			0
		);
	return { xDeg: part('x'), yDeg: part('y') };
}

function weigh(
	features: Record<string, number>,
	weights: Readonly<Record<string, number>>
): number {
	let sum = 0;
	for (const [name, weight] of Object.entries(weights)) sum += weight * (features[name] ?? 0);
	return sum;
}

function average(a: EyeReading, b: EyeReading): EyeReading {
	const middle = { ...a };
	for (const name of Object.keys(a) as (keyof EyeReading)[]) middle[name] = (a[name] + b[name]) / 2;
	return middle;
}

/** What makes an offset of a relative one, for one person: gains, and biases for each choice of eyes. */
export interface Correction {
	eyes: EyesUsed;
	gainX: number;
	gainY: number;
	biases: Readonly<Record<EyesUsed, Offset>>;
}

/** Degrees from the lens, for a calibrated person; a wink leaves the estimate to the other eye. */
export function estimateOffset(
	face: FaceReading,
	correction: Correction & { openness: readonly [number, number] },
	models: GazeModels = GAZE_MODELS
): Offset {
	const eyes = openEyes(face, correction);
	const relative = relativeOffset(face, eyes, models);
	const bias = correction.biases[eyes];
	return {
		xDeg: correction.gainX * relative.xDeg + bias.xDeg,
		yDeg: correction.gainY * relative.yDeg + bias.yDeg
	};
}

/** Lids nearer than this share of their open gap are shut. */
export const SHUT_SHARE = 0.45;

function openEyes(
	{ imageLeft, imageRight }: FaceReading,
	{ eyes, openness }: { eyes: EyesUsed; openness: readonly [number, number] }
): EyesUsed {
	if (eyes !== 'both') return eyes;
	const left = imageLeft.openness > SHUT_SHARE * openness[0];
	const right = imageRight.openness > SHUT_SHARE * openness[1];
	if (left === right) return 'both';
	return left ? 'image-left' : 'image-right';
}

/** A cube grows fast: beyond the traces' widest look it stays. */
const MOST_CUBED = 0.1;
const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));

/** The frames of a calibration's looks: which are usable, how steady they are, which eyes move. */
import { offsetOfEye, type EyesUsed, type GazeModels, type Offset } from './estimate.ts';
import type { FaceReading, FrameReading } from './landmark.ts';
import { median, middleMean } from './median.ts';

/** The model's own score of shut lids; 24 of 24 shut ones and no open one of 369 lie above it on the labelled clip. */
export const BLINK_SCORE = 0.45;
/** Shut further than this share of the median gap of the look. */
const BLINK_SHARE = 0.6;

/** Lids nearer to each other, in eye widths, are shut: 0.26 and more in open eyes of every fixture, 0.08 in shut ones. */
const LEAST_OPENNESS = 0.12;

/** Whether the eyes of most of these faces are open; a look with shut eyes is steady, and says nothing. */
export const eyesAreOpen = (faces: readonly FaceReading[]): boolean =>
	median(faces.map(mostOpen)) >= LEAST_OPENNESS;

/** Faces of the frames that show one, with open eyes; all of the source that most of them have. */
export function usableFaces(frames: readonly FrameReading[]): FaceReading[] {
	const faces = frames.flatMap(({ face }) => (face ? [face] : []));
	const full = faces.filter(({ source }) => source === 'full').length;
	const source = full * 2 >= faces.length ? 'full' : 'points';
	const same = faces.filter((face) => face.source === source);
	const gap = median(same.map(mostOpen));
	return same.filter(
		(face) =>
			mostOpen(face) > BLINK_SHARE * gap &&
			Math.min(face.imageLeft.blink, face.imageRight.blink) < BLINK_SCORE
	);
}

/** How far the frames of one look lie from their middle: the median distance, degrees. */
export function spreadDeg(offsets: readonly Offset[]): number {
	const middle = middleOf(offsets);
	return median(
		offsets.map(({ xDeg, yDeg }) => Math.hypot(xDeg - middle.xDeg, yDeg - middle.yDeg))
	);
}

/** Neighbours on either side that a frame of a look is smoothed with, as states are. */
const AROUND = 2;

/** The offsets of frames in time order, each the median of five: what a person does and not what single frames do. */
export const steadied = (offsets: readonly Offset[]): Offset[] =>
	offsets.map((_, at) => {
		const near = offsets.slice(Math.max(0, at - AROUND), at + AROUND + 1);
		return {
			xDeg: median(near.map(({ xDeg }) => xDeg)),
			yDeg: median(near.map(({ yDeg }) => yDeg))
		};
	});

/** How far frames jump from their neighbours: the median distance, degrees. No head and no eye moves like that. */
export function trembleDeg(offsets: readonly Offset[]): number {
	const calm = steadied(offsets);
	return median(
		offsets.map(({ xDeg, yDeg }, at) =>
			Math.hypot(xDeg - (calm[at]?.xDeg ?? 0), yDeg - (calm[at]?.yDeg ?? 0))
		)
	);
}

/** Where a look lies, whatever single frames do. */
export const middleOf = (offsets: readonly Offset[]): Offset => ({
	xDeg: middleMean(offsets.map(({ xDeg }) => xDeg)),
	yDeg: middleMean(offsets.map(({ yDeg }) => yDeg))
});

/**
 * An eye that moves less than this share of what the other does is covered, or does not look along: on the traces the
 * two eyes of a person never differ by more than to 0.8.
 */
const STILL = 0.6;
/** Less than this, in degrees, and neither eye moved enough to be compared: the head did it. */
const LEAST_MOVED_DEG = 2;

/** Both eyes, or one when the other stays where it is between lens and screen. */
export function chooseEyes(
	lens: readonly FaceReading[],
	screen: readonly FaceReading[],
	models: GazeModels
): EyesUsed {
	if (screen.length === 0) return 'both';
	const movedBy = (eye: Exclude<EyesUsed, 'both'>) => {
		const [from, to] = [lens, screen].map((faces) =>
			middleOf(faces.map((face) => offsetOfEye(face, eye, models)))
		) as [Offset, Offset];
		return Math.hypot(from.xDeg - to.xDeg, from.yDeg - to.yDeg);
	};
	const [leftDeg, rightDeg] = [movedBy('image-left'), movedBy('image-right')];
	const most = Math.max(leftDeg, rightDeg);
	if (most < LEAST_MOVED_DEG || Math.min(leftDeg, rightDeg) >= STILL * most) return 'both';
	return leftDeg > rightDeg ? 'image-left' : 'image-right';
}

const mostOpen = ({ imageLeft, imageRight }: FaceReading) =>
	Math.max(imageLeft.openness, imageRight.openness);

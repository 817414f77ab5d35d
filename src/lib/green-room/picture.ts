/** Everything that pictures of the camera show, collected look by look; pure, so that files can be measured as cameras are. */
import type { FrameReading } from '../gaze/landmark.ts';
import { clutterOf, motionBetween, noiseBetween } from './background-picture.ts';
import { measureFaceLight, type FaceLight } from './face-light.ts';
import { greyOf, quantileOf, type Grey } from './grey.ts';
import { measureScene, type SceneLight } from './scene-light.ts';
import { sharpnessOf } from './sharpness.ts';

export interface PictureReading {
	/** Looks at the picture that this rests on. */
	looks: number;
	/** What the face landmarker saw at each look; empty when it is not available. */
	seen: FrameReading[];
	/** One for each look that showed a face. */
	face: FaceLight[];
	scene: SceneLight[];
	/** See `sharpnessOf`. */
	sharpness: number | null;
	/** Shares of the background, 0 to 1: what moves, what has an edge. */
	motion: number | null;
	clutter: number | null;
	/** The camera's noise in grey levels. */
	noise: number | null;
}

interface Look {
	seen: FrameReading | null;
	face: FaceLight | null;
	scene: SceneLight;
	sharpness: number | null;
	motion: number | null;
	clutter: number | null;
	noise: number | null;
}

export class PictureMeter {
	readonly #most: number;
	#looks: Look[] = [];
	#before: Grey | null = null;

	/** @param most looks that are kept; older ones are forgotten */
	constructor(most = Infinity) {
		this.#most = most;
	}

	/**
	 * One look. @param pixels RGBA, row by row @param seen what the face landmarker saw in it; null when it is not available
	 */
	add(pixels: ArrayLike<number>, width: number, height: number, seen: FrameReading | null): void {
		const now = greyOf(pixels, width, height);
		if (!now) return;
		const box = seen?.box ?? null;
		const before = this.#before;
		this.#looks.push({
			seen,
			face: seen && measureFaceLight(pixels, now, seen),
			scene: measureScene(now),
			// a wall without a person has nothing sharp in it
			sharpness: seen?.faces === 0 ? null : sharpnessOf(now, box),
			motion: before && motionBetween(before, now, box),
			clutter: clutterOf(now, box),
			noise: before && noiseBetween(before, now)
		});
		if (this.#looks.length > this.#most) this.#looks.shift();
		this.#before = now;
	}

	read(): PictureReading {
		const looks = this.#looks;
		const middle = (of: (look: Look) => number | null) =>
			quantileOf(
				looks.flatMap((look) => of(look) ?? []),
				0.5
			);
		return {
			looks: looks.length,
			seen: looks.flatMap(({ seen }) => seen ?? []),
			face: looks.flatMap(({ face }) => face ?? []),
			scene: looks.map(({ scene }) => scene),
			sharpness: middle(({ sharpness }) => sharpness),
			// somebody who passes is seen in few of the looks
			motion: quantileOf(
				looks.flatMap(({ motion }) => motion ?? []),
				0.8
			),
			clutter: middle(({ clutter }) => clutter),
			noise: middle(({ noise }) => noise)
		};
	}
}

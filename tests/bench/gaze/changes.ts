/** What other cameras, seats and lights do to the landmarks: for seeing whether the estimator holds. */
import type { EyeReading, Face, Point } from '../../../src/lib/gaze/landmark.ts';
import { median } from '../../../src/lib/gaze/median.ts';
import { chanceFrom, normal } from './chance.ts';
import type { Change, TraceFrame } from './truth.ts';

export interface Named {
	name: string;
	change: Change;
}

const mapPoints = (face: Face, move: (point: Point) => Point): Face => ({
	...face,
	points: face.points.map((point) => point && move(point))
});

/** Each point jumps by so many pixels of a 640 pixel wide picture. */
export function noisy(pixels: number, seed = 7): Change {
	const chance = chanceFrom(seed);
	return (face, width, height) => {
		const part = pixels / 640;
		const jump = () => part * normal(chance);
		return mapPoints(face, ({ x, y, z }) => ({
			x: x + jump(),
			y: y + (jump() * width) / height,
			z: z + jump()
		}));
	};
}

/** The picture cropped or widened around its middle: another field of view than the assumed one. */
export const zoomed =
	(factor: number): Change =>
	(face) =>
		mapPoints(face, ({ x, y, z }) => ({
			x: 0.5 + (x - 0.5) * factor,
			y: 0.5 + (y - 0.5) * factor,
			z: z * factor
		}));

/** The camera tilted: face elsewhere in the picture, head pose turned by the same angle. */
export const tilted =
	(deg: number): Change =>
	(face, width, height) => {
		const angle = (deg / 180) * Math.PI;
		const focal = width / 2 / Math.tan((33 / 180) * Math.PI);
		const shift = (Math.tan(angle) * focal) / height;
		return {
			...mapPoints(face, ({ x, y, z }) => ({ x, y: y + shift, z })),
			matrix: face.matrix && pitched(face.matrix, angle)
		};
	};

/** The rotation turned about the picture's x axis. */
function pitched(matrix: ArrayLike<number>, angle: number): number[] {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const turned = Array.from(matrix);
	for (const column of [0, 4, 8]) {
		const [y, z] = [turned[column + 1] ?? 0, turned[column + 2] ?? 0];
		turned[column + 1] = cos * y + sin * z;
		turned[column + 2] = cos * z - sin * y;
	}
	return turned;
}

/** The landmarker's scores pulled together, as behind glasses; `around` their middle. */
export const squeezed =
	(factor: number, around = 0.1): Change =>
	(face) => ({
		...face,
		blendshapes:
			face.blendshapes &&
			Object.fromEntries(
				Object.entries(face.blendshapes).map(([name, score]) => [
					name,
					around + factor * (score - around)
				])
			)
	});

/** One change after another. */
export const both =
	(first: Change, second: Change): Change =>
	(face, width, height) =>
		second(first(face, width, height), width, height);

/** The mouth wider by a share of its width, the jaw open by a share of the face's height: as people do who speak. */
export const mouthMoved =
	(wider: number, open: number): Change =>
	(face) => {
		const [left, right, top, chin] = [61, 291, 10, 152].map((number) => face.points[number]);
		if (!left || !right || !top || !chin) return face;
		const middle = (left.x + right.x) / 2;
		const drop = open * (chin.y - top.y);
		const falls: Record<number, number> = { 152: 1, 14: 1, 172: 0.6, 397: 0.6, 61: 0.4, 291: 0.4 };
		return {
			...face,
			points: face.points.map((point, at) => {
				const fall = falls[at];
				if (!point || fall === undefined) return point;
				const x = at === 61 || at === 291 ? middle + (point.x - middle) * (1 + wider) : point.x;
				return { x, y: point.y + fall * drop, z: point.z + (at === 152 ? drop / 2 : 0) };
			})
		};
	};

/** As glasses do: scores shrink towards their middle, lids and corners sit a little elsewhere, the same in every frame. */
export const behindGlasses: Change = (face, width, height) => {
	const chance = chanceFrom(11);
	const shifts = face.points.map(() => [normal(chance), normal(chance)] as const);
	const part = 0.8 / 640;
	return {
		...face,
		points: face.points.map((point, at) => {
			const [right, down] = shifts[at] ?? [0, 0];
			return (
				point && {
					...point,
					x: point.x + part * right,
					y: point.y + (part * down * width) / height
				}
			);
		}),
		blendshapes:
			face.blendshapes &&
			Object.fromEntries(
				Object.entries(face.blendshapes).map(([name, score]) => [name, 0.1 + 0.6 * score])
			)
	};
};

/** Neither scores nor matrix: what a landmarker without them gives. */
export const onlyPoints: Change = (face) => ({ ...face, blendshapes: null, matrix: null });

/** Of one iris, over the distance between the eyes: how far it still trembles when it does not move. */
const STILL_TREMBLE = 0.003;

/** The eye at image left stays as it is at the lens, as a glass eye does. */
export function eyeFrozen(frames: readonly TraceFrame[]): TraceFrame[] {
	const chance = chanceFrom(3);
	const still = new Map<string, EyeReading>();
	for (const { session } of frames) {
		if (still.has(session)) continue;
		const eyes = frames
			.filter((frame) => frame.session === session && frame.looksAt === 'camera')
			.map(({ face }) => face.imageLeft);
		const names = Object.keys(eyes[0] ?? {}) as (keyof EyeReading)[];
		const middle = names.map((name) => [name, median(eyes.map((eye) => eye[name]))]);
		still.set(session, Object.fromEntries(middle) as EyeReading);
	}
	return frames.map((frame) => {
		const eye = still.get(frame.session) ?? frame.face.imageLeft;
		const imageLeft = {
			...eye,
			irisX: eye.irisX + STILL_TREMBLE * normal(chance),
			irisY: eye.irisY + STILL_TREMBLE * normal(chance)
		};
		return { ...frame, face: { ...frame.face, imageLeft } };
	});
}

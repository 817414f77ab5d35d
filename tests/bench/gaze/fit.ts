/**
 * Fits the weights of the gaze estimate. `node --import tsx tests/bench/gaze/fit.ts` writes src/lib/gaze/weights.ts from
 * all of `traces-dev`; the bench fits the same way without the people it then asks about.
 *
 * Every frame is compared with the mean of the frames of its own session that look into the lens, as a calibrated person
 * is. So the weights learn how a face changes when it looks elsewhere, not how one person's face differs from another's:
 * weights that have to explain both come out too small, and the screen is then taken for the lens.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describeFace, type GazeModel, type GazeModels } from '../../../src/lib/gaze/estimate.ts';
import type { FaceReading } from '../../../src/lib/gaze/landmark.ts';
import { both, noisy, squeezed } from './changes.ts';
import { readTraces, type TraceFrame } from './truth.ts';

/** Share of the features' own variance; on held-out people .001 to .01 differ by under a tenth of a degree. */
const RIDGE = 0.002;
/**
 * Each frame is shown three times: as it is, with points that tremble by so many pixels of 640 as in a dark room, and
 * trembling with scores pulled together as behind glasses. Costs .01 degrees on held-out people, gains .2 behind glasses.
 */
const AGAIN = [noisy(0.15), both(noisy(0.2, 8), squeezed(0.75))];
/** What the weights are fitted on: `traces-dev`, with each frame's other readings. */
export const readLessons = () => readTraces(undefined, AGAIN);

/** Looks so far from the lens count half as much as one at it; only the difference between lens and screen has to be exact. */
const NEAR_DEG = 17.7;
/**
 * Each frame is also compared with the looks at the lens of the person's other session, at this share of its weight, so
 * that somebody who sits up or leans back after the calibration is not taken to look elsewhere.
 */
const OTHER_SEAT_WEIGHT = 0.15;
/** The least that a look far away counts. */
const FAR_WEIGHT = 0.05;
/**
 * Frames whose head points up or down by so much more than is usual for their look count twice: the head mostly goes along
 * with the eyes, and weights that rest on that are wrong for a person who nods while looking at the lens.
 */
const UNUSUAL_RAD = (5 / 180) * Math.PI;
/** Features with a larger penalty: the sides of the face lie far behind the eyes, and a much lower seat changes them most. */
const HELD_BACK: Readonly<Record<string, number>> = { sidesY: 40 };
/** Frames that the product takes for a blink teach nothing; those it misses teach to see through them. */
const isBlink = ({ imageLeft, imageRight }: FaceReading) =>
	Math.max(imageLeft.blink, imageRight.blink) > 0.45;
/** What the landmarker's scores and matrix give; the model for points does without. */
const NEEDS_MORE_THAN_POINTS = new Set(
	'irisHeadX irisHeadY lookX lookXSquared yawPitch lookDown lookUp squint wide blink blinkGap yaw pitch facingX facingY'.split(
		' '
	)
);

/** @param keep the features used; all of them when left out */
export function fitModels(
	frames: readonly TraceFrame[],
	keep: (name: string) => boolean = () => true
): GazeModels {
	const open = frames.filter(({ face }) => !isBlink(face));
	const lessons = weighLooks(open)
		.flatMap((lesson) => [
			lesson,
			// another session of its own: scores that are pulled together have another zero
			...lesson.frame.again.map((face, at) => ({
				...lesson,
				frame: { ...lesson.frame, face, session: `${lesson.frame.session} again ${at}` }
			}))
		])
		.flatMap((lesson) => [
			lesson,
			{
				...lesson,
				zero: otherSeat(lesson.frame.session),
				weight: OTHER_SEAT_WEIGHT * lesson.weight
			}
		]);
	return {
		full: fitModel(lessons, keep),
		points: fitModel(lessons, (name) => keep(name) && onlyPoints(name))
	};
}

const onlyPoints = (name: string) => !NEEDS_MORE_THAN_POINTS.has(name);

/** Weights for a test on these people: fitted on all the others. */
export const modelsWithout = (people: readonly number[]): GazeModels =>
	fitModels(readLessons().filter(({ identity }) => !people.includes(identity)));

interface Lesson {
	frame: TraceFrame;
	weight: number;
	/** The session whose looks at the lens the frame is compared with; its own when left out. */
	zero?: string;
}

/** Each person has two sessions, in other seats and other light: 0 and 1. */
const otherSeat = (session: string) =>
	session.replace(/\/([01])/, (_, which: string) => (which === '0' ? '/1' : '/0'));

/** How much each frame counts. */
function weighLooks(frames: readonly TraceFrame[]): Lesson[] {
	const names = [...new Set(frames.map(({ session }) => session))];
	return names.flatMap((name) => {
		const session = frames.filter((frame) => frame.session === name);
		const pitches = session.map(({ face }) => face.head.pitch);
		const usual = ridge(
			session.map(({ offset }) => [1, ...offset]),
			pitches,
			session.map(() => 1),
			[0, 0, 0]
		);
		return session.map((frame, at) => {
			const [x, y] = frame.offset;
			const expected = (usual[0] ?? 0) + (usual[1] ?? 0) * x + (usual[2] ?? 0) * y;
			const unusual = ((pitches[at] ?? 0) - expected) / UNUSUAL_RAD;
			const near = 2 ** -((Math.hypot(x, y) / NEAR_DEG) ** 2);
			return { frame, weight: Math.max(FAR_WEIGHT, near) * (1 + unusual ** 2) };
		});
	});
}

function fitModel(lessons: readonly Lesson[], keep: (name: string) => boolean): GazeModel {
	return { x: fitAxis(lessons, 'x', keep), y: fitAxis(lessons, 'y', keep) };
}

function fitAxis(
	lessons: readonly Lesson[],
	axis: 'x' | 'y',
	keep: (name: string) => boolean
): Record<string, number> {
	const frames = lessons.map(({ frame }) => frame);
	const names = Object.keys(featuresOf(frames[0]?.face, axis)).filter(keep);
	const rows = frames.map(({ face }) => {
		const features = featuresOf(face, axis);
		return names.map((name) => features[name] ?? 0);
	});
	const scale = names.map((_, at) => deviation(rows.map((row) => row[at] ?? 0)));
	const scaled = rows.map((row) => row.map((value, at) => value / (scale[at] || 1)));
	// frames that are compared with another session are in their own one already
	const own = lessons.map((lesson) => lesson.zero === undefined);
	const zero = lensMeans(
		frames.filter((_, at) => own[at]),
		scaled.filter((_, at) => own[at])
	);
	const moved = scaled.map((row, at) => {
		const base = zero.get(lessons[at]?.zero ?? frames[at]?.session ?? '') ?? [];
		return row.map((value, column) => value - (base[column] ?? 0));
	});
	const target = frames.map(({ offset }) => offset[axis === 'x' ? 0 : 1]);
	const weight = lessons.map((lesson) => lesson.weight);
	const penalties = names.map((name) => RIDGE * (HELD_BACK[name] ?? 1));
	const solved = ridge(moved, target, weight, penalties);
	return Object.fromEntries(names.map((name, at) => [name, (solved[at] ?? 0) / (scale[at] || 1)]));
}

function featuresOf(face: FaceReading | undefined, axis: 'x' | 'y'): Record<string, number> {
	if (!face) throw new Error('There is no frame to fit on.');
	return describeFace(face, 'both')[axis];
}

function lensMeans(frames: readonly TraceFrame[], rows: number[][]): Map<string, number[]> {
	const sums = new Map<string, { sum: number[]; count: number }>();
	frames.forEach(({ session, looksAt }, at) => {
		if (looksAt !== 'camera') return;
		const row = rows[at] ?? [];
		const entry = sums.get(session) ?? { sum: row.map(() => 0), count: 0 };
		entry.sum = entry.sum.map((value, column) => value + (row[column] ?? 0));
		entry.count += 1;
		sums.set(session, entry);
	});
	return new Map(
		[...sums].map(([session, { sum, count }]) => [session, sum.map((v) => v / count)])
	);
}

/** Least squares with a penalty on the weights; rows are scaled to a deviation of one. */
function ridge(
	rows: number[][],
	target: number[],
	weight: number[],
	penalties: number[]
): number[] {
	const size = rows[0]?.length ?? 0;
	const total = weight.reduce((sum, w) => sum + w, 0);
	const matrix = Array.from({ length: size }, (_, i) =>
		Array.from({ length: size + 1 }, (_, j) => (i === j ? (penalties[i] ?? 0) * total : 0))
	);
	rows.forEach((row, at) => {
		const w = weight[at] ?? 0;
		for (let i = 0; i < size; i++) {
			const line = matrix[i] as number[];
			const value = w * (row[i] ?? 0);
			for (let j = 0; j < size; j++) line[j] = (line[j] ?? 0) + value * (row[j] ?? 0);
			line[size] = (line[size] ?? 0) + value * (target[at] ?? 0);
		}
	});
	return solve(matrix);
}

/** Gauss with pivots; each row carries its right side as the last number. */
function solve(matrix: number[][]): number[] {
	const size = matrix.length;
	for (let column = 0; column < size; column++) {
		const below = matrix.slice(column).map((row) => Math.abs(row[column] ?? 0));
		const pivot = column + below.indexOf(Math.max(...below));
		[matrix[column], matrix[pivot]] = [matrix[pivot] as number[], matrix[column] as number[]];
		const line = matrix[column] as number[];
		const head = line[column] ?? 1;
		for (let i = 0; i < size; i++) {
			if (i === column) continue;
			const other = matrix[i] as number[];
			const factor = (other[column] ?? 0) / head;
			for (let j = column; j <= size; j++) other[j] = (other[j] ?? 0) - factor * (line[j] ?? 0);
		}
	}
	return matrix.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

function deviation(values: number[]): number {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function writeWeights(): void {
	const models = fitModels(readLessons());
	const rounded = JSON.stringify(models, (_, value: unknown) =>
		typeof value === 'number' ? Number(value.toPrecision(6)) : value
	);
	const text = `/**
 * Degrees per unit of each feature of \`describeFace\`.
 * @source tests/bench/gaze/fit.ts on the 19 synthetic people of traces-dev (rendered heads with known gaze); run it to
 * make this file again. It is not written by hand.
 */
import type { GazeModels } from './estimate.ts';

export const GAZE_MODELS: GazeModels = ${rounded};
`;
	writeFileSync('src/lib/gaze/weights.ts', text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeWeights();

/** The synthetic heads of known gaze that lie beside the checkout, read; see their own README there. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
	readFrame,
	type Face,
	type FaceReading,
	type FrameReading,
	type Point
} from '../../../src/lib/gaze/landmark.ts';

export const TRUTH_FOLDER = resolve('../shared/gaze-truth');
export const truthIsThere = () => existsSync(join(TRUTH_FOLDER, 'traces-dev.jsonl.gz'));

/** One frame of a session; light, seat and noise are the same within a session, the order is not one in time. */
export interface TraceFrame {
	identity: number;
	session: string;
	looksAt: 'camera' | 'screen' | 'away';
	offset: [number, number];
	/** Where it looks, cm from the camera: right of the image, up. */
	target: [number, number];
	closed: number;
	/** How far the head is bent back, in truth. */
	pitchDeg: number;
	face: FaceReading;
	/** The same frame read again in other ways, for fitting; empty unless asked for. */
	again: FaceReading[];
}

export interface ClipFrame {
	state: string;
	gaze: 'camera' | 'screen' | 'away' | 'down' | 'closed' | null;
	segment: number;
	identity: number | null;
	faces: number;
	framing: string;
	light: string;
	edge: boolean;
	eyesClosed: boolean;
	blink: number;
	offset: [number, number] | null;
	reading: FrameReading;
}

interface Stored {
	w: number;
	h: number;
	lm: [number, number, number][];
	bs: Record<string, number>;
	mat: number[];
	box: [number, number, number, number];
}

/** What a test of robustness does to a face before it is read. */
export type Change = (face: Face, width: number, height: number) => Face;
const unchanged: Change = (face) => face;

/** Every frame of `traces-dev`, blinks too. @param again each is applied to another reading of each, for fitting */
export function readTraces(
	change: Change = unchanged,
	again: readonly Change[] = []
): TraceFrame[] {
	const [head, ...rows] = lines('traces-dev.jsonl.gz') as [
		{ landmarks: number[] },
		...(Stored & { id: number; ses: number; cls: TraceFrame['looksAt']; truth: Truth })[]
	];
	return rows.flatMap((row) => {
		const face = change(faceOf(row, head.landmarks), row.w, row.h);
		const reading = readFrame([face], row.w, row.h).face;
		if (!reading) return [];
		const { offset, target, blink } = row.truth;
		return {
			identity: row.id,
			session: `${row.id}/${row.ses}`,
			looksAt: row.cls,
			offset,
			target: [target[0], target[1]] as [number, number],
			closed: blink,
			pitchDeg: row.truth.head.pitch,
			face: reading,
			again: again.flatMap(
				(other) => readFrame([other(face, row.w, row.h)], row.w, row.h).face ?? []
			)
		};
	});
}
interface Truth {
	offset: [number, number];
	target: [number, number, number];
	blink: number;
	head: { pitch: number };
}

/** The clip's frames in time order, 10 a second, as the landmarker saw them. */
export function readClip(change: Change = unchanged): {
	frames: ClipFrame[];
	skins: Record<string, string>;
} {
	const { meta, frames } = JSON.parse(
		readFileSync(join(TRUTH_FOLDER, 'clip-dev.json'), 'utf8')
	) as ClipFile;
	const [head, ...rows] = lines('clip-dev.landmarks.jsonl.gz') as [
		{ landmarks: number[] },
		...(Stored & { i: number; n: number })[]
	];
	return {
		skins: Object.fromEntries(Object.entries(meta.identities).map(([id, { skin }]) => [id, skin])),
		frames: rows.map((row) => {
			const truth = frames[row.i];
			if (!truth) throw new Error(`The clip has no frame ${row.i}.`);
			return {
				...truth,
				segment: truth.seg,
				offset: truth.offsetDeg,
				reading: readClipFrame(row, head.landmarks, change)
			};
		})
	};
}
interface ClipFile {
	meta: { identities: Record<string, { skin: string }> };
	frames: (Omit<ClipFrame, 'segment' | 'offset' | 'reading'> & {
		seg: number;
		offsetDeg: [number, number] | null;
	})[];
}

/** Points of the first face only are stored, and how many faces there were. */
function readClipFrame(
	row: Stored & { n: number },
	numbers: number[],
	change: Change
): FrameReading {
	if (row.n === 0) return readFrame([], row.w, row.h);
	const reading = readFrame([change(faceOf(row, numbers), row.w, row.h)], row.w, row.h);
	return row.n > 1 ? { ...reading, faces: row.n, face: null } : reading;
}

function faceOf(row: Stored, numbers: number[]): Face {
	const points: Point[] = [];
	row.lm.forEach(([x, y, z], at) => (points[numbers[at] ?? 0] = { x, y, z }));
	// the corners of the box of all 468 points, at numbers that nothing else reads
	const [left, top, right, bottom] = row.box;
	points[127] = { x: left, y: top, z: 0 };
	points[356] = { x: right, y: bottom, z: 0 };
	return { points, blendshapes: row.bs, matrix: row.mat };
}

const lines = (name: string): unknown[] =>
	gunzipSync(readFileSync(join(TRUTH_FOLDER, name)))
		.toString()
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as unknown);

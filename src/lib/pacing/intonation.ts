/** How much the pitch of the voice moves, and where it hardly moves. */
import { FRAME_MS, type Frames, quantile } from './frames.ts';
import type { Span } from './report.ts';

/** A pitch that is less clear than this may be wrong by an octave. */
const CLEAR = 0.6;
/** A value this far from what is around it is wrong by an octave, in semitones. */
const ASTRAY = 6;
/** Voiced frames looked at on each side to see what is around. */
const AROUND = 25;
/** @source design/pacing: a spread under 1.5 semitones over 10 s marked every flattened clip and no natural one */
export const MONOTONE_SEMITONES = 1.5;
export const MONOTONE_MS = 10_000;
const WINDOW = MONOTONE_MS / FRAME_MS;
const STEP = 50;
/** A window with less voice than this (2 s) says nothing. */
const LEAST_VOICED = 200;

/** The pitch at a frame, in semitones above 100 Hz. */
interface Point {
	at: number;
	semitones: number;
}

export interface Intonation {
	/** Standard deviation over the whole recording, in semitones; null with less than 2 s of voice. */
	spread: number | null;
	/** Stretches of 10 s or more with a spread under 1.5 semitones. */
	monotone: Span[];
}

export function measureIntonation(frames: Frames, speech: Uint8Array): Intonation {
	const contour = followPitch(frames, speech);
	if (contour.length < LEAST_VOICED) return { spread: null, monotone: [] };
	return { spread: spreadOf(contour), monotone: findMonotone(contour, frames.length) };
}

/** The pitch where it is clear, jumps by an octave left out. */
export function followPitch(frames: Frames, speech: Uint8Array): Point[] {
	const points: Point[] = [];
	for (let at = 0; at < frames.length; at++) {
		if (!speech[at] || (frames.clarity[at] as number) < CLEAR) continue;
		points.push({ at, semitones: 12 * Math.log2((frames.pitchHz[at] as number) / 100) });
	}
	const pitch = Float32Array.from(points, ({ semitones }) => semitones);
	return points.filter(({ semitones }, index) => {
		const around = pitch.subarray(Math.max(0, index - AROUND), index + AROUND + 1);
		return Math.abs(semitones - quantile(around, 0.5)) < ASTRAY;
	});
}

function findMonotone(contour: readonly Point[], length: number): Span[] {
	const found: Span[] = [];
	let first = 0;
	let last = 0;
	for (let from = 0; from + WINDOW <= length; from += STEP) {
		while ((contour[first]?.at ?? Infinity) < from) first++;
		while ((contour[last]?.at ?? Infinity) < from + WINDOW) last++;
		const inside = contour.slice(first, last);
		if (inside.length < LEAST_VOICED || spreadOf(inside) >= MONOTONE_SEMITONES) continue;
		const [startMs, endMs] = [from * FRAME_MS, (from + WINDOW) * FRAME_MS];
		const before = found.at(-1);
		if (before && startMs <= before.endMs) before.endMs = endMs;
		else found.push({ startMs, endMs });
	}
	return found;
}

function spreadOf(points: readonly Point[]): number {
	const mean = points.reduce((sum, { semitones }) => sum + semitones, 0) / points.length;
	const square = points.reduce((sum, { semitones }) => sum + (semitones - mean) ** 2, 0);
	return Math.sqrt(square / points.length);
}

/**
 * From readings in time to states. A look's place is the median of five samples around it; a zone is left a little later
 * than it is entered; shut lids are a blink, lowered ones are not.
 */
import { BLINK_SCORE } from './calibration-looks.ts';
import type { Calibration } from './calibration.ts';
import { estimateOffset, SHUT_SHARE, type GazeModels, type Offset } from './estimate.ts';
import type { FaceReading, FrameReading } from './landmark.ts';
import { median } from './median.ts';
import type { GazeSample, GazeState } from './track.ts';
import { GAZE_MODELS } from './weights.ts';
import { zoneOf, type Zone } from './zones.ts';

/** What one frame says by itself. */
export interface Glance {
	atMs: number;
	/** `look` when there is an offset. */
	sees: 'look' | Exclude<GazeState, Zone>;
	offset: Offset | null;
}

/** Samples on either side that a look is smoothed with, and how far in time they may lie. */
const AROUND = 2;
const AROUND_MS = 600;
/** As many glances as a live state depends on; older ones only through hysteresis. */
export const LIVE_GLANCES = 30;

/** Face size against the calibration's, either way: beyond it eyes are too small or too near for the weights. */
const MOST_SIZE_RATIO = 2.5;

/** Reads one frame; without a calibration (or with one of another source) there is no look. */
export function glanceAt(
	reading: FrameReading,
	atMs: number,
	calibration: Calibration | null,
	models: GazeModels = GAZE_MODELS
): Glance {
	const nothing = (sees: Exclude<Glance['sees'], 'look'>): Glance => ({ atMs, sees, offset: null });
	if (reading.faces === 0) return nothing('no-face');
	if (reading.faces > 1) return nothing('several-faces');
	if (!reading.face) return nothing('no-face');
	if (eyesShut(reading.face, calibration)) return nothing('blink');
	if (!calibration || !fits(reading.face, calibration)) return nothing('unavailable');
	return { atMs, sees: 'look', offset: estimateOffset(reading.face, calibration, models) };
}

/** The states of glances in the order of time; ends have fewer neighbours, so the last is what is known live. */
export function settleStates(
	glances: readonly Glance[],
	calibration: Calibration | null
): GazeSample[] {
	let before: Zone | null = null;
	return glances.map((glance, at) => {
		const { atMs, sees } = glance;
		if (sees !== 'look' || !calibration) {
			return { atMs, state: sees === 'look' ? 'unavailable' : sees, xDeg: null, yDeg: null };
		}
		const { xDeg, yDeg } = smooth(glances, at);
		before = zoneOf({ xDeg, yDeg }, calibration.zones, before);
		return { atMs, state: before, xDeg, yDeg };
	});
}

function smooth(glances: readonly Glance[], at: number): Offset {
	const atMs = glances[at]?.atMs ?? 0;
	const near = glances
		.slice(Math.max(0, at - AROUND), at + AROUND + 1)
		.filter((glance) => glance.offset && Math.abs(glance.atMs - atMs) <= AROUND_MS)
		.map((glance) => glance.offset as Offset);
	return {
		xDeg: median(near.map(({ xDeg }) => xDeg)),
		yDeg: median(near.map(({ yDeg }) => yDeg))
	};
}

/** By the score or by the lids: the score alone misses shut lids of dark skins and of faces far away. */
function eyesShut(face: FaceReading, calibration: Calibration | null): boolean {
	const { imageLeft, imageRight } = face;
	const score = Math.min(imageLeft.blink, imageRight.blink) > BLINK_SCORE;
	const gaps = calibration?.openness ?? [0.3, 0.3];
	const shut = (gap: number, open: number) => gap < SHUT_SHARE * open;
	const eyes = calibration?.eyes ?? 'both';
	const left = eyes === 'image-right' || shut(imageLeft.openness, gaps[0]);
	const right = eyes === 'image-left' || shut(imageRight.openness, gaps[1]);
	return score || (left && right);
}

function fits(face: FaceReading, { source, faceSize }: Calibration): boolean {
	const ratio = face.size / faceSize;
	return face.source === source && ratio < MOST_SIZE_RATIO && ratio > 1 / MOST_SIZE_RATIO;
}

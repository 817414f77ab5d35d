/**
 * Calibrations stay on this device, one a camera: gains and biases only, nothing that looks like a face. They belong to one
 * person on one chair, so they hold for some hours and end with a sign-out.
 */
import * as v from 'valibot';
import { CalibrationSchema, type Calibration } from './calibration.ts';

const KEY = 'vivavoce-eye-contact';
/** Cameras remembered; the oldest makes room. */
const MOST_CAMERAS = 4;
/**
 * How long a calibration holds, in milliseconds: a sitting with its breaks. Chosen; on held-out people another person's
 * calibration puts the share 15 points off on average, and nothing in the picture tells.
 */
const HOLDS_MS = 4 * 3600 * 1000;

const KeptSchema = v.strictObject({
	camera: v.string(),
	keptAtMs: v.number(),
	calibration: CalibrationSchema
});
type Kept = v.InferOutput<typeof KeptSchema>[];

/** The calibration of this camera; null when there is none, it is too old, or what is kept cannot be read. */
export function recallCalibration(camera: string, nowMs = Date.now()): Calibration | null {
	const kept = read().find((each) => each.camera === camera);
	// one from the future is from before the clock was set back: nobody knows how old it is
	const ageMs = nowMs - (kept?.keptAtMs ?? -Infinity);
	return kept && ageMs >= 0 && ageMs < HOLDS_MS ? kept.calibration : null;
}

/** Keeps the calibration of this camera instead of the one before. */
export function keepCalibration(
	camera: string,
	calibration: Calibration,
	nowMs = Date.now()
): void {
	const others = read().filter((each) => each.camera !== camera);
	write([...others, { camera, keptAtMs: nowMs, calibration }]);
}

/** Forgets all of them: the next person on this device has other eyes. */
export function forgetCalibrations(): void {
	write([]);
}

/** What names the camera of a stream; browsers make it up for each site. */
export function cameraOf(stream: MediaStream): string {
	return stream.getVideoTracks()[0]?.getSettings().deviceId ?? '';
}

function read(): Kept {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
		// one that cannot be read takes none of the others with it
		return (Array.isArray(kept) ? kept : []).filter((each) => v.is(KeptSchema, each));
	} catch {
		return [];
	}
}

function write(kept: Kept): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(kept.slice(-MOST_CAMERAS)));
	} catch {
		// without room it holds for this page only
	}
}

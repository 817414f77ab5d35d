/** Calibrations stay on this device, one a camera: gains and biases only, nothing that looks like a face. */
import * as v from 'valibot';
import { CalibrationSchema, type Calibration } from './calibration.ts';

const KEY = 'vivavoce-eye-contact';
/** Cameras remembered; the oldest makes room. */
const MOST_CAMERAS = 4;

const KeptSchema = v.array(v.strictObject({ camera: v.string(), calibration: CalibrationSchema }));
type Kept = v.InferOutput<typeof KeptSchema>;

/** The calibration of this camera; null when there is none or what is kept cannot be read. */
export function recallCalibration(camera: string): Calibration | null {
	return read().find((each) => each.camera === camera)?.calibration ?? null;
}

/** Keeps the calibration of this camera instead of the one before. */
export function keepCalibration(camera: string, calibration: Calibration): void {
	write([...read().filter((each) => each.camera !== camera), { camera, calibration }]);
}

/** What names the camera of a stream; browsers make it up for each site. */
export function cameraOf(stream: MediaStream): string {
	return stream.getVideoTracks()[0]?.getSettings().deviceId ?? '';
}

function read(): Kept {
	try {
		const parsed = v.safeParse(KeptSchema, JSON.parse(localStorage.getItem(KEY) ?? '[]'));
		return parsed.success ? parsed.output : [];
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

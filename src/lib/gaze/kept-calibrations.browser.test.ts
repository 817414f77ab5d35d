import { beforeEach, expect, it } from 'vitest';
import type { Calibration } from './calibration.ts';
import {
	forgetCalibrations,
	keepCalibration,
	recallCalibration
} from './kept-calibrations.browser.ts';
import { makeZones } from './zones.ts';

const HOUR_MS = 3600 * 1000;
const CALIBRATION: Calibration = {
	version: 2,
	kind: 'lens',
	source: 'full',
	eyes: 'both',
	gainX: 1,
	gainY: 1,
	biases: {
		both: { xDeg: 0, yDeg: 0 },
		'image-left': { xDeg: 0, yDeg: 0 },
		'image-right': { xDeg: 0, yDeg: 0 }
	},
	zones: makeZones(),
	openness: [0.3, 0.3],
	faceSize: 0.2,
	between: [0.5, 0.4],
	check: { lensFound: 1, screenTakenForLens: null }
};

beforeEach(forgetCalibrations);

it('holds for a sitting, and not for the next day or a clock that went back', () => {
	keepCalibration('camera', CALIBRATION, 0);
	expect(recallCalibration('camera', 3 * HOUR_MS)).not.toBeNull();
	expect(recallCalibration('camera', 5 * HOUR_MS)).toBeNull();
	expect(recallCalibration('camera', -HOUR_MS)).toBeNull();
	expect(recallCalibration('another', 0)).toBeNull();
});

it('ends with a sign-out', () => {
	keepCalibration('camera', CALIBRATION);
	forgetCalibrations();
	expect(recallCalibration('camera')).toBeNull();
});

it('leaves the others alone when one cannot be read', () => {
	keepCalibration('camera', CALIBRATION);
	const key = 'vivavoce-eye-contact';
	const kept = JSON.parse(localStorage.getItem(key) ?? '[]') as unknown[];
	localStorage.setItem(key, JSON.stringify([{ camera: 'old' }, ...kept]));
	expect(recallCalibration('camera')).not.toBeNull();
});

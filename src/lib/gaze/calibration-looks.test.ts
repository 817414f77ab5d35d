import { expect, it } from 'vitest';
import type { facesLookingAt } from '../../../tests/fixtures/gaze-frames.ts';
import { framesLookingAt } from '../../../tests/fixtures/gaze-frames.ts';
import { chooseEyes, spreadDeg, steadied, trembleDeg } from './calibration-looks.ts';
import type { FaceReading } from './landmark.ts';
import { GAZE_MODELS } from './weights.ts';

const seen = (...[looksAt]: Parameters<typeof facesLookingAt>) =>
	framesLookingAt(looksAt).flatMap(({ face }) => (face ? [face] : []));
const [lens, screen] = [seen('camera'), seen('screen-centre')];

const frozen = (side: 'imageLeft' | 'imageRight', faces: FaceReading[]) =>
	faces.map((face) => ({ ...face, [side]: (lens[0] as FaceReading)[side] }));
/** The head bows with the look, as many people's does. */
const bowed = (faces: FaceReading[]) =>
	faces.map((face) => ({
		...face,
		head: { ...face.head, pitch: face.head.pitch - 0.15, facingY: face.head.facingY - 0.15 }
	}));

it.each([
	['imageLeft', 'image-right'],
	['imageRight', 'image-left']
] as const)('an eye that does not move is left out, however the head does: %s', (side, other) => {
	expect(chooseEyes(frozen(side, lens), frozen(side, screen), GAZE_MODELS)).toBe(other);
	expect(chooseEyes(frozen(side, lens), bowed(frozen(side, screen)), GAZE_MODELS)).toBe(other);
});

it('both eyes are kept when both move, and when neither does', () => {
	expect(chooseEyes(lens, screen, GAZE_MODELS)).toBe('both');
	expect(chooseEyes(lens, bowed(lens), GAZE_MODELS)).toBe('both');
	expect(chooseEyes(lens, [], GAZE_MODELS)).toBe('both');
});

it('a look is as steady as its neighbouring frames together are', () => {
	const jumping = Array.from({ length: 20 }, (_, at) => ({ xDeg: 0, yDeg: 5 * (at % 3) }));
	expect(trembleDeg(jumping)).toBeGreaterThan(3);
	const drifting = Array.from({ length: 20 }, (_, at) => ({ xDeg: at, yDeg: 0 }));
	expect(trembleDeg(drifting)).toBeLessThan(1);
	expect(spreadDeg(steadied(drifting))).toBeGreaterThan(3);
});

import { describe, expect, it } from 'vitest';
import { noisy } from '../../../tests/bench/gaze/changes.ts';
import {
	facesLookingAt,
	framesLookingAt,
	moved,
	PICTURE,
	read
} from '../../../tests/fixtures/gaze-frames.ts';
import { calibrate } from './calibrate.ts';
import { movedTooMuch, readCalibration, REFUSALS, type Calibration } from './calibration.ts';
import type { Face } from './landmark.ts';

const lens = framesLookingAt('camera');
const screen = framesLookingAt('screen-centre');

function calibrated(looks: Parameters<typeof calibrate>[0]): Calibration {
	const outcome = calibrate(looks);
	if (!outcome.ok) throw new Error(outcome.reason);
	return outcome.calibration;
}
const refusal = (looks: Parameters<typeof calibrate>[0]) => {
	const outcome = calibrate(looks);
	return outcome.ok ? null : outcome.reason;
};
const scaled = (factor: number) => (face: Face) =>
	moved(face, ({ x, y, z }) => ({
		x: 0.5 + (x - 0.5) * factor,
		y: 0.5 + (y - 0.5) * factor,
		z: z * factor
	}));

describe('calibrate', () => {
	it('learns from lens and screen, and checks itself on frames it did not learn from', () => {
		const { kind, check, zones } = calibrated({ lens, screen });
		expect(kind).toBe('lens+screen');
		expect(check).toEqual({ lensFound: 1, screenTakenForLens: 0 });
		expect(zones.screenY).toBeLessThan(-8);
		expect(zones.borderDeg).toBeLessThan(-zones.screenY);
	});

	it('learns from the lens alone, and then cannot say how well it tells the screen', () => {
		expect(calibrated({ lens })).toMatchObject({
			kind: 'lens',
			gainX: 1,
			gainY: 1,
			check: { screenTakenForLens: null }
		});
	});

	it('keeps gains, biases and borders, and no point of the face', () => {
		expect(JSON.stringify(calibrated({ lens, screen })).length).toBeLessThan(1200);
	});

	it('refuses nine frames, blinks, nobody and two people', () => {
		const shut = framesLookingAt('eyes-closed');
		const [face] = facesLookingAt('camera') as [Face];
		const nobody = Array.from({ length: 20 }, () => read());
		const two = Array.from({ length: 20 }, () => read(face, face));
		expect(refusal({ lens: lens.slice(0, 9) })).toBe('too-few');
		expect(refusal({ lens: [...lens.slice(0, 9), ...shut] })).toBe('too-few');
		expect(refusal({ lens, screen: screen.slice(0, 9) })).toBe('too-few');
		expect(refusal({ lens: nobody })).toBe('too-few');
		expect(refusal({ lens: two })).toBe('too-few');
		expect(refusal({})).toBe('too-few');
	});

	it('refuses eyes that are shut all the time, even when the model does not say so', () => {
		const unsaid = ({ blendshapes, ...face }: Face): Face => ({
			...face,
			blendshapes: { ...blendshapes, eyeBlinkLeft: 0.4, eyeBlinkRight: 0.4 }
		});
		const [shut] = facesLookingAt('eyes-closed') as [Face];
		const still = Array.from({ length: 20 }, () => read(unsaid(shut)));
		expect(refusal({ lens: still })).toBe('eyes-shut');
		const down = facesLookingAt('down').map((face) => read(unsaid(face)));
		const narrow = Array.from({ length: 20 }, () => down).flat();
		expect(refusal({ lens: narrow })).not.toBe('eyes-shut');
	});

	it('refuses a look of which less than 60 % could be used', () => {
		const [face] = facesLookingAt('camera') as [Face];
		const two = (count: number) => Array.from({ length: count }, () => read(face, face));
		expect(refusal({ lens: [...lens, ...two(Math.ceil(lens.length * 0.75))] })).toBe('too-few');
		expect(refusal({ lens: [...lens, ...two(Math.floor(lens.length * 0.6))] })).toBeNull();
	});

	it('refuses a look that wanders', () => {
		const left = framesLookingAt('away-image-left');
		const wandering = lens.slice(0, 5).concat(screen.slice(0, 7), left);
		expect(refusal({ lens: wandering })).toBe('unsteady');
	});

	it('refuses two looks at the same place', () => {
		expect(refusal({ lens: lens.slice(0, 10), screen: lens.slice(4) })).toBe('not-told-apart');
	});

	it('refuses when the person came nearer between the looks', () => {
		const near = facesLookingAt('screen-centre').map((face) => read(scaled(1.3)(face)));
		expect(refusal({ lens, screen: near })).toBe('moved');
	});

	it('goes by the eye that moves when the other is covered', () => {
		const [still] = facesLookingAt('camera') as [Face];
		const cover = (face: Face) => coverEye(face, still);
		const looks = {
			lens: facesLookingAt('camera').map((face) => read(cover(face))),
			screen: facesLookingAt('screen-centre').map((face) => read(cover(face)))
		};
		expect(calibrated(looks)).toMatchObject({
			eyes: 'image-right',
			check: { screenTakenForLens: 0 }
		});
		expect(calibrated({ lens, screen }).eyes).toBe('both');
	});

	it('takes a look whose points tremble, and asks for light when they tremble too much', () => {
		const trembling = (pixels: number) => {
			const tremble = noisy(pixels);
			const shake = (face: Face) => read(tremble(face, PICTURE.width, PICTURE.height));
			return {
				lens: facesLookingAt('camera').map(shake),
				screen: facesLookingAt('screen-centre').map(shake)
			};
		};
		expect(refusal(trembling(0.4))).toBeNull();
		expect(refusal(trembling(4))).toBe('trembling');
		expect(REFUSALS.trembling).toMatch(/light/);
	});

	it('takes the dot where it is seen when it is not under the lens', () => {
		const [aside] = framesLookingAt('away-image-left');
		const dot = Array.from({ length: 12 }, () => aside ?? read());
		const { gainX, gainY, zones } = calibrated({ lens, screen: dot });
		expect(gainX).toBeCloseTo(1, 1);
		expect(gainY).toBeCloseTo(1, 1);
		expect(zones.screenX).toBeLessThan(-12);
	});

	it('says in a sentence what to do', () => {
		for (const sentence of Object.values(REFUSALS)) expect(sentence).toMatch(/\.$/);
	});
});

/** The eye on the image's left stays as it was in another frame, whatever the face does. */
function coverEye(face: Face, still: Face): Face {
	const eye = new Set([468, 469, 470, 471, 472, 159, 145, 158, 153, 160, 144]);
	const corner = (of: Face) => of.points[33] ?? { x: 0, y: 0, z: 0 };
	const covered = moved(face, (point, at) => {
		const before = still.points[at];
		if (!eye.has(at) || !before) return point;
		const [from, to] = [corner(still), corner(face)];
		return { x: before.x - from.x + to.x, y: before.y - from.y + to.y, z: before.z };
	});
	const scores = Object.entries(face.blendshapes ?? {}).map(([name, score]) =>
		name.endsWith('Right') ? [name, still.blendshapes?.[name] ?? 0] : [name, score]
	);
	return { ...covered, blendshapes: Object.fromEntries(scores) };
}

describe('a stored calibration', () => {
	const kept = calibrated({ lens, screen });

	it('is read as it was written', () => {
		expect(readCalibration(JSON.stringify(kept))).toEqual(kept);
	});

	it.each([
		['nothing', null],
		['text', 'x{'],
		['a list', '[]'],
		['another version', JSON.stringify({ ...kept, version: 1 })],
		['a gain that is none', JSON.stringify({ ...kept, gainY: 'much' })],
		['a wild gain', JSON.stringify({ ...kept, gainY: 1e9 })],
		['a missing part', JSON.stringify({ ...kept, zones: undefined })],
		['one field more', JSON.stringify({ ...kept, name: 'x' })]
	])('%s is none', (_, text) => {
		expect(readCalibration(text)).toBeNull();
	});
});

describe('movedTooMuch', () => {
	const kept = calibrated({ lens, screen });
	const seatedAt = (factor: number, right = 0) =>
		facesLookingAt('camera').map((face) =>
			read(moved(scaled(factor)(face), (point) => ({ ...point, x: point.x + right })))
		);

	it.each([
		['in the same seat', 1, 0, false],
		['a little nearer', 1.15, 0, false],
		['a quarter nearer', 1.25, 0, true],
		['a quarter further', 0.75, 0, true],
		['beside', 1, 0.2, true]
	])('%s', (_, factor, right, expected) => {
		expect(movedTooMuch(kept, seatedAt(factor, right))).toBe(expected);
	});

	it('says nothing of a moment without a face', () => {
		expect(movedTooMuch(kept, [read(), read()])).toBe(false);
	});
});

import { describe, expect, it } from 'vitest';
import {
	drawPerson,
	faceOf,
	SIZE,
	SKINS,
	type Drawn,
	type Skin
} from '../../../tests/fixtures/drawn-person.ts';
import { facesLookingAt, moved, read } from '../../../tests/fixtures/gaze-frames.ts';
import { readFrame } from '../gaze/landmark.ts';
import { judgeBackground } from './background.ts';
import { judgeCamera } from './camera.ts';
import { judgeFraming } from './framing.ts';
import { judgeLight } from './light.ts';
import { PictureMeter, type PictureReading } from './picture.ts';

/** Two looks at the same person; `blind`: without a face landmarker. */
function look(looks: readonly Drawn[], blind = false): PictureReading {
	const meter = new PictureMeter();
	looks.forEach((drawn, at) => {
		const { pixels, seen } = drawPerson({ seed: 5 + at, ...drawn });
		meter.add(pixels, SIZE.width, SIZE.height, blind ? null : seen);
	});
	return meter.read();
}
const lightOf = (drawn: Drawn, blind = false) => judgeLight(look([drawn, drawn], blind));

describe('light', () => {
	const skins = Object.keys(SKINS) as Skin[];
	const scenes: [string, Drawn, string][] = [
		['good light', {}, 'good'],
		['good light before a white wall', { wall: 0.8 }, 'good'],
		['good light before a dark wall', { wall: 0.03 }, 'good'],
		['a dark room', { exposure: 0.1, noise: 4 }, 'too-dark'],
		['far too much light', { exposure: 6 }, 'too-bright'],
		[
			'a window behind',
			{ left: 0.12, right: 0.12, window: { share: 0.6, light: 3 } },
			'window-behind'
		],
		['a bright wall behind', { left: 0.12, right: 0.12, wall: 1.5 }, 'window-behind'],
		['a lamp on the image left', { right: 0.02 }, 'one-sided'],
		['a lamp on the image right', { left: 0.02 }, 'one-sided']
	];
	it.each(scenes)('tells %s on every skin', (_, drawn, verdict) => {
		const verdicts = skins.map((skin) => lightOf({ skin, ...drawn }).figures.verdict);
		expect(verdicts).toEqual(skins.map(() => verdict));
	});

	it('calls what hides the face a problem, and says why and how to mend it', () => {
		for (const [, drawn, verdict] of scenes) {
			const { grade, why, mend } = lightOf(drawn);
			expect(grade).toBe(verdict === 'good' ? 'good' : 'problem');
			expect(why).toMatch(/\.$/);
			expect(mend === null).toBe(verdict === 'good');
		}
	});

	it('still tells dark, white and a dark sitter before a window without a face landmarker', () => {
		const blind = (drawn: Drawn) => lightOf(drawn, true).figures.verdict;
		expect(blind({ exposure: 0.1 })).toBe('too-dark');
		expect(blind({ exposure: 12 })).toBe('too-bright');
		expect(blind({ left: 0.1, right: 0.1, wall: 1.5 })).toBe('window-behind');
		expect(blind({})).toBe('good');
		expect(lightOf({}, true).finding).toContain('Without a face');
	});

	it('is not measurable without a picture or from one that does not fit its size', () => {
		const meter = new PictureMeter();
		meter.add(new Uint8ClampedArray(7), 640, 360, null);
		meter.add(new Uint8ClampedArray(0), 0, 0, null);
		meter.add(new Uint8ClampedArray(16), NaN, 2, null);
		expect(judgeLight(meter.read()).grade).toBe('not-measurable');
		expect(judgeLight({ face: [], scene: [], noise: NaN }).grade).toBe('not-measurable');
	});

	it('takes a covered lens for dark', () => {
		const meter = new PictureMeter();
		const black = new Uint8ClampedArray(64 * 36 * 4);
		for (let at = 0; at < 3; at++) meter.add(black, 64, 36, { faces: 0, face: null, box: null });
		expect(judgeLight(meter.read()).figures.verdict).toBe('too-dark');
		expect(judgeFraming(meter.read().seen).figures.verdict).toBe('no-face');
	});
});

describe('framing', () => {
	const seen = (drawn: Drawn) => readFrame([faceOf(drawn)], SIZE.width, SIZE.height);
	const framing = (drawn: Drawn) => judgeFraming(Array.from({ length: 12 }, () => seen(drawn)));

	it.each([
		['good', {}, 'good'],
		['too-close', { faceHeight: 0.75, at: [0.5, 0.55] }, 'problem'],
		['too-close', { faceHeight: 0.54 }, 'could-be-better'],
		['too-far', { faceHeight: 0.17 }, 'problem'],
		['too-far', { faceHeight: 0.25 }, 'could-be-better'],
		['off-left', { at: [0.24, 0.5] }, 'problem'],
		['off-right', { at: [0.66, 0.5] }, 'could-be-better'],
		['too-low', { at: [0.5, 0.86] }, 'problem'],
		['too-high', { at: [0.5, 0.3] }, 'problem'],
		['tilted', { tiltDeg: 14 }, 'could-be-better'],
		['tilted', { tiltDeg: -25 }, 'problem'],
		['good', { tiltDeg: 6 }, 'good']
	] as const)('%s: %o', (verdict, drawn, grade) => {
		const judged = framing(drawn);
		expect(judged.figures.verdict).toBe(verdict);
		expect(judged.grade).toBe(grade);
		expect(judged.mend === null).toBe(verdict === 'good');
	});

	it('judges a rendered head as it does a drawn one, moved and tilted', () => {
		const face = facesLookingAt('camera')[0];
		if (!face) throw new Error('no fixture');
		const frames = (move: Parameters<typeof moved>[1]) => [read(moved(face, move))];
		const verdict = (move: Parameters<typeof moved>[1]) =>
			judgeFraming(frames(move)).figures.verdict;
		expect(verdict((point) => point)).toBe('good');
		expect(verdict((point) => ({ ...point, x: point.x - 0.25 }))).toBe('off-left');
		const turn = (point: { x: number; y: number; z: number }) => {
			const [x, y] = [(point.x - 0.5) * 640, (point.y - 0.5) * 360];
			const [cos, sin] = [Math.cos(0.35), Math.sin(0.35)];
			return { ...point, x: 0.5 + (x * cos - y * sin) / 640, y: 0.5 + (x * sin + y * cos) / 360 };
		};
		expect(verdict(turn)).toBe('tilted');
	});

	it('sees a camera that looks up from below', () => {
		const face = facesLookingAt('camera')[0];
		if (!face) throw new Error('no fixture');
		const [cos, sin] = [Math.cos(0.35), Math.sin(0.35)];
		// the head's forward axis points up by 20 degrees
		const matrix = [1, 0, 0, 0, 0, cos, -sin, 0, 0, sin, cos, 0, 0, 0, -40, 1];
		expect(judgeFraming([read({ ...face, matrix })]).figures.verdict).toBe('camera-low');
	});

	it('says when nobody or somebody else is there, and when faces cannot be found here', () => {
		const none = { faces: 0, face: null, box: null };
		const one = seen({});
		expect(judgeFraming(Array(9).fill(none)).figures.verdict).toBe('no-face');
		expect(judgeFraming([none, none, one]).grade).toBe('problem');
		expect(judgeFraming(Array(9).fill({ ...one, faces: 2, face: null })).figures.verdict).toBe(
			'several-faces'
		);
		expect(judgeFraming([]).grade).toBe('not-measurable');
		expect(judgeFraming([none, one, one]).grade).toBe('good');
		const several = { ...one, faces: 2, face: null };
		const seldom = [one, none, none, several, several];
		expect(judgeFraming(seldom).grade).toBe('not-measurable');
	});
});

describe('camera and background', () => {
	const camera = { label: 'Camera', width: 1280, height: 720, frameRate: 30, sharpness: 0.2 };

	it.each([
		['good', {}],
		['good', { width: 720, height: 1280, frameRate: null }],
		['not-measurable', { sharpness: null }],
		['could-be-better', { width: 640, height: 480 }],
		['could-be-better', { sharpness: 0.004 }],
		['could-be-better', { frameRate: 15 }],
		['problem', { frameRate: 5 }],
		['problem', { width: 320, height: 240 }],
		['not-measurable', { width: 0 }],
		['not-measurable', { height: NaN }],
		['not-measurable', { frameRate: Infinity, sharpness: NaN }]
	] as const)('is %s with %o', (grade, change) => {
		expect(judgeCamera({ ...camera, ...change }).grade).toBe(grade);
	});

	it('sees a smeared lens, in noise too', () => {
		const grade = (drawn: Drawn) =>
			judgeCamera({ ...camera, sharpness: look([drawn, drawn]).sharpness }).grade;
		expect(grade({})).toBe('good');
		expect(grade({ noise: 3 })).toBe('good');
		expect(grade({ blur: 3 })).toBe('could-be-better');
		expect(grade({ blur: 3, noise: 3 })).toBe('could-be-better');
	});

	it('hints at what moves and at what distracts, and never more', () => {
		const calm = look([{ noise: 2 }, { noise: 2 }, { at: [0.51, 0.5], noise: 2 }]);
		expect(judgeBackground(calm).grade).toBe('good');
		const moving = look([{ passerBy: 0.05 }, { passerBy: 0.12 }, { passerBy: 0.2 }]);
		expect(judgeBackground(moving).finding).toContain('moves');
		const full = look([{ shelf: true }, { shelf: true }]);
		expect(judgeBackground(full).finding).toContain('a lot to see');
		expect(judgeBackground({ motion: 1, clutter: 1 }).grade).toBe('could-be-better');
		expect(judgeBackground({ motion: NaN, clutter: null }).grade).toBe('not-measurable');
	});

	it('does not take a camera that sets its exposure for something that moves', () => {
		const brighter = look([{}, { exposure: 1.15 }]);
		expect(judgeBackground(brighter).grade).toBe('good');
	});
});

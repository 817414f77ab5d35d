import { expect, it } from 'vitest';
import { framesLookingAt } from '../../../tests/fixtures/gaze-frames.ts';
import type { LightSample } from './light.ts';
import { PictureWatch } from './picture-watch.ts';

const LIGHT: LightSample = {
	imageLeft: 132,
	imageRight: 143,
	background: 150,
	backgroundWhiteShare: 0,
	whiteShare: 0.01,
	blackShare: 0
};

it('takes the light from frames with one face only', () => {
	const watch = new PictureWatch('all');
	const [one] = framesLookingAt('camera');
	const two = { faces: 2, face: null, box: one!.box };
	for (let at = 0; at < 20; at++) watch.add(one!, at < 4 ? LIGHT : null);
	for (let at = 0; at < 5; at++) watch.add(two, { ...LIGHT, imageLeft: 30 });
	const { verdict, light } = watch.reportTake(1);
	expect([verdict, light?.verdict]).toEqual(['good', 'good']);
});

import { expect, it } from 'vitest';
import { EVEN_LIGHT } from '../../../tests/fixtures/even-light.ts';
import { framesLookingAt } from '../../../tests/fixtures/gaze-frames.ts';
import { PictureWatch } from './picture-watch.ts';

it('takes the light from frames with one face only', () => {
	const watch = new PictureWatch('all');
	const [one] = framesLookingAt('camera');
	const two = { faces: 2, face: null, box: one!.box };
	for (let at = 0; at < 20; at++) watch.add(one!, at < 4 ? EVEN_LIGHT : null);
	for (let at = 0; at < 5; at++) watch.add(two, { ...EVEN_LIGHT, imageLeft: 30 });
	const { verdict, light } = watch.reportTake(1);
	expect([verdict, light?.verdict]).toEqual(['good', 'good']);
});

import { expect, it } from 'vitest';
import { foundFor, isFresh, NOTHING, readRemembered, remember } from './remembered.ts';
import type { Grade, StepName, Verdict } from './verdict.ts';

const verdict = (step: StepName, grade: Grade = 'good'): Verdict => ({
	...{ step, grade, finding: 'Found.', why: 'Why.', mend: null, figures: {} }
});
const laptop = { cameraId: 'laptop', microphoneId: 'headset' };

it('is kept with its camera, its microphone, or the whole device', () => {
	let kept = NOTHING;
	for (const step of ['light', 'microphone', 'network'] as const)
		kept = remember(kept, laptop, { verdict: verdict(step), atMs: 5 });
	kept = readRemembered(JSON.stringify(kept));
	const steps = (cameraId: string, microphoneId: string) =>
		Object.keys(foundFor(kept, { cameraId, microphoneId })).sort();
	expect(steps('laptop', 'headset')).toEqual(['light', 'microphone', 'network']);
	expect(steps('other', 'headset')).toEqual(['microphone', 'network']);
	expect(steps('laptop', '')).toEqual(['light', 'network']);
	expect(steps('', '')).toEqual(['network']);
});

it('what cannot be read is nothing, and what can be is kept beside it', () => {
	for (const kept of [null, '', 'null', '[]', '{"found":5}'])
		expect(readRemembered(kept)).toEqual(NOTHING);
	const half = {
		found: { network: { verdict: verdict('network'), atMs: 1 }, power: { verdict: 'x', atMs: 1 } },
		ticked: ['dress', 'lucky-socks'],
		tickedAtMs: 9
	};
	const read = readRemembered(JSON.stringify(half));
	expect(Object.keys(read.found)).toEqual(['network']);
	expect(read.ticked).toEqual(['dress']);
});

it('the oldest findings make room', () => {
	let kept = NOTHING;
	for (let at = 0; at < 70; at++)
		kept = remember(
			kept,
			{ cameraId: `${at}`, microphoneId: '' },
			{ verdict: verdict('light'), atMs: at }
		);
	expect(Object.keys(kept.found)).toHaveLength(60);
	expect(kept.found['light 69']).toBeDefined();
	expect(kept.found['light 9']).toBeUndefined();
});

it('is fresh for half a day', () => {
	expect(isFresh(0, 11 * 3600_000)).toBe(true);
	expect(isFresh(0, 12 * 3600_000)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { mouthMoved } from '../../../tests/bench/gaze/changes.ts';
import {
	facesLookingAt,
	framesLookingAt,
	PICTURE,
	read
} from '../../../tests/fixtures/gaze-frames.ts';
import { calibrate } from './calibrate.ts';
import type { FrameReading } from './landmark.ts';
import { glanceAt, settleStates } from './state.ts';
import { zoneOf, makeZones } from './zones.ts';

const outcome = calibrate({
	lens: framesLookingAt('camera'),
	screen: framesLookingAt('screen-centre')
});
if (!outcome.ok) throw new Error(outcome.reason);
const { calibration } = outcome;

const statesOf = (
	readings: readonly FrameReading[],
	with_ = calibration as typeof calibration | null
) =>
	settleStates(
		readings.map((reading, at) => glanceAt(reading, at * 100, with_)),
		with_
	).map(({ state }) => state);
const set = (states: readonly string[]) => [...new Set(states)];

describe('states', () => {
	it.each([
		['camera', 'lens'],
		['screen-centre', 'screen'],
		['screen-corner', 'screen'],
		['away-image-left', 'away'],
		['away-image-right', 'away'],
		['down', 'away'],
		['eyes-closed', 'blink']
	] as const)('a look at %s is %s', (looksAt, state) => {
		expect(set(statesOf(framesLookingAt(looksAt)))).toEqual([state]);
	});

	it('nobody, two people, and a person who is not calibrated', () => {
		const [face] = facesLookingAt('camera');
		if (!face) throw new Error('no face');
		expect(statesOf([read(), read(face, face)])).toEqual(['no-face', 'several-faces']);
		expect(statesOf([read(face), ...framesLookingAt('eyes-closed')], null)).toEqual([
			'unavailable',
			'blink',
			'blink'
		]);
	});

	it('landmarks of another source than the calibration has are not guessed at', () => {
		const bare = facesLookingAt('camera').map((face) => read({ ...face, blendshapes: null }));
		expect(set(statesOf(bare))).toEqual(['unavailable']);
	});

	it.each([
		['wider', 0.25, 0],
		['narrower', -0.25, 0],
		['open', 0, 0.1]
	])('a mouth that is %s than at the calibration changes no state', (_, wider, open) => {
		const speak = mouthMoved(wider, open);
		for (const looksAt of ['camera', 'screen-centre'] as const) {
			const speaking = facesLookingAt(looksAt).map((face) =>
				read(speak(face, PICTURE.width, PICTURE.height))
			);
			expect(statesOf(speaking)).toEqual(statesOf(framesLookingAt(looksAt)));
		}
	});

	it('one stray frame changes nothing, a change of looks arrives', () => {
		const [lens, stray] = [framesLookingAt('camera'), framesLookingAt('away-image-left')];
		const one = [...lens.slice(0, 5), ...stray.slice(0, 1), ...lens.slice(5, 10)];
		expect(set(statesOf(one))).toEqual(['lens']);
		const turned = statesOf([...lens.slice(0, 8), ...framesLookingAt('screen-centre').slice(0, 8)]);
		expect(turned.slice(0, 7)).toEqual(Array(7).fill('lens'));
		expect(turned.slice(-6)).toEqual(Array(6).fill('screen'));
	});

	it('samples far apart in time are not smoothed together', () => {
		const [lens, away] = [framesLookingAt('camera'), framesLookingAt('away-image-left')];
		const glances = [lens[0], lens[1], away[0], lens[2], lens[3]].map((reading, at) =>
			glanceAt(reading ?? read(), at * 5000, calibration)
		);
		expect(settleStates(glances, calibration)[2]?.state).toBe('away');
	});
});

describe('zones', () => {
	const zones = makeZones({ xDeg: 0, yDeg: -10 });
	it('a zone is left later than it is entered', () => {
		const between = { xDeg: 0, yDeg: -zones.borderDeg };
		expect(zoneOf(between, zones, 'lens')).toBe('lens');
		expect(zoneOf(between, zones, 'screen')).toBe('screen');
	});

	it('follows a camera that stands below or beside the screen', () => {
		const above = makeZones({ xDeg: 0, yDeg: 10 });
		expect(zoneOf({ xDeg: 0, yDeg: 9 }, above)).toBe('screen');
		expect(zoneOf({ xDeg: 0, yDeg: -2 }, above)).toBe('lens');
		const beside = makeZones({ xDeg: 12, yDeg: 0 });
		expect(zoneOf({ xDeg: 12, yDeg: 0 }, beside)).toBe('screen');
		expect(zoneOf({ xDeg: 1, yDeg: 1 }, beside)).toBe('lens');
	});
});

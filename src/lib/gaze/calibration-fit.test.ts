import { expect, it } from 'vitest';
import { fitAxis } from './calibration-fit.ts';

const people = { spread: 0.12, errorDeg: 2.9 };
const look = (estimateDeg: number, placeDeg: number, frames = 20) => ({
	estimateDeg,
	placeDeg,
	frames
});

it('one look gives the bias and leaves the gain', () => {
	const { gain, bias } = fitAxis([look(7, 0)], people);
	expect(gain).toBe(1);
	expect(bias).toBeCloseTo(-7);
});

it('a second look moves the gain part of the way, further the more people differ', () => {
	const short = [look(3, 0), look(-3, -11)];
	const { gain } = fitAxis(short, people);
	expect(gain).toBeGreaterThan(1);
	expect(gain).toBeLessThan(11 / 6);
	expect(fitAxis(short, { ...people, spread: 1 }).gain).toBeGreaterThan(gain);
});

it('looks that agree leave the gain at one', () => {
	const { gain, bias } = fitAxis([look(5, 0), look(-6, -11)], people);
	expect(gain).toBeCloseTo(1);
	expect(bias).toBeCloseTo(-5);
});

it('more frames than are independent teach nothing more, and none teach nothing', () => {
	const of = (frames: number) => fitAxis([look(3, 0, frames), look(-3, -11, frames)], people);
	expect(of(200)).toEqual(of(20));
	expect(fitAxis([], people)).toEqual({ gain: 1, bias: 0 });
});

import { expect, it } from 'vitest';
import { reportDelivery } from './delivery.ts';

const aim = { fromS: 60, toS: 90 };
const lengthOf = (durationMs: number | null) => reportDelivery(durationMs, aim)[0];

it('compares the length with the aim, to the second', () => {
	expect(lengthOf(59_000)).toMatchObject({
		says: 'Your answer lasted 59 s, 1 s under the aim.',
		tone: 'caution'
	});
	expect(lengthOf(60_000)).toMatchObject({
		says: 'Your answer lasted 1 min, within the aim.',
		tone: 'good'
	});
	expect(lengthOf(90_000)?.tone).toBe('good');
	expect(lengthOf(104_000)?.says).toBe('Your answer lasted 1 min 44 s, 14 s over the aim.');
});

it('says nothing about a recording whose length is not known', () => {
	expect(lengthOf(null)).toMatchObject({ tone: 'info' });
});

it('names what is not measured instead of leaving it out', () => {
	const rest = reportDelivery(75_000, aim).slice(1);
	expect(rest.map((line) => line.name)).toEqual(['Eye contact', 'Pacing', 'Framing and light']);
	expect(rest.every((line) => line.says === 'Not measurable.')).toBe(true);
});

import { afterEach, describe, expect, it } from 'vitest';
import { measuredPacing } from '../../../../tests/fixtures/measured.ts';
import { createMemoryOutbox, openMeasuresOutbox, type MeasuresOutbox } from './outbox.browser.ts';

const PACING = measuredPacing({ durationMs: 9000, speech: [[100, 8000]] });
const TRACK = { gazeTrack: 'AQ==' };

let names: string[] = [];
afterEach(() => {
	for (const name of names) indexedDB.deleteDatabase(name);
	names = [];
});

function freshName(): string {
	const name = `measures-${crypto.randomUUID()}`;
	names.push(name);
	return name;
}

describe.each([
	['on the device', () => openMeasuresOutbox(freshName())],
	['in the page only', async () => createMemoryOutbox()]
] as [string, () => Promise<MeasuresOutbox>][])('what waits %s', (_, open) => {
	it('gathers the parts of a take as they are measured', async () => {
		const outbox = await open();
		await outbox.add('take', TRACK, 5);
		await outbox.add('take', { pacing: PACING }, 9);
		expect(await outbox.list()).toEqual([
			{ takeId: 'take', parts: { ...TRACK, pacing: PACING }, revision: 2, keptAtMs: 5 }
		]);
		outbox.close();
	});

	it('is forgotten once it was sent, but not what was added meanwhile', async () => {
		const outbox = await open();
		await outbox.add('take', TRACK, 5);
		await outbox.add('take', { pacing: PACING }, 6);
		await outbox.settle('take', 1);
		expect(await outbox.list()).toHaveLength(1);
		await outbox.settle('take', 2);
		expect(await outbox.list()).toEqual([]);
		outbox.close();
	});

	it('is forgotten with its take', async () => {
		const outbox = await open();
		await outbox.add('one', TRACK, 1);
		await outbox.add('two', TRACK, 2);
		await outbox.remove('one');
		await outbox.remove('never there');
		expect((await outbox.list()).map(({ takeId }) => takeId)).toEqual(['two']);
		outbox.close();
	});
});

it('waits across a reload', async () => {
	const name = freshName();
	const before = await openMeasuresOutbox(name);
	await before.add('take', { pacing: PACING }, 5);
	before.close();
	const after = await openMeasuresOutbox(name);
	expect((await after.list())[0]?.parts.pacing).toEqual(PACING);
	after.close();
});

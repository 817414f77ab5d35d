import { expect, it } from 'vitest';
import { moveTakes } from './device-spool.browser.ts';
import { holdIfFree } from './one-page.browser.ts';
import { createMemorySpool } from './spool-memory.ts';
import { SpoolFull } from './spool.ts';
import { recordingLock, sendingLock } from './take-locks.ts';

async function spoolWith(takeId: string) {
	const spool = createMemorySpool();
	const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
	await spool.open({ takeId, ...names, recordedAtMs: 1, ownerMark: 'ana' });
	await spool.append(takeId, new Uint8Array([1, 2, 3]), 7);
	await spool.confirm(takeId, 2);
	return spool;
}

it('moves a take whole, with what is known of it', async () => {
	const takeId = crypto.randomUUID();
	const [from, to] = [await spoolWith(takeId), createMemorySpool()];
	await moveTakes(from, to);
	expect(await from.list()).toEqual([]);
	expect(await to.list()).toMatchObject([
		{ takeId, bytes: 3, durationMs: 7, confirmedBytes: 2, finished: false, ownerMark: 'ana' }
	]);
});

it.each([
	['records', recordingLock],
	['sends', sendingLock]
])('leaves a take alone that another page %s', async (_what, lock) => {
	const takeId = crypto.randomUUID();
	const [from, to] = [await spoolWith(takeId), createMemorySpool()];
	const letGo = await holdIfFree(lock(takeId));
	await moveTakes(from, to);
	expect(await from.list()).toHaveLength(1);
	expect(await to.list()).toEqual([]);
	letGo?.();
	await moveTakes(from, to);
	expect(await to.list()).toHaveLength(1);
});

it('leaves no part of a take behind where there is no room for all of it', async () => {
	const takeId = crypto.randomUUID();
	const from = await spoolWith(takeId);
	const memory = createMemorySpool();
	const full = { ...memory, append: () => Promise.reject(new SpoolFull()) };
	await moveTakes(from, full);
	expect(await from.list()).toMatchObject([{ takeId, bytes: 3 }]);
	expect(await memory.list()).toEqual([]);
});

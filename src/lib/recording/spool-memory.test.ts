import { expect, it } from 'vitest';
import { createMemorySpool } from './spool-memory.ts';
import { createOverflowSpool } from './spool-overflow.ts';
import { describeFullSpool, describeSpool } from './spool.contract.ts';

describeSpool('memory', async () => createMemorySpool(), false);
describeFullSpool('memory', async (take) => {
	const spool = createOverflowSpool(createMemorySpool(), {
		onOverflow: () => undefined,
		mostUnsafeBytes: 3_000_000,
		keeps: false
	});
	await spool.open(take);
	return { spool, giveRoom: () => spool.confirm('full', 1_000_000) };
});

it('lets go of what the server has, beyond what it may keep', async () => {
	const spool = createMemorySpool(2);
	const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
	await spool.open({ takeId: 't', ...names, recordedAtMs: 1 });
	for (const n of [1, 2, 3, 4]) await spool.append('t', new Uint8Array([n]), n);
	await spool.confirm('t', 1);
	await expect(spool.read('t', 0, 4)).rejects.toThrow();
	expect([...(await spool.read('t', 1, 4))]).toEqual([2, 3, 4]);
	await spool.confirm('t', 4);
	expect([...(await spool.read('t', 2, 9))]).toEqual([3, 4]);
	expect(await spool.describe('t')).toMatchObject({ bytes: 4, confirmedBytes: 4 });
	expect(await spool.blob('t')).toBeNull();
});

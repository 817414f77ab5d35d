import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdIfFree } from '../recording/one-page.browser.ts';
import { createMemorySpool } from '../recording/spool-memory.ts';
import type { NewSpooledTake, Spool } from '../recording/spool.ts';
import { recordingLock, sendingLock } from '../recording/take-locks.ts';
import { outgoing } from './outgoing.svelte.ts';
import { sendTake, type SendingOptions } from './send.browser.ts';

const device = vi.hoisted(() => ({ spool: undefined as unknown as Spool }));

vi.mock(import('../recording/device-spool.browser.ts'), async (original) => ({
	...(await original()),
	openDeviceSpool: async () => ({ spool: device.spool, keeps: true })
}));
vi.mock(import('./send.browser.ts'), async (original) => ({
	...(await original()),
	sendTake: vi.fn()
}));

const broken = new Set<string>();
const memory = createMemorySpool();
device.spool = {
	...memory,
	describe: (takeId) =>
		broken.has(takeId) ? Promise.reject(new Error('unreadable')) : memory.describe(takeId)
};
const sent = new Map<string, SendingOptions>();

beforeEach(() => {
	vi.mocked(sendTake).mockImplementation((options) => {
		sent.set(options.takeId, options);
		return {
			wake: vi.fn(),
			again: vi.fn(),
			pause: vi.fn(),
			settled: new Promise<boolean>(() => undefined)
		};
	});
});
afterEach(() => vi.unstubAllGlobals());

async function leave(more: Partial<NewSpooledTake> = {}): Promise<string> {
	const takeId = crypto.randomUUID();
	const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
	await memory.open({ takeId, ...names, recordedAtMs: 1, ...more });
	await memory.append(takeId, new Uint8Array([1, 2, 3]), 1);
	return takeId;
}

const entryOf = (takeId: string) => outgoing.list.find((each) => each.take.takeId === takeId);

describe('takes that were left behind', () => {
	it('are found although one of them cannot be read, and nobody waits for that one', async () => {
		broken.add(await leave());
		const takeId = await leave();
		expect(await outgoing.recover()).toContain(takeId);
		expect(entryOf(takeId)).toMatchObject({ recovered: true });
		broken.clear();
	});

	it.each([
		['records', recordingLock],
		['sends', sendingLock]
	])('are left to a page that %s them, and taken up when it is gone', async (_what, lock) => {
		const takeId = await leave();
		const letGo = await holdIfFree(lock(takeId));
		await outgoing.recover();
		expect(entryOf(takeId)).toBeUndefined();
		letGo?.();
		await expect
			.poll(() => entryOf(takeId), { timeout: 10_000 })
			.toMatchObject({ recovered: true });
	});

	it("are nobody else's on a shared computer; older ones and a guest's are as before", async () => {
		outgoing.setOwner('ana');
		const mine = entryOf(await found({ ownerMark: 'ana' }))?.take;
		const bens = entryOf(await found({ ownerMark: 'ben' }))?.take;
		const old = entryOf(await found({}))?.take;
		const guests = entryOf(await found({ ownerMark: 'guest', isGuest: true }))?.take;
		const judged = () =>
			[mine, bens, old, guests].map((take) => take && outgoing.isSomebodyElses(take));
		expect(judged()).toEqual([false, true, false, false]);
		outgoing.setOwner('ben');
		expect(judged()).toEqual([true, false, false, false]);
		outgoing.setOwner(undefined);
		expect(judged()).toEqual([true, true, false, false]);
	});

	async function found(more: Partial<NewSpooledTake>): Promise<string> {
		const takeId = await leave(more);
		await outgoing.recover();
		return takeId;
	}
});

it('keeps the bytes of a take here until the server can play it', async () => {
	const takeId = await leave();
	await outgoing.recover();
	const states = ['received', 'received', 'ready'];
	const asked: string[] = [];
	vi.stubGlobal('fetch', async (address: string) => {
		asked.push(address);
		expect(await memory.describe(takeId)).not.toBeNull();
		return Response.json({ state: states.shift() });
	});
	await sent.get(takeId)?.safe('its-id-there');
	expect(asked).toEqual(Array(3).fill('/api/takes/its-id-there'));
	expect(await memory.describe(takeId)).toBeNull();
});

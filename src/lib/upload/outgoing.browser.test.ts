import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdIfFree } from '../recording/one-page.browser.ts';
import { createMemorySpool } from '../recording/spool-memory.ts';
import recordingUrl from '../../../tests/fixtures/recording.webm?url';
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
/** Lets a sender be done, or break down. */
const ends = new Map<string, (isThere: boolean) => void>();
const breaks = new Map<string, (error: Error) => void>();
/** Takes that are sent anew under another id. */
const movedTo = new Map<string, string>();

beforeEach(() => {
	vi.mocked(sendTake).mockImplementation((options) => {
		sent.set(options.takeId, options);
		return {
			wake: vi.fn(),
			again: vi.fn(),
			pause: vi.fn(),
			settled: new Promise<boolean>((done, fail) => {
				ends.set(options.takeId, done);
				breaks.set(options.takeId, fail);
			}),
			uploadId: movedTo.get(options.takeId) ?? options.takeId
		};
	});
});
afterEach(() => vi.unstubAllGlobals());

async function leave(
	more: Partial<NewSpooledTake> = {},
	bytes = new Uint8Array([1, 2, 3])
): Promise<string> {
	const takeId = crypto.randomUUID();
	const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
	await memory.open({ takeId, ...names, recordedAtMs: 1, ...more });
	await memory.append(takeId, bytes, 1);
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

describe('the copy of this device, when the server has every byte of a take', () => {
	const answers = (answer: () => Response) => vi.stubGlobal('fetch', async () => answer());

	it.each([401, 403, 404])(
		'stays while it is answered %i, until its owner is here again',
		async (status) => {
			const takeId = await leave();
			await outgoing.recover();
			answers(() => new Response(null, { status }));
			await sent.get(takeId)?.safe(takeId);
			expect(await memory.describe(takeId)).not.toBeNull();
			answers(() => Response.json({ state: 'ready' }));
			outgoing.setOwner(`somebody after ${status}`);
			await expect.poll(() => memory.describe(takeId)).toBeNull();
		}
	);

	it('is offered when the server cannot make it play', async () => {
		const takeId = await leave();
		await outgoing.recover();
		answers(() => Response.json({ state: 'unplayable' }));
		await sent.get(takeId)?.safe(takeId);
		expect(entryOf(takeId)).toMatchObject({ isUnplayable: true });
		expect(await memory.describe(takeId)).not.toBeNull();
		await outgoing.discard(takeId);
		expect(await memory.describe(takeId)).toBeNull();
	});

	it('goes when its owner deleted the take elsewhere, also while it is held', async () => {
		const takeId = await leave();
		await outgoing.recover();
		const letGo = outgoing.hold(takeId);
		answers(() => new Response(null, { status: 410 }));
		await sent.get(takeId)?.safe(takeId);
		expect(await memory.describe(takeId)).toBeNull();
		expect(entryOf(takeId)).toBeUndefined();
		letGo();
	});
});

describe('a take that is deleted on this page', () => {
	it('goes from this device, also what is safe and held', async () => {
		const takeId = await leave();
		await outgoing.recover();
		const letGo = outgoing.hold(takeId);
		vi.stubGlobal('fetch', async () => Response.json({ state: 'ready' }));
		await sent.get(takeId)?.safe(takeId);
		expect(await memory.describe(takeId)).not.toBeNull();
		await outgoing.discardDeleted(takeId);
		expect(await memory.describe(takeId)).toBeNull();
		letGo();
	});

	it('goes with the take that it was begun anew as, and not with the part before', async () => {
		const takeId = await leave();
		movedTo.set(takeId, 'anew');
		await outgoing.recover();
		await outgoing.discardDeleted(takeId);
		expect(await memory.describe(takeId)).not.toBeNull();
		await outgoing.discardDeleted('anew');
		expect(await memory.describe(takeId)).toBeNull();
	});

	it('that no page sends is asked for, and then the server says that it is gone', async () => {
		const takeId = await leave();
		await outgoing.discardDeleted(takeId);
		expect(entryOf(takeId)).toBeDefined();
		await sent.get(takeId)?.deleted();
		expect(await memory.describe(takeId)).toBeNull();
	});

	it('goes with its session, and no other', async () => {
		const [one, two] = [await leave({ sessionId: 'gone' }), await leave({ sessionId: 'gone' })];
		const other = await leave({ sessionId: 'stays' });
		await outgoing.discardSession('gone');
		expect(await memory.describe(one)).toBeNull();
		expect(await memory.describe(two)).toBeNull();
		expect(await memory.describe(other)).not.toBeNull();
	});
});

it('takes up a take again whose sending broke down, and names it once', async () => {
	const takeId = await leave();
	await outgoing.recover();
	const before = sent.get(takeId);
	breaks.get(takeId)?.(new Error('no locks'));
	await expect
		.poll(async () => {
			await outgoing.recover();
			return sent.get(takeId);
		})
		.not.toBe(before);
	expect(outgoing.list.filter((each) => each.take.takeId === takeId)).toHaveLength(1);
});

it('makes the picture of a take that was left behind, and sends it once the take is there', async () => {
	const recording = new Uint8Array(await (await fetch(recordingUrl)).arrayBuffer());
	const takeId = await leave({}, recording);
	movedTo.set(takeId, 'its-id-there');
	const put: [string, number][] = [];
	vi.stubGlobal('fetch', async (address: string, { body }: { body: Blob }) => {
		put.push([address, body.size]);
		return new Response(null, { status: 204 });
	});
	await outgoing.recover();
	ends.get(takeId)?.(true);
	await expect.poll(() => put).toEqual([['/api/takes/its-id-there/poster', expect.any(Number)]]);
	expect(put[0]?.[1]).toBeGreaterThan(500);
});

/**
 * The file system is really full: the browser is told to give this site only so much. Chromium counts what IndexedDB takes
 * too late for a test, so there the browser's own refusal is put where it would come from.
 */
import { afterEach, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { openIndexedDbSpool } from './spool-indexeddb.browser.ts';
import { openOpfsSpool } from './spool-opfs.browser.ts';
import { createOverflowSpool } from './spool-overflow.ts';
import { describeFullSpool } from './spool.contract.ts';

const { origin } = location;
const ROOM_BYTES = 3_000_000;

/** The one command of the browser's protocol that is used here. */
interface Protocol {
	send(method: string, given: object): Promise<{ usage: number }>;
}
const browser = () => cdp() as unknown as Protocol;
const giveRoom = async () => {
	await browser().send('Storage.overrideQuotaForOrigin', { origin });
};

afterEach(async () => {
	vi.restoreAllMocks();
	await giveRoom();
});

describeFullSpool('file system', async (take) => {
	const spool = await openOpfsSpool(`spool-quota-${crypto.randomUUID()}`);
	await spool.open(take);
	const { usage } = await browser().send('Storage.getUsageAndQuota', { origin });
	await browser().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + ROOM_BYTES });
	return { spool, giveRoom };
});

describeFullSpool('IndexedDB', async (take) => {
	const spool = await openIndexedDbSpool(`spool-quota-${crypto.randomUUID()}`);
	await spool.open(take);
	let room = ROOM_BYTES;
	const add = IDBObjectStore.prototype.add;
	vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
		this: IDBObjectStore,
		value: ArrayBuffer,
		key?: IDBValidKey
	) {
		room -= value.byteLength;
		if (room < 0) throw new DOMException('', 'QuotaExceededError');
		return add.call(this, value, key);
	});
	return {
		spool,
		giveRoom: async () => {
			room = Infinity;
		}
	};
});

it('closes what a killed page left on a device that is full, sends it and makes room', async () => {
	const place = `spool-quota-${crypto.randomUUID()}`;
	const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
	const killed = await openOpfsSpool(place);
	await killed.open({ takeId: 't', ...names, recordedAtMs: 1 });
	await killed.append('t', new Uint8Array([1, 2, 3]), 1);
	killed.close();
	await browser().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
	const spool = createOverflowSpool(await openOpfsSpool(place), {
		onOverflow: () => undefined,
		mostUnsafeBytes: 9
	});
	await spool.finish('t');
	await spool.confirm('t', 3);
	expect(await spool.describe('t')).toMatchObject({ finished: true, confirmedBytes: 3 });
	const blob = await spool.blob('t');
	expect([...new Uint8Array((await blob?.arrayBuffer()) ?? [])]).toEqual([1, 2, 3]);
	await spool.remove('t');
	expect(await spool.list()).toEqual([]);
	spool.close();
	// with nothing in it, a place that refuses to write is no place
	await expect(openOpfsSpool(place)).rejects.toThrow();
});

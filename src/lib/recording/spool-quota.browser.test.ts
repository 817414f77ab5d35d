/**
 * The file system is really full: the browser is told to give this site only so much. Chromium counts what IndexedDB takes
 * too late for a test, so there the browser's own refusal is put where it would come from.
 */
import { afterEach, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { openIndexedDbSpool } from './spool-indexeddb.browser.ts';
import { openOpfsSpool } from './spool-opfs.browser.ts';
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

/** Opens the best spool that this browser has. */
import { openIndexedDbSpool } from './spool-indexeddb.browser.ts';
import { createMemorySpool } from './spool-memory.ts';
import { openOpfsSpool } from './spool-opfs.browser.ts';
import type { Spool } from './spool.ts';

/** Takes that the server has confirmed are let go of beyond this, in bytes, where they are in memory only. */
const MEMORY_BYTES = 64_000_000;
const DATABASE = 'vivavoce-spool';
const PART_BYTES = 4_000_000;

export interface DeviceSpool {
	spool: Spool;
	/** False: nothing outlives the page. */
	keeps: boolean;
}

/**
 * The file system, because a recording is read back from it without a copy; the database where a browser refuses that;
 * memory where it refuses both.
 */
export async function openDeviceSpool(): Promise<DeviceSpool> {
	try {
		const spool = await openOpfsSpool();
		await moveFromDatabase(spool).catch(() => undefined);
		return { spool, keeps: true };
	} catch {
		try {
			return { spool: await openIndexedDbSpool(DATABASE), keeps: true };
		} catch {
			return { spool: createMemorySpool(MEMORY_BYTES), keeps: false };
		}
	}
}

/** Takes that were written when only the database could be used: they must not be forgotten there. */
async function moveFromDatabase(to: Spool): Promise<void> {
	const databases = (await indexedDB.databases?.()) ?? [];
	if (!databases.some(({ name }) => name === DATABASE)) return;
	const from = await openIndexedDbSpool(DATABASE);
	for (const take of await from.list()) {
		// an earlier move may have been cut short
		await to.remove(take.takeId);
		await to.open(take);
		for (let start = 0; start < take.bytes; start += PART_BYTES) {
			const part = await from.read(take.takeId, start, Math.min(start + PART_BYTES, take.bytes));
			await to.append(take.takeId, part, take.durationMs);
		}
		await to.confirm(take.takeId, take.confirmedBytes);
		if (take.finished) await to.finish(take.takeId);
		await from.remove(take.takeId);
	}
	from.close();
}

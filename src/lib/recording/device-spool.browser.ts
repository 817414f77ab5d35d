/** Opens the best spool that this browser has. */
import { holdIfFree } from './one-page.browser.ts';
import { openIndexedDbSpool } from './spool-indexeddb.browser.ts';
import { createMemorySpool } from './spool-memory.ts';
import { openOpfsSpool } from './spool-opfs.browser.ts';
import type { Spool, SpooledTake } from './spool.ts';
import { recordingLock, sendingLock } from './take-locks.ts';

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
	await moveTakes(from, to).finally(() => from.close());
}

/**
 * Moves every take that no page records or sends right now. One that has no room there stays as it was: a part of it
 * would be taken for the whole.
 */
export async function moveTakes(from: Spool, to: Spool): Promise<void> {
	for (const { takeId } of await from.list()) {
		const held: (() => void)[] = [];
		try {
			for (const name of [recordingLock(takeId), sendingLock(takeId)]) {
				const letGo = await holdIfFree(name);
				if (letGo) held.push(letGo);
			}
			// what was listed may have grown until it was free
			const take = held.length === 2 ? await from.describe(takeId) : null;
			if (take) await moveTake(from, to, take);
		} finally {
			for (const letGo of held) letGo();
		}
	}
}

async function moveTake(from: Spool, to: Spool, take: SpooledTake): Promise<void> {
	const { takeId, bytes, durationMs } = take;
	try {
		// an earlier move may have been cut short
		await to.remove(takeId);
		await to.open(take);
		for (let start = 0; start < bytes; start += PART_BYTES) {
			const part = await from.read(takeId, start, Math.min(start + PART_BYTES, bytes));
			await to.append(takeId, part, durationMs);
		}
		await to.confirm(takeId, take.confirmedBytes);
		if (take.finished) await to.finish(takeId);
	} catch {
		await to.remove(takeId);
		return;
	}
	await from.remove(takeId);
}

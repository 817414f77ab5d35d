/** What this browser keeps for the site, and whether it has promised to keep it. */
import type { StorageState } from './room.ts';
import { openOpfsSpool } from './spool-opfs.browser.ts';

/** How often the room that there is gets halved to find it: to within 1/64 of what is needed. */
const HALVINGS = 6;

/**
 * Asks the browser to keep recordings until they are deleted here, and how much room there is for `neededBytes`. Browsers
 * report a round estimate that hides how full the device is, so the room itself is asked for.
 */
export async function prepareStorage(neededBytes = 0): Promise<StorageState> {
	const storage = navigator.storage as StorageManager | undefined;
	const isPersistent = await Promise.resolve(storage?.persist?.()).catch(() => false);
	const estimate = await Promise.resolve(storage?.estimate?.()).catch(() => undefined);
	const isKnown = estimate?.quota !== undefined && estimate.usage !== undefined;
	const estimated = isKnown ? Math.max(0, (estimate.quota ?? 0) - (estimate.usage ?? 0)) : null;
	const found = neededBytes > 0 ? await findRoom(neededBytes).catch(() => null) : null;
	const freeBytes = found === null ? estimated : Math.min(found, estimated ?? Infinity);
	return { freeBytes, isPersistent: isPersistent ?? false };
}

/** Bytes that the browser would give when that is less than `wanted`; null when it is not, or cannot be asked. */
async function findRoom(wanted: number): Promise<number | null> {
	const spool = await openOpfsSpool();
	try {
		if (!spool.hasRoom || (await spool.hasRoom(wanted))) return null;
		let room = 0;
		for (let step = wanted / 2, times = 0; times < HALVINGS; step /= 2, times++) {
			if (await spool.hasRoom(room + step)) room += step;
		}
		return room;
	} finally {
		spool.close();
	}
}

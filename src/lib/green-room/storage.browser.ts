/** Asks the browser for the room that recordings have. */
import type { StorageState } from '../recording/room.ts';
import { prepareStorage } from '../recording/storage.browser.ts';
import type { Probing } from './probing.ts';
import { NEEDED_BYTES } from './storage.ts';

/** Never rejects but when it is aborted. */
export async function probeStorage(
	neededBytes = NEEDED_BYTES,
	{ signal, onProgress }: Probing = {}
): Promise<StorageState> {
	signal?.throwIfAborted();
	const state = await prepareStorage(neededBytes).catch(() => ({
		freeBytes: null,
		isPersistent: false
	}));
	signal?.throwIfAborted();
	onProgress?.(1);
	return state;
}

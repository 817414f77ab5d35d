/**
 * One request at a time writes an upload. A request whose client has fallen silent gives way to the next one, so that a
 * client that died in the middle of a piece never stands in its own way; one that is alive is not disturbed.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { ERRORS, type Locker } from '@tus/server';

/** A writer that nothing has come from for so long, in milliseconds, may be gone. */
const SILENT_MS = 1000;
/** How long a second writer waits for a living first one, in milliseconds, before it is refused. */
const PATIENCE_MS = 3000;
const LOOK_EVERY_MS = 50;

export interface UploadLocks extends Locker {
	/** Ends a silent writer of `id`, so that what has arrived can be counted. Was there one to wait for? */
	clearSilent(id: string): Promise<boolean>;
}

/** `silenceOf`: for how long nothing has arrived from the writer of an upload; null when nobody is writing. */
export function createUploadLocks(silenceOf: (id: string) => number | null): UploadLocks {
	const holders = new Map<string, () => void>();

	/** Waits until nobody holds `id`, then lets `take` take it; false when the holder is alive and stays. */
	async function freed(id: string, take: () => void, signal?: AbortSignal): Promise<boolean> {
		const until = performance.now() + PATIENCE_MS;
		let isAsked = false;
		for (;;) {
			const release = holders.get(id);
			if (!release) {
				take();
				return true;
			}
			if (!isAsked && (silenceOf(id) ?? 0) >= SILENT_MS) {
				isAsked = true;
				release();
			}
			if (performance.now() >= until || signal?.aborted) return false;
			await rest(LOOK_EVERY_MS);
		}
	}

	return {
		newLock: (id) => ({
			async lock(signal, requestRelease) {
				const take = () => holders.set(id, () => void requestRelease());
				if (!(await freed(id, take, signal))) throw ERRORS.INVALID_OFFSET;
			},
			async unlock() {
				holders.delete(id);
			}
		}),
		async clearSilent(id) {
			if ((silenceOf(id) ?? 0) < SILENT_MS) return false;
			await freed(id, () => undefined);
			return true;
		}
	};
}

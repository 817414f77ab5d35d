import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { concatenate, emptyTake, SpoolFull, type Spool, type SpooledTake } from './spool.ts';

/** A chunk's key is `[takeId, offset of its first byte]`, so a range of bytes is a range of keys. */
interface SpoolSchema extends DBSchema {
	takes: { key: string; value: SpooledTake };
	chunks: { key: [string, number]; value: ArrayBuffer };
}

type SpoolDatabase = IDBPDatabase<SpoolSchema>;

/**
 * A spool in IndexedDB: a chunk and its take's record are written in one transaction, so a killed browser leaves
 * every chunk whose `append` was answered, and no half one.
 * @throws when the browser refuses IndexedDB (some private windows do)
 */
export async function openIndexedDbSpool(
	name = 'vivavoce-spool'
): Promise<Spool & { close(): void }> {
	const db = await openDB<SpoolSchema>(name, 1, {
		upgrade(fresh) {
			fresh.createObjectStore('takes', { keyPath: 'takeId' });
			fresh.createObjectStore('chunks');
		}
	});
	return {
		open: async (take) => void (await db.add('takes', emptyTake(take))),
		append: (takeId, chunk, durationMs) => append(db, takeId, chunk, durationMs),
		finish: (takeId) => update(db, takeId, (take) => ({ ...take, finished: true })),
		read: (takeId, start, end) => read(db, takeId, start, end),
		confirm: (takeId, bytes) =>
			update(db, takeId, (take) => ({
				...take,
				confirmedBytes: Math.max(take.confirmedBytes, bytes)
			})),
		describe: async (takeId) => (await db.get('takes', takeId)) ?? null,
		list: async () => (await db.getAll('takes')).sort((a, b) => a.recordedAtMs - b.recordedAtMs),
		remove: (takeId) => remove(db, takeId),
		close: () => db.close()
	};
}

async function append(
	db: SpoolDatabase,
	takeId: string,
	chunk: Uint8Array<ArrayBuffer>,
	durationMs: number
): Promise<void> {
	const exact = chunk.buffer.slice(chunk.byteOffset, chunk.byteOffset + chunk.byteLength);
	const tx = db.transaction(['takes', 'chunks'], 'readwrite');
	const written = tx.done.catch((error: unknown) => {
		throw isQuota(error) ? new SpoolFull() : error;
	});
	try {
		const take = await tx.objectStore('takes').get(takeId);
		if (!take) throw new Error(`no take ${takeId} in the spool`);
		await tx.objectStore('chunks').add(exact, [takeId, take.bytes]);
		const bytes = take.bytes + exact.byteLength;
		await tx.objectStore('takes').put({ ...take, bytes, chunks: take.chunks + 1, durationMs });
		await written;
	} catch (caught) {
		written.catch(() => undefined);
		throw isQuota(caught) ? new SpoolFull() : caught;
	}
}

const isQuota = (error: unknown) =>
	error instanceof DOMException && error.name === 'QuotaExceededError';

async function update(
	db: SpoolDatabase,
	takeId: string,
	change: (take: SpooledTake) => SpooledTake
): Promise<void> {
	const tx = db.transaction('takes', 'readwrite');
	const take = await tx.store.get(takeId);
	if (!take) throw new Error(`no take ${takeId} in the spool`);
	await tx.store.put(change(take));
	await tx.done;
}

async function read(
	db: SpoolDatabase,
	takeId: string,
	start: number,
	end: number
): Promise<Uint8Array<ArrayBuffer>> {
	const { store } = db.transaction('chunks');
	const upToStart = IDBKeyRange.bound([takeId, 0], [takeId, start]);
	const first = (await store.openKeyCursor(upToStart, 'prev'))?.key[1];
	if (first === undefined) return new Uint8Array(0);
	const parts = await store.getAll(IDBKeyRange.bound([takeId, first], [takeId, end], false, true));
	return concatenate(parts.map((part) => new Uint8Array(part))).slice(start - first, end - first);
}

async function remove(db: SpoolDatabase, takeId: string): Promise<void> {
	const tx = db.transaction(['takes', 'chunks'], 'readwrite');
	await tx.objectStore('takes').delete(takeId);
	await tx.objectStore('chunks').delete(IDBKeyRange.bound([takeId, 0], [takeId, Infinity]));
	await tx.done;
}

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { asSpoolError, concatenate, emptyTake, type Spool, type SpooledTake } from './spool.ts';

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
export async function openIndexedDbSpool(name = 'vivavoce-spool'): Promise<Spool> {
	const db = await openDB<SpoolSchema>(name, 1, {
		upgrade(fresh) {
			fresh.createObjectStore('takes', { keyPath: 'takeId' });
			fresh.createObjectStore('chunks');
		}
	});
	return {
		open: (take) => full(async () => void (await db.add('takes', emptyTake(take)))),
		append: (takeId, chunk, durationMs) => append(db, takeId, chunk, durationMs),
		finish: (takeId) => update(db, takeId, (take) => ({ ...take, finished: true })),
		read: (takeId, start, end) => read(db, takeId, start, end),
		confirm: (takeId, bytes) =>
			update(db, takeId, (take) => ({
				...take,
				confirmedBytes: Math.max(take.confirmedBytes, bytes)
			})),
		blob: (takeId) => blob(db, takeId),
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
	const tx = db.transaction(['takes', 'chunks'], 'readwrite', { durability: 'strict' });
	const written = tx.done.catch((error: unknown) => {
		throw asSpoolError(error);
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
		throw asSpoolError(caught);
	}
}

/** How much of a take is in this page's hands at once while it becomes a blob, in bytes. */
const PART_BYTES = 16_000_000;

/** Blobs are kept by the browser outside the page, so the page never holds more than a part. */
async function blob(db: SpoolDatabase, takeId: string): Promise<Blob | null> {
	const take = await db.get('takes', takeId);
	if (!take) return null;
	const parts: Blob[] = [];
	for (let start = 0; start < take.bytes; start += PART_BYTES) {
		const end = Math.min(start + PART_BYTES, take.bytes);
		parts.push(new Blob([await read(db, takeId, start, end)]));
	}
	return new Blob(parts, { type: take.mimeType });
}

async function full(act: () => Promise<void>): Promise<void> {
	await act().catch((error: unknown) => {
		throw asSpoolError(error);
	});
}

async function update(
	db: SpoolDatabase,
	takeId: string,
	change: (take: SpooledTake) => SpooledTake
): Promise<void> {
	const tx = db.transaction('takes', 'readwrite');
	const written = tx.done.catch((error: unknown) => {
		throw asSpoolError(error);
	});
	try {
		const take = await tx.store.get(takeId);
		if (!take) throw new Error(`no take ${takeId} in the spool`);
		await tx.store.put(change(take));
		await written;
	} catch (caught) {
		written.catch(() => undefined);
		throw asSpoolError(caught);
	}
}

async function read(
	db: SpoolDatabase,
	takeId: string,
	start: number,
	end: number
): Promise<Uint8Array<ArrayBuffer>> {
	if (end <= start) return new Uint8Array(0);
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

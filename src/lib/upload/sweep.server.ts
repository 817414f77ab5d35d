/** What is done at every start and every hour, so that no recording waits for a device that will not come back. */
import { join } from 'node:path';
import type { Log } from '../platform/log.server.ts';
import type { MediaStore } from '../platform/media-store.ts';
import type { TakeLedger } from './ledger.ts';
import { isTakeKey, takeIdOf } from './media-key.ts';
import { removeUnknown, type StoredFile } from './unknown-files.server.ts';
import type { UploadStore } from './upload-store.server.ts';

interface Swept {
	store: UploadStore;
	media: MediaStore;
	ledger: TakeLedger;
	log: Log;
}

/**
 * Takes up uploads that are complete without the ledger knowing it, and those of which nothing has come since
 * `abandoned`: what is here of them counts as all there is. Removes the bytes of takes that do not exist any more.
 */
export async function sweepUploads(swept: Swept, abandoned: Date, now: Date): Promise<void> {
	const { store, media, ledger, log } = swept;
	for (const { id, createdAt, uploadedBytes } of await ledger.listArriving()) {
		const here = await store.bytesOf(id);
		const bytes = here ?? uploadedBytes;
		const heardAt = (await store.lastByteAt(id)) ?? createdAt;
		const isOver = heardAt < abandoned || bytes === (await store.readNote(id))?.size;
		if (!isOver) await ledger.noteUploaded([{ id, bytes }]);
		else if (bytes === 0) await ledger.withdraw(id);
		else if (here === null || (await isFlushed(swept, id))) await ledger.markReceived(id, bytes);
	}
	const ids = await store.ids();
	await settleReady(swept, ids);
	const keys = (await media.keys()).filter(isTakeKey);
	const known = await ledger.known([...ids, ...keys].map(takeIdOf));
	// a take may have been deleted while it was arriving or being prepared
	const files: StoredFile[] = [
		...ids.map((id) => ({
			key: `uploads/${id}`,
			isKnown: known.has(id),
			remove: () => store.forget(id)
		})),
		...keys.map((key) => ({
			key: `media/${key}`,
			isKnown: known.has(takeIdOf(key)),
			remove: () => media.remove(key)
		}))
	];
	await removeUnknown(files, join(store.folder, '.unknown.json'), now, log);
}

/** Its device lets go of its copy when it hears that all is here; a disk that cannot keep one does not hold up the others. */
async function isFlushed({ store, log }: Swept, id: string): Promise<boolean> {
	try {
		await store.flush(id);
		return true;
	} catch (error) {
		log.error({ takeId: id, err: String(error) }, 'the disk did not keep an upload');
		return false;
	}
}

/**
 * Of a take that is ready no upload is needed: a server that was killed at the last step of preparing left it. Where the
 * take's file is not there, as a power cut may leave it, the upload is what it is made of again.
 */
async function settleReady(
	{ store, media, ledger, log }: Swept,
	ids: readonly string[]
): Promise<void> {
	for (const { id, mediaKey, bytes } of await ledger.listReady(ids)) {
		const size = mediaKey && (await media.sizeOf(mediaKey));
		if (size === bytes) await store.forget(id);
		else if (size === null && (await store.bytesOf(id))) {
			log.warn({ takeId: id }, 'its file is not there; prepared again of its upload');
			await ledger.takeBack(id);
		}
	}
}

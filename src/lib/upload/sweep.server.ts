/** What is done at every start and every hour, so that no recording waits for a device that will not come back. */
import type { MediaStore } from '../platform/media-store.ts';
import type { TakeLedger } from './ledger.ts';
import { isTakeKey, takeIdOf } from './media-key.ts';
import type { UploadStore } from './upload-store.server.ts';

interface Swept {
	store: UploadStore;
	media: MediaStore;
	ledger: TakeLedger;
}

/**
 * Takes up uploads that are complete without the ledger knowing it, and those announced before `abandoned`: what is here
 * of them counts as all there is. Removes the bytes of takes that do not exist any more.
 */
export async function sweepUploads(
	{ store, media, ledger }: Swept,
	abandoned: Date
): Promise<void> {
	for (const { id, createdAt, uploadedBytes } of await ledger.listArriving()) {
		const bytes = (await store.bytesOf(id)) ?? uploadedBytes;
		const isOver = createdAt < abandoned || bytes === (await store.readNote(id))?.size;
		if (!isOver) await ledger.noteUploaded(id, bytes);
		else if (bytes > 0) await ledger.markReceived(id, bytes);
		else await ledger.withdraw(id);
	}
	await removeUnknown(
		await store.ids(),
		(id) => id,
		ledger,
		(id) => store.forget(id)
	);
	const takes = (await media.keys()).filter(isTakeKey);
	await removeUnknown(takes, takeIdOf, ledger, (key) => media.remove(key));
}

/**
 * A take may have been deleted while it was arriving or being prepared. Only stragglers are removed: where most are
 * unknown, this is not their database, and nothing is touched.
 */
async function removeUnknown(
	names: readonly string[],
	takeOf: (name: string) => string,
	ledger: TakeLedger,
	remove: (name: string) => Promise<void>
): Promise<void> {
	const known = await ledger.known(names.map(takeOf));
	const unknown = names.filter((name) => !known.has(takeOf(name)));
	if (unknown.length > names.length - unknown.length) return;
	for (const name of unknown) await remove(name);
}

/** What is done at every start and every hour, so that no recording waits for a device that will not come back. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '../platform/disk.server.ts';
import type { Log } from '../platform/log.server.ts';
import type { MediaStore } from '../platform/media-store.ts';
import type { TakeLedger } from './ledger.ts';
import { isTakeKey, takeIdOf } from './media-key.ts';
import type { UploadStore } from './upload-store.server.ts';

interface Swept {
	store: UploadStore;
	media: MediaStore;
	ledger: TakeLedger;
	log: Log;
}

/** What no take knows is kept for this long after it was noticed, in milliseconds: a database may have been put back. */
const GRACE_MS = 7 * 24 * 3600 * 1000;

/**
 * Takes up uploads that are complete without the ledger knowing it, and those of which nothing has come since
 * `abandoned`: what is here of them counts as all there is. Removes the bytes of takes that do not exist any more.
 */
export async function sweepUploads(swept: Swept, abandoned: Date, now: Date): Promise<void> {
	const { store, media, ledger, log } = swept;
	for (const { id, createdAt, uploadedBytes } of await ledger.listArriving()) {
		const bytes = (await store.bytesOf(id)) ?? uploadedBytes;
		const heardAt = (await store.lastByteAt(id)) ?? createdAt;
		const isOver = heardAt < abandoned || bytes === (await store.readNote(id))?.size;
		if (!isOver) await ledger.noteUploaded(id, bytes);
		else if (bytes > 0) await ledger.markReceived(id, bytes);
		else await ledger.withdraw(id);
	}
	const noticed = await readNoticed(store.folder);
	const since: Noticed = {};
	const removeUnknown = async (
		place: string,
		names: readonly string[],
		remove: (name: string) => Promise<void>
	) => {
		for (const name of await unknownOf(names, ledger)) {
			const key = `${place}/${name}`;
			const at = noticed[key] ?? now.getTime();
			if (now.getTime() - at < GRACE_MS) since[key] = at;
			else {
				log.warn({ file: key }, 'removed: it has belonged to no take for a week');
				await remove(name);
			}
		}
	};
	await removeUnknown('uploads', await store.ids(), (id) => store.forget(id));
	const takes = (await media.keys()).filter(isTakeKey);
	await removeUnknown('media', takes, (key) => media.remove(key));
	if (JSON.stringify(since) !== JSON.stringify(noticed)) {
		await replaceFile(noticedPath(store.folder), JSON.stringify(since));
	}
}

/**
 * A take may have been deleted while it was arriving or being prepared. Only stragglers are named: where most are unknown,
 * this is not their database, and nothing is touched.
 */
async function unknownOf(names: readonly string[], ledger: TakeLedger): Promise<string[]> {
	const known = await ledger.known(names.map(takeIdOf));
	const unknown = names.filter((name) => !known.has(takeIdOf(name)));
	return unknown.length > names.length - unknown.length ? [] : unknown;
}

/** When a file that no take knows was first seen, on the clock of `Date.now()`; stands beside the uploads. */
const NoticedSchema = v.record(v.string(), v.number());
type Noticed = v.InferOutput<typeof NoticedSchema>;

const noticedPath = (folder: string) => join(folder, '.unknown.json');

async function readNoticed(folder: string): Promise<Noticed> {
	const text = await readFile(noticedPath(folder), 'utf8').catch(() => '{}');
	try {
		return v.parse(NoticedSchema, JSON.parse(text));
	} catch {
		return {};
	}
}

import { rm, writeFile } from 'node:fs/promises';
import { isDiskFull } from '../platform/disk.server.ts';
import { Fault } from '../platform/errors.ts';
import type { MediaStore } from '../platform/media-store.ts';
import { mediaKeyOf, PICTURES, type Picture } from './media-key.ts';
import type { UploadStore } from './upload-store.server.ts';

/**
 * Stores the still picture of a take in the place of an earlier one; returns its key in the media store.
 * @throws {Fault} `disk-full`
 */
export async function keepPicture(
	{ store, media }: { store: UploadStore; media: MediaStore },
	takeId: string,
	picture: Picture,
	bytes: Uint8Array
): Promise<string> {
	const path = `${store.pathOf(takeId)}.picture`;
	const key = mediaKeyOf(takeId, picture);
	const keep = () => writeFile(path, bytes).then(() => media.keep(key, path));
	try {
		// a take that becomes playable this moment tidies its upload away, and this file with it: once, so once more
		await keep().catch((error: unknown) => (isGone(error) ? keep() : Promise.reject(error)));
	} catch (error) {
		throw isDiskFull(error) ? new Fault('disk-full') : error;
	} finally {
		await rm(path, { force: true });
	}
	for (const other of PICTURES)
		if (other !== picture) await media.remove(mediaKeyOf(takeId, other));
	return key;
}

const isGone = (error: unknown) => (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';

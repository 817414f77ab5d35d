/** Compares everything that is stored with what was noted when it was stored. For the operator. */
import { createHash } from 'node:crypto';
import type { Database } from '../../platform/db.server.ts';
import type { MediaStore } from '../../platform/media-store.ts';
import { takeIdOf } from '../../upload/media-key.ts';
import type { UploadStore } from '../../upload/upload-store.server.ts';
import { markVerified } from './commands.server.ts';
import { listStored, type StoredTake } from './queries.server.ts';

export const FINDINGS = ['damaged', 'missing', 'orphaned'] as const;

/** Something that is wrong; `where` is a take, or a file that belongs to none. */
export interface Finding {
	kind: (typeof FINDINGS)[number];
	where: string;
	why: string;
}

export interface Checked {
	/** Recordings that were read to the end, and their bytes. */
	recordings: number;
	bytes: number;
	findings: Finding[];
}

export interface Stores {
	db: Database;
	media: MediaStore;
	uploads: UploadStore;
}

/** Reads every recording, marks each take with what was found, and looks for files that belong to no take. */
export async function checkStored({ db, media, uploads }: Stores, now: Date): Promise<Checked> {
	const takes = await listStored(db);
	const checked: Checked = { recordings: 0, bytes: 0, findings: [] };
	for (const take of takes) {
		const finding =
			take.state === 'ready' ? await checkReady(media, take) : await checkUpload(uploads, take);
		if (finding) checked.findings.push(finding);
		if (take.state !== 'ready') continue;
		await markVerified(db, take.id, now, finding ? `${finding.kind}: ${finding.why}` : null);
		checked.recordings++;
		checked.bytes += take.bytes ?? 0;
	}
	const stored = await listStored(db);
	checked.findings.push(...(await findOrphans({ media, uploads }, stored)));
	return checked;
}

async function checkReady(media: MediaStore, take: StoredTake): Promise<Finding | null> {
	const { id, mediaKey, bytes, sha256, posterKey } = take;
	const found = (kind: Finding['kind'], why: string) => ({ kind, where: id, why });
	const size = mediaKey ? await media.sizeOf(mediaKey) : null;
	if (!mediaKey || size === null) return found('missing', `${mediaKey ?? 'its file'} is not there`);
	if (size !== bytes) return found('damaged', `${mediaKey} has ${size} bytes instead of ${bytes}`);
	if ((await sha256Of(await media.read(mediaKey))) !== sha256) {
		return found('damaged', `${mediaKey} has other content than was stored`);
	}
	if (posterKey && (await media.sizeOf(posterKey)) === null) {
		return found('missing', `its picture ${posterKey} is not there`);
	}
	return null;
}

/** A take that is not prepared yet lies in the folder of uploads, with at least what its device was told is here. */
async function checkUpload(
	uploads: UploadStore,
	{ id, uploadedBytes }: StoredTake
): Promise<Finding | null> {
	if (uploadedBytes === 0) return null;
	const bytes = await uploads.bytesOf(id);
	if (bytes === null) return { kind: 'missing', where: id, why: 'its upload is not there' };
	if (bytes >= uploadedBytes) return null;
	const why = `its upload has ${bytes} bytes of ${uploadedBytes}`;
	return { kind: 'damaged', where: id, why };
}

async function findOrphans(
	{ media, uploads }: Pick<Stores, 'media' | 'uploads'>,
	takes: readonly StoredTake[]
): Promise<Finding[]> {
	const ids = new Set(takes.map(({ id }) => id));
	const orphan = (where: string): Finding => ({
		kind: 'orphaned',
		where,
		why: 'belongs to no take'
	});
	const inMedia = (await media.keys()).filter((key) => !ids.has(takeIdOf(key)));
	const inUploads = (await uploads.ids()).filter((id) => !ids.has(id));
	return [
		...inMedia.map((key) => orphan(`media/${key}`)),
		...inUploads.map((id) => orphan(`uploads/${id}`))
	];
}

async function sha256Of(stream: ReadableStream<Uint8Array>): Promise<string> {
	const hash = createHash('sha256');
	for await (const bytes of stream) hash.update(bytes);
	return hash.digest('hex');
}

/** Compares everything that is stored with what was noted when it was stored. For the operator. */
import { createHash } from 'node:crypto';
import type { Database } from '../../platform/db.server.ts';
import type { MediaStore } from '../../platform/media-store.ts';
import { isTakeKey, originalKeyOf, takeIdOf } from '../../upload/media-key.ts';
import type { UploadStore } from '../../upload/upload-store.server.ts';
import { markVerified } from './commands.server.ts';
import { listStored, readStored, type StoredTake } from './queries.server.ts';

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
	/** Takes that arrived damaged; what arrived of them is kept beside what could be read. */
	arrivedDamaged: string[];
	/** Takes that were called unplayable; what arrived of them is kept. */
	unplayable: string[];
}

/** What was noted of a spoken comment when it was stored. */
export interface StoredComment {
	mediaKey: string;
	bytes: number;
	sha256: string;
}

export interface Stores {
	db: Database;
	media: MediaStore;
	uploads: UploadStore;
	/** The recordings of comments and replies; a room further on knows them. */
	listSpoken(): Promise<StoredComment[]>;
}

/** Reads every recording, marks each take with what was found, and looks for files that belong to no take. */
export async function checkStored(stores: Stores, now: Date): Promise<Checked> {
	const { db, media } = stores;
	const checked: Checked = {
		recordings: 0,
		bytes: 0,
		findings: [],
		arrivedDamaged: [],
		unplayable: []
	};
	const count = (bytes: number | null, finding: Finding | null) => {
		if (finding) checked.findings.push(finding);
		checked.recordings++;
		checked.bytes += bytes ?? 0;
	};
	for (const listed of await listStored(db)) {
		const { take, finding } = await checkTake(stores, listed);
		if (take?.state !== 'ready') {
			if (finding) checked.findings.push(finding);
			if (take?.state === 'unplayable') checked.unplayable.push(take.id);
			continue;
		}
		await markVerified(db, take.id, now, finding ? `${finding.kind}: ${finding.why}` : null);
		if (take.failure !== null) checked.arrivedDamaged.push(take.id);
		count(take.bytes, finding);
	}
	for (const comment of await stores.listSpoken()) {
		const finding = await checkFile(media, comment.mediaKey, comment);
		const isStill = finding && (await stores.listSpoken()).some(isSame(comment));
		count(comment.bytes, isStill ? finding : null);
	}
	checked.findings.push(...(await findOrphans(stores)));
	return checked;
}

const isSame =
	({ mediaKey }: StoredComment) =>
	(other: StoredComment) =>
		other.mediaKey === mediaKey;

/** Beside a running server a take moves on, or is deleted, while it is looked at: then it is looked at once more. */
async function checkTake(stores: Stores, listed: StoredTake) {
	let take: StoredTake | null = listed;
	for (;;) {
		const finding: Finding | null =
			take.state === 'ready'
				? await checkReady(stores.media, take)
				: await checkUpload(stores.uploads, take);
		if (!finding) return { take, finding };
		const now = await readStored(stores.db, take.id);
		if (now === null) return { take: null, finding: null };
		if (now.state === take.state && now.mediaKey === take.mediaKey && now.sha256 === take.sha256) {
			return { take: now, finding };
		}
		take = now;
	}
}

async function checkReady(media: MediaStore, take: StoredTake): Promise<Finding | null> {
	const { id, mediaKey, posterKey } = take;
	const missing = (why: string): Finding => ({ kind: 'missing', where: id, why });
	if (!mediaKey) return missing('its file is not there');
	const finding = await checkFile(media, id, { ...take, mediaKey });
	if (finding) return finding;
	if (posterKey && (await media.sizeOf(posterKey)) === null) {
		return missing(`its picture ${posterKey} is not there`);
	}
	const original = originalKeyOf(id);
	if (take.failure !== null && (await media.sizeOf(original)) === null) {
		return missing(`${original}, as it arrived, is not there`);
	}
	return null;
}

async function checkFile(
	media: MediaStore,
	where: string,
	{ mediaKey, bytes, sha256 }: { mediaKey: string; bytes: number | null; sha256: string | null }
): Promise<Finding | null> {
	const found = (kind: Finding['kind'], why: string) => ({ kind, where, why });
	const size = await media.sizeOf(mediaKey);
	if (size === null) return found('missing', `${mediaKey} is not there`);
	if (size !== bytes) return found('damaged', `${mediaKey} has ${size} bytes instead of ${bytes}`);
	const isAsStored = (await sha256Of(await media.read(mediaKey))) === sha256;
	return isAsStored ? null : found('damaged', `${mediaKey} has other content than was stored`);
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

/** The files are listed first: what comes in afterwards is not among them, and what was taken away is looked for again. */
async function findOrphans({ db, media, uploads, listSpoken }: Stores): Promise<Finding[]> {
	const [keys, ids] = [await media.keys(), await uploads.ids()];
	const takes = new Set((await listStored(db)).map(({ id }) => id));
	const comments = new Set((await listSpoken()).map(({ mediaKey }) => mediaKey));
	const isKnown = (key: string) => (isTakeKey(key) ? takes.has(takeIdOf(key)) : comments.has(key));
	const orphans: Finding[] = [];
	const note = (where: string) =>
		orphans.push({ kind: 'orphaned', where, why: 'belongs to nothing that is known' });
	for (const key of keys) {
		if (!isKnown(key) && (await media.sizeOf(key)) !== null) note(`media/${key}`);
	}
	for (const id of ids) {
		if (!takes.has(id) && (await uploads.bytesOf(id)) !== null) note(`uploads/${id}`);
	}
	return orphans;
}

async function sha256Of(stream: ReadableStream<Uint8Array>): Promise<string> {
	const hash = createHash('sha256');
	for await (const bytes of stream) hash.update(bytes);
	return hash.digest('hex');
}

/**
 * The files of unfinished uploads. Each leaves room in front of the recording's first byte, where its head is rewritten
 * once its length is known, so that a recording of any length becomes seekable without being copied. What must be known
 * about an upload stands in a note beside it, replaced whole or not at all: a full disk or a crash never leaves half a note.
 */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/server';
import * as v from 'valibot';
import { isDiskFull, replaceFile } from '../platform/disk.server.ts';

/** Room for the new head, in bytes; it needs about 100 more than the old one. */
export const HEAD_ROOM = 4096;

const NoteSchema = v.object({
	createdAt: v.string(),
	metadata: v.record(v.string(), v.nullable(v.string())),
	/** Declared length in bytes; null while the device is still recording. */
	size: v.nullable(v.number()),
	room: v.number(),
	/** Set when the recording is prepared and about to move to the media store. */
	prepared: v.optional(
		v.object({
			mediaKey: v.string(),
			mimeType: v.string(),
			durationMs: v.number(),
			bytes: v.number(),
			sha256: v.string(),
			missing: v.optional(v.nullable(v.string()))
		})
	)
});
export type UploadNote = v.InferOutput<typeof NoteSchema>;

export class UploadStore extends DataStore {
	/** When the last byte of an upload arrived, by its id, on the clock of `performance.now()`. */
	readonly #heardAt = new Map<string, number>();
	readonly #notes = new Map<string, UploadNote>();

	constructor(
		readonly folder: string,
		readonly expiryMs: number
	) {
		super();
		this.extensions = ['creation', 'creation-defer-length', 'termination', 'expiration'];
	}

	override getExpiration = () => this.expiryMs;
	pathOf = (id: string) => join(this.folder, fileName(id));
	#notePath = (id: string) => `${this.pathOf(id)}.json`;

	override async create(upload: Upload): Promise<Upload> {
		await mkdir(this.folder, { recursive: true });
		const file = await open(this.pathOf(upload.id), 'wx').catch((error: unknown) => {
			throw (error as { code?: unknown }).code === 'EEXIST'
				? ERRORS.INVALID_OFFSET
				: asRefusal(error);
		});
		try {
			await file.truncate(HEAD_ROOM).finally(() => file.close());
			await this.writeNote(upload.id, {
				createdAt: upload.creation_date ?? new Date().toISOString(),
				metadata: upload.metadata ?? {},
				size: upload.size ?? null,
				room: HEAD_ROOM
			});
		} catch (error) {
			await this.forget(upload.id);
			throw asRefusal(error);
		}
		return upload;
	}

	override async getUpload(id: string): Promise<Upload> {
		const note = await this.readNote(id);
		const bytes = await this.bytesOf(id);
		if (!note || bytes === null) throw ERRORS.FILE_NOT_FOUND;
		// tus counts from here until nothing more is taken: a device that goes on sending never loses its upload
		const heard = (await this.lastByteAt(id))?.toISOString();
		return new Upload({
			id,
			size: note.size ?? undefined,
			offset: bytes,
			metadata: note.metadata,
			creation_date: heard ?? note.createdAt
		});
	}

	override async declareUploadLength(id: string, size: number): Promise<void> {
		const note = await this.readNote(id);
		if (!note) throw ERRORS.FILE_NOT_FOUND;
		await this.writeNote(id, { ...note, size }).catch((error: unknown) => {
			throw asRefusal(error);
		});
	}

	/** Writes what arrives, piece by piece; what is on the disk when it breaks off is kept. */
	override async write(stream: Readable, id: string, offset: number): Promise<number> {
		const { room } = (await this.readNote(id)) ?? { room: 0 };
		const file = await open(this.pathOf(id), 'r+');
		let at = offset;
		this.#heardAt.set(id, performance.now());
		try {
			for await (const bytes of stream as AsyncIterable<Uint8Array>) {
				this.#heardAt.set(id, performance.now());
				for (let done = 0; done < bytes.length;) {
					const { bytesWritten } = await file.write(bytes, done, bytes.length - done, room + at);
					done += bytesWritten;
					at += bytesWritten;
				}
			}
		} catch (error) {
			throw asRefusal(error);
		} finally {
			this.#heardAt.delete(id);
			await file.close();
		}
		return at;
	}

	/** The bytes of an upload as they came; null when there are none. */
	async read(id: string): Promise<{ bytes: number; body: ReadableStream } | null> {
		const [note, bytes] = [await this.readNote(id), await this.bytesOf(id)];
		if (!note || !bytes) return null;
		const { room } = note;
		const stream = createReadStream(this.pathOf(id), { start: room, end: room + bytes - 1 });
		return { bytes, body: Readable.toWeb(stream) as ReadableStream };
	}

	/** Returns when every byte of an upload, and its name, would outlast a power cut. */
	async flush(id: string): Promise<void> {
		for (const path of [this.pathOf(id), this.folder]) {
			const file = await open(path, 'r');
			try {
				await file.sync();
			} finally {
				await file.close();
			}
		}
	}

	/** When the last byte of an upload arrived, or it was announced; null when there is none. */
	async lastByteAt(id: string): Promise<Date | null> {
		const file = await stat(this.pathOf(id)).catch(() => null);
		return file && file.mtime;
	}

	/** For how long, in milliseconds, nothing has arrived in the request that is writing this upload; null: none is. */
	silenceOf(id: string): number | null {
		const heardAt = this.#heardAt.get(id);
		return heardAt === undefined ? null : performance.now() - heardAt;
	}

	override async remove(id: string): Promise<void> {
		await this.forget(id);
	}

	/** Removes every file of an upload; doing it twice does no harm. */
	async forget(id: string): Promise<void> {
		this.#notes.delete(id);
		for (const ending of [
			'',
			'.json',
			'.json.new',
			'.closed',
			'.closed.new',
			'.prepared',
			'.prepared.closed',
			'.prepared.closed.new',
			'.original',
			'.picture'
		]) {
			await rm(`${this.pathOf(id)}${ending}`, { force: true });
		}
	}

	/** Bytes of the recording that are here, or null when there is no such upload. */
	async bytesOf(id: string): Promise<number | null> {
		const note = await this.readNote(id);
		if (!note) return null;
		try {
			return Math.max(0, (await stat(this.pathOf(id))).size - note.room);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
			throw error;
		}
	}

	async readNote(id: string): Promise<UploadNote | null> {
		const known = this.#notes.get(id);
		if (known) return known;
		const text = await readFile(this.#notePath(id), 'utf8').catch(() => null);
		if (text === null) return null;
		try {
			const note = v.safeParse(NoteSchema, JSON.parse(text));
			if (!note.success) return null;
			this.#notes.set(id, note.output);
			return note.output;
		} catch {
			return null;
		}
	}

	async writeNote(id: string, note: UploadNote): Promise<void> {
		await replaceFile(this.#notePath(id), JSON.stringify(note));
		this.#notes.set(id, note);
	}

	/** The ids of all uploads that have a file here. */
	async ids(): Promise<string[]> {
		await mkdir(this.folder, { recursive: true });
		const names = await readdir(this.folder);
		return [...new Set(names.map((name) => name.split('.')[0] ?? ''))].filter(Boolean);
	}
}

/** An id never leads out of the folder. */
function fileName(id: string): string {
	if (!/^[0-9a-f-]{36}$/.test(id)) throw ERRORS.FILE_NOT_FOUND;
	return id;
}

/** What tus answers with; 507 tells the receiver that the disk is full. */
function asRefusal(error: unknown): unknown {
	return isDiskFull(error) ? { status_code: 507, body: 'disk full\n' } : error;
}

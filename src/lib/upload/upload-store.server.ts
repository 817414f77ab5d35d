/**
 * The files of unfinished uploads. Each leaves room in front of the recording's first byte, where its head is rewritten
 * once its length is known, so that a recording of any length becomes seekable without being copied. What must be known
 * about an upload stands in a note beside it, replaced whole or not at all: a full disk or a crash never leaves half a note.
 */
import { createReadStream, type Stats } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/server';
import * as v from 'valibot';
import { flush, isDiskFull, readIfThere, replaceFile } from '../platform/disk.server.ts';
import { WriteBatch } from './write-batch.server.ts';

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

interface Writer {
	/** When the last byte came, on the clock of `performance.now()`. */
	heardAt: number;
	bytes: number;
}

export class UploadStore extends DataStore {
	/** Requests that are writing an upload, by its id. */
	readonly #writers = new Map<string, Writer>();
	readonly #notes = new Map<string, UploadNote>();
	/** Uploads whose bytes are to be flushed next, and what went wrong with those of others. */
	readonly #toFlush = new Set<string>();
	readonly #unflushed = new Map<string, unknown>();
	#inHand: { id: string; done: Promise<void> } | null = null;
	#flushing = Promise.resolve();

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

	/** What a server that was killed in the middle of this left behind is taken over: it holds no byte of a recording. */
	override async create(upload: Upload): Promise<Upload> {
		await mkdir(this.folder, { recursive: true });
		const { size = 0 } = (await this.#fileOf(upload.id)) ?? {};
		const isHere = (await this.bytesOf(upload.id)) !== null;
		if (isHere || size > HEAD_ROOM) throw ERRORS.INVALID_OFFSET;
		try {
			await this.writeNote(upload.id, {
				createdAt: upload.creation_date ?? new Date().toISOString(),
				metadata: upload.metadata ?? {},
				size: upload.size ?? null,
				room: HEAD_ROOM
			});
			const file = await open(this.pathOf(upload.id), 'w');
			await file.truncate(HEAD_ROOM).finally(() => file.close());
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
		try {
			// its last byte flushes the folder
			await replaceFile(this.#notePath(id), JSON.stringify({ ...note, size }), false);
		} catch (error) {
			throw asRefusal(error);
		}
		this.#notes.set(id, { ...note, size });
	}

	/** Writes what arrives, in batches; what is on the disk when it breaks off is kept. */
	override async write(stream: Readable, id: string, offset: number): Promise<number> {
		const { room } = (await this.readNote(id)) ?? { room: 0 };
		const file = await open(this.pathOf(id), 'r+');
		const writer: Writer = { heardAt: performance.now(), bytes: 0 };
		this.#writers.set(id, writer);
		const batch = new WriteBatch(file, room + offset, (bytes) => (writer.bytes += bytes));
		try {
			for await (const bytes of stream as AsyncIterable<Uint8Array>) {
				writer.heardAt = performance.now();
				await batch.add(bytes);
				// a disk that was slow is no device that fell silent
				writer.heardAt = performance.now();
			}
			await batch.end();
		} catch (error) {
			// what came before the line broke need not come again
			await batch.end().catch(() => undefined);
			throw asRefusal(error);
		} finally {
			this.#writers.delete(id);
			await file.close();
			this.#flushAhead(id);
		}
		return offset + writer.bytes;
	}

	/**
	 * Begins what `flush` will wait for: at the end of a long upload only its last piece is then left. One upload at a time,
	 * so that a slow disk leaves threads for those that arrive.
	 */
	#flushAhead(id: string): void {
		if (this.#toFlush.has(id)) return;
		this.#toFlush.add(id);
		this.#flushing = this.#flushing.then(() => {
			if (!this.#toFlush.delete(id)) return;
			const done = flush(this.pathOf(id)).catch((error: unknown) => this.#noteUnflushed(id, error));
			this.#inHand = { id, done };
			return done;
		});
	}

	/** The bytes of an upload as they came; null when there are none. */
	async read(id: string): Promise<{ bytes: number; body: ReadableStream } | null> {
		const [note, bytes] = [await this.readNote(id), await this.bytesOf(id)];
		if (!note || !bytes) return null;
		const { room } = note;
		const stream = createReadStream(this.pathOf(id), { start: room, end: room + bytes - 1 });
		return { bytes, body: Readable.toWeb(stream) as ReadableStream };
	}

	/** Returns when every byte of an upload, and its name, would outlast a power cut. @throws when the disk could not keep one */
	async flush(id: string): Promise<void> {
		this.#toFlush.delete(id);
		if (this.#inHand?.id === id) await this.#inHand.done;
		if (this.#unflushed.has(id)) throw this.#unflushed.get(id);
		try {
			await Promise.all([flush(this.pathOf(id)), flush(this.folder)]);
		} catch (error) {
			this.#noteUnflushed(id, error);
			throw error;
		}
	}

	/** The system tells a fault of the disk only once, to whoever asks first: the next flush would call all well. */
	#noteUnflushed(id: string, error: unknown): void {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#unflushed.set(id, error);
	}

	/** When the last byte of an upload arrived, or it was announced; null when there is none. */
	async lastByteAt(id: string): Promise<Date | null> {
		return (await this.#fileOf(id))?.mtime ?? null;
	}

	/** For how long, in milliseconds, nothing has arrived in the request that is writing this upload; null: none is. */
	silenceOf(id: string): number | null {
		const writer = this.#writers.get(id);
		return writer === undefined ? null : performance.now() - writer.heardAt;
	}

	/** Bytes that the request that is writing this upload has written; 0 when none is. */
	writtenNow = (id: string): number => this.#writers.get(id)?.bytes ?? 0;

	override async remove(id: string): Promise<void> {
		await this.forget(id);
	}

	/** Removes every file of an upload; doing it twice does no harm. */
	async forget(id: string): Promise<void> {
		this.#notes.delete(id);
		this.#unflushed.delete(id);
		await this.#remove(id, ['', '.json', '.json.new', '.closed', '.closed.new', '.picture']);
		await this.removeMade(id);
	}

	/** Removes what preparing an upload made beside it, whole or not; the upload stays. */
	async removeMade(id: string): Promise<void> {
		await this.#remove(id, ['.prepared', '.prepared.closed', '.prepared.closed.new', '.original']);
	}

	async #remove(id: string, endings: readonly string[]): Promise<void> {
		for (const ending of endings) await rm(`${this.pathOf(id)}${ending}`, { force: true });
	}

	/** Bytes of the recording that are here, or null when there is no such upload. */
	async bytesOf(id: string): Promise<number | null> {
		const note = await this.readNote(id);
		const file = note && (await this.#fileOf(id));
		return file && Math.max(0, file.size - note.room);
	}

	async #fileOf(id: string): Promise<Stats | null> {
		try {
			return await stat(this.pathOf(id));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
			throw error;
		}
	}

	/** The note of an upload, or null when it has none that can be understood. */
	async readNote(id: string): Promise<UploadNote | null> {
		const known = this.#notes.get(id);
		if (known) return known;
		const text = await readIfThere(this.#notePath(id));
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

/**
 * The spool in the browser's own file system (OPFS), as it runs in a worker: for each take a file with its bytes and a
 * log beside it (`take-log.ts`). A write is in the hands of the operating system when it returns, so it outlives the
 * browser; it is flushed as well, so that it outlives the computer.
 */
import { crc32 } from './checksum.ts';
import { asSpoolError, concatenate, type NewSpooledTake, type SpooledTake } from './spool.ts';
import { readAll, writeAll, type SyncFile } from './sync-file.browser.ts';
import {
	logHead,
	logRecord,
	readTakeLog,
	withChunks,
	type TakeLog,
	type TakeRecord
} from './take-log.ts';

interface OpenTake {
	log: TakeLog;
	logFile: SyncFile;
	mediaFile: SyncFile;
}

const LOG = '.log';
const MEDIA = '.media';
/** A file without its other half is left alone for this long, in milliseconds: a page may be about to write it. */
const HALF_KEPT_MS = 24 * 3600 * 1000;

export class TakeFiles {
	#folder: FileSystemDirectoryHandle;
	#open = new Map<string, OpenTake>();

	constructor(folder: FileSystemDirectoryHandle) {
		this.#folder = folder;
	}

	async open(take: NewSpooledTake): Promise<void> {
		if (await this.describe(take.takeId)) throw new Error(`take ${take.takeId} is there already`);
		const files = await this.#openFiles(take.takeId, true);
		const head = logHead(take);
		try {
			files.mediaFile.truncate(0);
			files.logFile.truncate(0);
			writeAll(files.logFile, head, 0);
			files.logFile.flush();
		} catch (error) {
			close(files);
			throw asSpoolError(error);
		}
		const log = readTakeLog(head, 0) as TakeLog;
		this.#open.set(take.takeId, { ...files, log });
	}

	async append(takeId: string, chunk: Uint8Array, durationMs: number): Promise<void> {
		const { log, mediaFile, logFile } = await this.#use(takeId);
		const startByte = log.take.bytes;
		const endByte = startByte + chunk.byteLength;
		const crc = crc32(chunk);
		try {
			writeAll(mediaFile, chunk, startByte);
			mediaFile.flush();
			this.#record(takeId, { kind: 'chunk', endByte, durationMs, crc });
		} catch (error) {
			mediaFile.truncate(startByte);
			logFile.truncate(log.wholeBytes);
			throw asSpoolError(error);
		}
		log.take.bytes = endByte;
		log.take.chunks += 1;
		log.take.durationMs = durationMs;
	}

	/** Returns what the take is from now on. */
	async finish(takeId: string): Promise<SpooledTake> {
		const { log } = await this.#use(takeId);
		try {
			if (!log.take.finished) this.#record(takeId, { kind: 'finish' });
			return { ...log.take, finished: true };
		} catch (error) {
			throw asSpoolError(error);
		} finally {
			this.#letGo(takeId);
		}
	}

	async confirm(takeId: string, confirmedBytes: number): Promise<void> {
		const open = this.#open.get(takeId);
		if (!open) return this.#confirmClosed(takeId, confirmedBytes);
		if (confirmedBytes <= open.log.take.confirmedBytes) return;
		try {
			this.#record(takeId, { kind: 'confirm', confirmedBytes });
		} catch (error) {
			throw asSpoolError(error);
		}
		open.log.take.confirmedBytes = confirmedBytes;
	}

	/** Leaves the recorded bytes alone: a file that is touched is no blob any more for whoever plays it. */
	async #confirmClosed(takeId: string, confirmedBytes: number): Promise<void> {
		const logFile = await this.#openFile(takeId + LOG, false);
		try {
			const log = readTakeLog(readAll(logFile), Infinity);
			if (!log || confirmedBytes <= log.take.confirmedBytes) return;
			writeAll(logFile, logRecord({ kind: 'confirm', confirmedBytes }), log.wholeBytes);
			logFile.flush();
		} catch (error) {
			throw asSpoolError(error);
		} finally {
			logFile.close();
		}
	}

	async read(takeId: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
		const open = this.#open.get(takeId);
		const bytes = (open?.log.take ?? (await this.describe(takeId)))?.bytes ?? 0;
		const length = Math.max(0, Math.min(end, bytes) - start);
		if (!open) {
			if (length === 0) return new Uint8Array(0);
			const file = await this.#file(takeId + MEDIA);
			return new Uint8Array(await file.slice(start, start + length).arrayBuffer());
		}
		const into = new Uint8Array(length);
		open.mediaFile.read(into, { at: start });
		return into;
	}

	async describe(takeId: string): Promise<SpooledTake | null> {
		const open = this.#open.get(takeId);
		if (open) return { ...open.log.take };
		try {
			const log = await (await this.#file(takeId + LOG)).arrayBuffer();
			const { size } = await this.#file(takeId + MEDIA);
			return readTakeLog(new Uint8Array(log), size)?.take ?? null;
		} catch (error) {
			if (error instanceof DOMException && error.name === 'NotFoundError') return null;
			throw error;
		}
	}

	async list(): Promise<SpooledTake[]> {
		const takes: SpooledTake[] = [];
		for await (const name of this.#folder.keys()) {
			if (!name.endsWith(LOG)) continue;
			// another page writes this one right now: it is that page's
			const take = await this.describe(name.slice(0, -LOG.length)).catch(() => null);
			if (take) takes.push(take);
		}
		return takes.sort((a, b) => a.recordedAtMs - b.recordedAtMs);
	}

	async remove(takeId: string): Promise<void> {
		this.#letGo(takeId);
		// the log first: bytes without a log are nobody's take
		for (const name of [takeId + LOG, takeId + MEDIA]) {
			await this.#folder.removeEntry(name).catch((error: unknown) => {
				if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
			});
		}
	}

	/** Would the browser give this much more room? Asks for a file of that size, and removes it. */
	async hasRoom(bytes: number): Promise<boolean> {
		const name = `room-${crypto.randomUUID()}`;
		const file = await this.#openFile(name, true);
		try {
			file.truncate(bytes);
			// a private window of Chromium does not throw: its file just stays as it is
			return file.getSize() >= bytes;
		} catch {
			return false;
		} finally {
			file.close();
			await this.#folder.removeEntry(name);
		}
	}

	/** Removes files that a crash left without their other half. */
	async tidy(nowMs: number): Promise<void> {
		const names = new Set<string>();
		for await (const name of this.#folder.keys()) names.add(name);
		for (const name of names) {
			const takeId = name.replace(/\.(log|media)$/, '');
			if (await this.describe(takeId).catch(() => true)) continue;
			const { lastModified } = await this.#file(name);
			if (nowMs - lastModified > HALF_KEPT_MS) await this.#folder.removeEntry(name);
		}
	}

	close(): void {
		for (const takeId of [...this.#open.keys()]) this.#letGo(takeId);
	}

	#record(takeId: string, record: TakeRecord): void {
		const { log, logFile } = this.#open.get(takeId) as OpenTake;
		const bytes = logRecord(record);
		writeAll(logFile, bytes, log.wholeBytes);
		logFile.flush();
		log.wholeBytes += bytes.byteLength;
	}

	/** The take's files, opened for writing; what a crash left half written is cut off first. */
	async #use(takeId: string): Promise<OpenTake> {
		const known = this.#open.get(takeId);
		if (known) return known;
		const files = await this.#openFiles(takeId, false).catch(() => {
			throw new Error(`no take ${takeId} in the spool`);
		});
		const bytes = readAll(files.logFile);
		const log = readTakeLog(bytes, files.mediaFile.getSize());
		if (!log) {
			close(files);
			throw new Error(`no take ${takeId} in the spool`);
		}
		const sound = log.take.finished ? log : withSoundTail(log, files.mediaFile);
		try {
			if (sound.chunks.length < log.chunks.length) rewrite(files.logFile, sound);
			else files.logFile.truncate(log.wholeBytes);
			if (files.mediaFile.getSize() > sound.take.bytes) files.mediaFile.truncate(sound.take.bytes);
		} catch (error) {
			close(files);
			throw asSpoolError(error);
		}
		const open = { ...files, log: sound };
		this.#open.set(takeId, open);
		return open;
	}

	#letGo(takeId: string): void {
		const open = this.#open.get(takeId);
		if (open) close(open);
		this.#open.delete(takeId);
	}

	async #openFiles(
		takeId: string,
		create: boolean
	): Promise<{ logFile: SyncFile; mediaFile: SyncFile }> {
		const logFile = await this.#openFile(takeId + LOG, create);
		try {
			return { logFile, mediaFile: await this.#openFile(takeId + MEDIA, create) };
		} catch (error) {
			logFile.close();
			throw error;
		}
	}

	async #openFile(name: string, create: boolean): Promise<SyncFile> {
		const handle = await this.#folder.getFileHandle(name, { create });
		return (
			handle as unknown as { createSyncAccessHandle(): Promise<SyncFile> }
		).createSyncAccessHandle();
	}

	async #file(name: string): Promise<File> {
		return (await this.#folder.getFileHandle(name)).getFile();
	}
}

/** A computer that lost its power can leave the last chunks as zeros: they are checked from the end to a sound one. */
function withSoundTail(log: TakeLog, mediaFile: SyncFile): TakeLog {
	const chunks = [...log.chunks];
	for (let last = chunks.at(-1); last; last = chunks.at(-1)) {
		const bytes = new Uint8Array(last.endByte - last.startByte);
		mediaFile.read(bytes, { at: last.startByte });
		if (crc32(bytes) === last.crc) break;
		chunks.pop();
	}
	return chunks.length < log.chunks.length ? withChunks(log, chunks) : log;
}

function rewrite(logFile: SyncFile, log: TakeLog): void {
	const {
		takeId,
		sessionId,
		answerId,
		question,
		mimeType,
		recordedAtMs,
		isGuest = false,
		ownerMark
	} = log.take;
	const parts = [
		logHead({ takeId, sessionId, answerId, question, mimeType, recordedAtMs, isGuest, ownerMark }),
		...log.chunks.map((chunk) => logRecord({ kind: 'chunk', ...chunk })),
		logRecord({ kind: 'confirm', confirmedBytes: log.take.confirmedBytes })
	];
	const whole = concatenate(parts);
	// over what is there: a device that is full has room for that, and what was cut off first could not be written again
	writeAll(logFile, whole, 0);
	logFile.truncate(whole.byteLength);
	log.wholeBytes = whole.byteLength;
	logFile.flush();
}

function close(files: { logFile: SyncFile; mediaFile: SyncFile }): void {
	files.logFile.close();
	files.mediaFile.close();
}

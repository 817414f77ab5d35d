import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { flush } from './disk.server.ts';
import { Fault } from './errors.ts';
import { assertMediaKey, type MediaStore } from './media-store.ts';

/** A media store of plain files in `folder`, which is made when it is not there. */
export function createFileMediaStore(folder: string): MediaStore {
	const pathOf = (key: string) => {
		assertMediaKey(key);
		return join(folder, key);
	};
	return {
		async keep(key, path) {
			await mkdir(folder, { recursive: true });
			const target = pathOf(key);
			await moveDurably(path, target);
		},
		async sizeOf(key) {
			return sizeOfFile(pathOf(key));
		},
		async read(key, range) {
			const path = pathOf(key);
			if ((await sizeOfFile(path)) === null) throw new Fault('not-found');
			if (range && range.end <= range.start) return emptyStream();
			const stream = createReadStream(path, range && { start: range.start, end: range.end - 1 });
			return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
		},
		async remove(key) {
			await rm(pathOf(key), { force: true });
		},
		async keys() {
			await mkdir(folder, { recursive: true });
			const names = await readdir(folder);
			return names.filter((name) => !name.startsWith('.'));
		},
		async check() {
			await mkdir(folder, { recursive: true });
			const probe = join(folder, `.check-${process.pid}`);
			try {
				await writeFile(probe, 'ok');
			} finally {
				await rm(probe, { force: true });
			}
		}
	};
}

async function sizeOfFile(path: string): Promise<number | null> {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
}

/**
 * Flushed before it gets its name, so that a power cut never leaves a name with half the bytes; and the name as well, so
 * that nobody is told of a file that a power cut takes back.
 */
async function moveDurably(from: string, to: string): Promise<void> {
	await flush(from);
	try {
		await rename(from, to);
		await flush(dirname(to));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
		await copyDurably(from, to);
		await rm(from, { force: true });
	}
}

/** From another disk; what a full one cut off does not stay. */
async function copyDurably(from: string, to: string): Promise<void> {
	const part = join(dirname(to), `.part-${basename(to)}`);
	try {
		await copyFile(from, part);
		await flush(part);
		await rename(part, to);
	} catch (error) {
		await rm(part, { force: true }).catch(() => undefined);
		throw error;
	}
	await flush(dirname(to));
}

function emptyStream(): ReadableStream<Uint8Array> {
	return new ReadableStream({ start: (controller) => controller.close() });
}

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Upload } from '@tus/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UploadStore } from './upload-store.server.ts';

let folder: string;
let store: UploadStore;
const id = randomUUID();
const piece = (length: number) => Readable.from([new Uint8Array(length)]);

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'upload-store-'));
	store = new UploadStore(folder, 1000);
	await store.create(new Upload({ id, offset: 0 }));
});
afterEach(() => rm(folder, { recursive: true }));

it('flushes what came in pieces', async () => {
	expect(await store.write(piece(9000), id, 0)).toBe(9000);
	expect(await store.write(piece(500), id, 9000)).toBe(9500);
	expect(await store.bytesOf(id)).toBe(9500);
	await store.flush(id);
});

it('does not call safe what the disk once failed to keep, until it has come anew', async () => {
	// a device of the system takes bytes like a file, and refuses to flush them
	await rm(store.pathOf(id));
	await symlink('/dev/null', store.pathOf(id));
	await store.write(piece(9000), id, 0);
	await store.flush(id).catch(() => undefined);
	await rm(store.pathOf(id));
	await writeFile(store.pathOf(id), new Uint8Array(9000));
	await expect(store.flush(id)).rejects.toThrow('fsync');
	await store.forget(id);
	await store.create(new Upload({ id, offset: 0 }));
	await store.write(piece(9000), id, 0);
	await store.flush(id);
});

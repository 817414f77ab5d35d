import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { demandRoom, isDiskFull, readIfThere, replaceFile, systemCodeOf } from './disk.server.ts';
import { createFileMediaStore } from './media-store.file.server.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-disk-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** Flushes are done as ever; gives the inode of each thing that was. */
async function watchFlushes(): Promise<number[]> {
	const probe = await open(folder, 'r');
	const handles = Object.getPrototypeOf(probe) as typeof probe;
	await probe.close();
	const flushed: number[] = [];
	const sync = handles.sync;
	vi.spyOn(handles, 'sync').mockImplementation(async function (this: typeof probe) {
		flushed.push((await this.stat()).ino);
		await sync.call(this);
	});
	return flushed;
}

it('flushes the name of a file as well as its bytes', async () => {
	const flushed = await watchFlushes();
	await replaceFile(join(folder, 'note'), 'text');
	const places = [join(folder, 'note'), folder];
	expect(flushed).toEqual(await Promise.all(places.map(async (path) => (await stat(path)).ino)));
	expect(await readFile(join(folder, 'note'), 'utf8')).toBe('text');

	flushed.length = 0;
	await writeFile(join(folder, 'upload'), 'bytes');
	await createFileMediaStore(join(folder, 'media')).keep('a.webm', join(folder, 'upload'));
	const kept = [join(folder, 'media', 'a.webm'), join(folder, 'media')];
	expect(flushed).toEqual(await Promise.all(kept.map(async (path) => (await stat(path)).ino)));
});

it('takes only a file that is not there for none', async () => {
	expect(await readIfThere(join(folder, 'never'))).toBeNull();
	await expect(readIfThere(folder)).rejects.toMatchObject({ code: 'EISDIR' });
});

it('tells a fault of the system from every other', () => {
	const withCode = (code: string) => Object.assign(new Error('x'), { code });
	expect(systemCodeOf(withCode('EIO'))).toBe('EIO');
	expect(systemCodeOf(new Error('read', { cause: withCode('EMFILE') }))).toBe('EMFILE');
	expect(systemCodeOf(withCode('ERR_OUT_OF_RANGE'))).toBeNull();
	expect(systemCodeOf(withCode('53100'))).toBeNull();
	expect(systemCodeOf(new RangeError('no element'))).toBeNull();
});

it('says that a disk is full before it is', async () => {
	await demandRoom(folder, 1);
	const caught = await demandRoom(folder, 1e18).catch((error: unknown) => error);
	expect([isDiskFull(caught), systemCodeOf(caught)]).toEqual([true, 'ENOSPC']);
});

/** What every media store must do; each implementation runs this suite on itself. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from './errors.ts';
import type { ByteRange, MediaStore } from './media-store.ts';

/** @param open gives an empty store; called once */
export function describeMediaStore(name: string, open: () => Promise<MediaStore>): void {
	describe(name, () => {
		let store: MediaStore;
		let folder: string;
		beforeAll(async () => {
			store = await open();
			folder = await mkdtemp(join(tmpdir(), 'vivavoce-media-'));
		});
		afterAll(() => rm(folder, { recursive: true }));

		async function keep(key: string, bytes: Uint8Array): Promise<string> {
			const path = join(folder, key);
			await writeFile(path, bytes);
			await store.keep(key, path);
			return path;
		}

		async function read(key: string, range?: ByteRange): Promise<Buffer> {
			const parts: Uint8Array[] = [];
			for await (const part of await store.read(key, range)) parts.push(part);
			return Buffer.concat(parts);
		}

		it('is empty at first, and can store', async () => {
			expect(await store.keys()).toEqual([]);
			await store.check();
			expect(await store.keys()).toEqual([]);
		});

		it('gives back every byte of what it keeps, and takes the file over', async () => {
			const bytes = randomBytes(300_000);
			const path = await keep('a-1.webm', bytes);
			expect(await store.sizeOf('a-1.webm')).toBe(300_000);
			expect((await read('a-1.webm')).equals(bytes)).toBe(true);
			await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
		});

		it('gives ranges: the first is included, the end is not', async () => {
			const bytes = randomBytes(100_000);
			await keep('ranges.webm', bytes);
			for (const [start, end] of [
				[0, 1],
				[0, 100_000],
				[99_999, 100_000],
				[40_000, 70_001],
				[5, 5]
			] as const) {
				expect((await read('ranges.webm', { start, end })).equals(bytes.subarray(start, end))).toBe(
					true
				);
			}
		});

		it('replaces an older value', async () => {
			await keep('again.webm', Buffer.from('a longer first value'));
			await keep('again.webm', Buffer.from('second'));
			expect((await read('again.webm')).toString()).toBe('second');
			expect(await store.sizeOf('again.webm')).toBe(6);
		});

		it('keeps an empty file', async () => {
			await keep('empty.webm', Buffer.alloc(0));
			expect(await store.sizeOf('empty.webm')).toBe(0);
			expect((await read('empty.webm')).length).toBe(0);
		});

		it('lists its keys, and only those', async () => {
			for (const key of await store.keys()) await store.remove(key);
			await keep('one.webm', Buffer.from('1'));
			await keep('two.mp4', Buffer.from('2'));
			expect((await store.keys()).sort()).toEqual(['one.webm', 'two.mp4']);
		});

		it('forgets what is removed, and does not mind removing it twice', async () => {
			await keep('gone.webm', Buffer.from('x'));
			await store.remove('gone.webm');
			await store.remove('gone.webm');
			expect(await store.sizeOf('gone.webm')).toBeNull();
			expect(await store.keys()).not.toContain('gone.webm');
			await expect(store.read('gone.webm')).rejects.toMatchObject({ code: 'not-found' });
			await expect(store.read('never.webm')).rejects.toThrow(Fault);
		});

		it('keeps nothing when there is nothing to take over', async () => {
			await expect(store.keep('missing.webm', join(folder, 'missing'))).rejects.toThrow();
			expect(await store.sizeOf('missing.webm')).toBeNull();
		});

		it.each(['../outside', 'a/b', '..', '.hidden', '', 'UPPER', 'a.b.c', 'a\0b'])(
			'refuses the key %j',
			async (key) => {
				await expect(store.sizeOf(key)).rejects.toThrow(RangeError);
				await expect(store.read(key)).rejects.toThrow(RangeError);
				await expect(store.remove(key)).rejects.toThrow(RangeError);
			}
		);
	});
}

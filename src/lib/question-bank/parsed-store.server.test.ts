import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openParsed } from './parsed-store.server.ts';

let folder: string;
let path: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'parsed-'));
	path = join(folder, 'question-bank.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('what the bank was read as', () => {
	it('is given back for the same text only', async () => {
		const first = await openParsed(path);
		expect(first.get('a: 1')).toBeUndefined();
		first.set('a: 1', { a: 1 });
		await first.save();
		const second = await openParsed(path);
		expect(second.get('a: 1')).toEqual({ a: 1 });
		expect(second.get('a: 2')).toBeUndefined();
	});

	it('forgets texts that are gone, and is not written when nothing is new', async () => {
		const first = await openParsed(path);
		first.set('a: 1', { a: 1 });
		first.set('b: 1', { b: 1 });
		await first.save();
		const second = await openParsed(path);
		second.set('b: 2', { b: 2 });
		await second.save();
		expect(Object.values(JSON.parse(await readFile(path, 'utf8')))).toEqual([{ b: 2 }]);
	});

	it('is empty when the file is damaged or cannot be written', async () => {
		await writeFile(path, '{"half');
		expect((await openParsed(path)).get('a: 1')).toBeUndefined();
		const nowhere = await openParsed(join(folder, 'no', 'such', 'folder'));
		nowhere.set('a: 1', 1);
		await expect(nowhere.save()).resolves.toBeUndefined();
	});
});

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeMediaStore } from './media-store.contract.ts';
import { createFileMediaStore } from './media-store.file.server.ts';

let parent: string;
beforeAll(async () => {
	parent = await mkdtemp(join(tmpdir(), 'vivavoce-files-'));
});
afterAll(() => rm(parent, { recursive: true }));

describeMediaStore('the media store of files', () =>
	Promise.resolve(createFileMediaStore(join(parent, 'media')))
);

it('does not take an unfinished copy for a recording', async () => {
	const folder = join(parent, 'part');
	const store = createFileMediaStore(folder);
	await store.check();
	await writeFile(join(folder, '.part-a.webm'), 'half');
	expect(await store.keys()).toEqual([]);
	expect(await readdir(folder)).toEqual(['.part-a.webm']);
});

it('says so when it cannot store', async () => {
	await writeFile(join(parent, 'a-file'), '');
	await expect(createFileMediaStore(join(parent, 'a-file')).check()).rejects.toThrow();
});

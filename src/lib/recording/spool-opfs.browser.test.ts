import { describe, expect, it } from 'vitest';
import { openOpfsSpool } from './spool-opfs.browser.ts';
import { describeSpool } from './spool.contract.ts';

describeSpool('file system', openOpfsSpool);

it('asks for room without leaving anything behind', async () => {
	const place = `spool-test-${crypto.randomUUID()}`;
	const spool = await openOpfsSpool(place);
	expect(await spool.hasRoom?.(1_000_000)).toBe(true);
	const root = await navigator.storage.getDirectory();
	const folder = await root.getDirectoryHandle(place);
	const names: string[] = [];
	for await (const name of folder.keys()) names.push(name);
	expect(names).toEqual([]);
	spool.close();
});

it('has nothing to give of a take that another page has removed', async () => {
	const { place } = await spoolWithThreeChunks();
	const [spool, other] = [await openOpfsSpool(place), await openOpfsSpool(place)];
	await spool.finish('t');
	expect((await spool.blob('t'))?.size).toBe(9);
	await other.remove('t');
	expect(await spool.blob('t')).toBeNull();
	spool.close();
	other.close();
});

describe('a take whose end was damaged by a crash', () => {
	it('loses a chunk of which bytes are missing, and only that', async () => {
		const { place, folder } = await spoolWithThreeChunks();
		await rewrite(folder, 't.media', (bytes) => bytes.slice(0, -1));
		const spool = await openOpfsSpool(place);
		expect(await spool.describe('t')).toMatchObject({ bytes: 6, chunks: 2, durationMs: 2 });
		await spool.append('t', new Uint8Array([9]), 3);
		await spool.finish('t');
		expect([...(await spool.read('t', 0, 99))]).toEqual([1, 1, 1, 2, 2, 2, 9]);
		spool.close();
	});

	it('drops bytes that no record speaks of', async () => {
		const { place, folder } = await spoolWithThreeChunks();
		await rewrite(folder, 't.log', (bytes) => bytes.slice(0, -5));
		const spool = await openOpfsSpool(place);
		await spool.finish('t');
		expect([...new Uint8Array((await (await spool.blob('t'))?.arrayBuffer()) ?? [])]).toEqual([
			1, 1, 1, 2, 2, 2
		]);
		spool.close();
	});

	it('drops chunks that the disk gave back as zeros', async () => {
		const { place, folder } = await spoolWithThreeChunks();
		await rewrite(folder, 't.media', (bytes) => bytes.fill(0, 5));
		const spool = await openOpfsSpool(place);
		await spool.finish('t');
		expect(await spool.describe('t')).toMatchObject({ bytes: 3, chunks: 1, finished: true });
		spool.close();
	});

	it("is nobody's take when not even its name was written", async () => {
		const { place, folder } = await spoolWithThreeChunks();
		await rewrite(folder, 't.log', (bytes) => bytes.slice(0, 20));
		const spool = await openOpfsSpool(place);
		expect(await spool.list()).toEqual([]);
		spool.close();
	});
});

async function spoolWithThreeChunks() {
	const place = `spool-test-${crypto.randomUUID()}`;
	const spool = await openOpfsSpool(place);
	const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
	await spool.open({ takeId: 't', ...names, recordedAtMs: 1 });
	for (const n of [1, 2, 3]) await spool.append('t', new Uint8Array([n, n, n]), n);
	spool.close();
	const root = await navigator.storage.getDirectory();
	return { place, folder: await root.getDirectoryHandle(place) };
}

/** Retries, because the files are let go of a moment after the worker was ended. */
async function rewrite(
	folder: FileSystemDirectoryHandle,
	name: string,
	change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>
): Promise<void> {
	const handle = await folder.getFileHandle(name);
	const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
	let writable: FileSystemWritableFileStream | undefined;
	await expect
		.poll(async () => (writable ??= await handle.createWritable().catch(() => undefined)))
		.toBeDefined();
	await writable?.write(change(bytes));
	await writable?.close();
}

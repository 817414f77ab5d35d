import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Container } from './container.ts';
import { createRemuxThread, Unplayable } from './remux-thread.server.ts';

/** Three seconds as a browser records them: no duration, no index. */
const RECORDING = 'tests/fixtures/recording.webm';
/** The head of a recording, cut where the demuxer looks for the end of a cluster without end. */
const ENDLESS = 'tests/fixtures/endless.webm';

const ROOM = 4096;

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-remux-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const PATIENCE_MS = 10_000;

async function orderFor(name: string, content: Uint8Array) {
	const path = join(folder, name);
	await writeFile(path, Buffer.concat([Buffer.alloc(ROOM), content]));
	const container: Container = 'webm';
	const places = { path, to: `${path}.out`, closedPath: `${path}.closed`, room: ROOM };
	return { ...places, container, isLastTry: false };
}

it('gives a recording its duration', async () => {
	const thread = createRemuxThread();
	const order = await orderFor('whole', await readFile(RECORDING));
	const done = await thread.make(order, PATIENCE_MS);
	expect(done.mimeType).toBe('video/webm');
	expect(done.durationMs).toBeGreaterThan(2500);
	expect(done.durationMs).toBeLessThan(3500);
	expect(done.sha256).toMatch(/^[0-9a-f]{64}$/);
	expect(done.bytes).toBe((await readFile(done.path)).length);
	await thread.close();
}, 30_000);

it('keeps what is whole of a recording that was cut off', async () => {
	const thread = createRemuxThread();
	const content = await readFile(RECORDING);
	const done = await thread.make(
		await orderFor('cut', content.subarray(0, content.length * 0.6)),
		PATIENCE_MS
	);
	expect(done.durationMs).toBeGreaterThan(1000);
	expect(done.durationMs).toBeLessThan(2500);
	await thread.close();
}, 30_000);

it('ends a file that would be read for ever, and works on afterwards', async () => {
	const thread = createRemuxThread();
	const content = await readFile(RECORDING);
	const endless = await orderFor('endless', await readFile(ENDLESS));
	await expect(thread.make(endless, 3000)).rejects.toThrow('in time');
	expect(
		(await thread.make(await orderFor('again', content), PATIENCE_MS)).durationMs
	).toBeGreaterThan(2500);
	await thread.close();
}, 30_000);

it('says why when there is nothing to play', async () => {
	const thread = createRemuxThread();
	const order = await orderFor('text', Buffer.from('no recording at all'));
	const caught = (path: string) =>
		thread.make({ ...order, path }, PATIENCE_MS).catch((error: unknown) => error);
	expect(await caught(order.path)).toBeInstanceOf(Unplayable);
	// that is no fault of the bytes
	const missing = await caught(join(folder, 'missing'));
	expect(missing).toMatchObject({ code: 'ENOENT', message: expect.stringContaining('ENOENT') });
	expect(missing).not.toBeInstanceOf(Unplayable);
	await thread.close();
}, 30_000);

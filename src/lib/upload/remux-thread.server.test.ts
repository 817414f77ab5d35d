import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRemuxThread } from './remux-thread.server.ts';

/** Three seconds as a browser records them: no duration, no index. */
const RECORDING = 'tests/fixtures/recording.webm';
/** The head of a recording, cut where the demuxer looks for the end of a cluster without end. */
const ENDLESS = 'tests/fixtures/endless.webm';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-remux-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function orderFor(name: string, content: Uint8Array, patienceMs = 10_000) {
	const from = join(folder, name);
	await writeFile(from, content);
	return { from, to: `${from}.out`, container: 'webm' as const, patienceMs };
}

it('gives a recording its duration', async () => {
	const thread = createRemuxThread();
	const order = await orderFor('whole', await readFile(RECORDING));
	const done = await thread.remux(order);
	expect(done.mimeType).toBe('video/webm');
	expect(done.durationMs).toBeGreaterThan(2500);
	expect(done.durationMs).toBeLessThan(3500);
	expect(done.sha256).toMatch(/^[0-9a-f]{64}$/);
	expect(done.bytes).toBe((await readFile(order.to)).length);
	await thread.close();
}, 30_000);

it('keeps what is whole of a recording that was cut off', async () => {
	const thread = createRemuxThread();
	const content = await readFile(RECORDING);
	const done = await thread.remux(await orderFor('cut', content.subarray(0, content.length * 0.6)));
	expect(done.durationMs).toBeGreaterThan(1000);
	expect(done.durationMs).toBeLessThan(2500);
	await thread.close();
}, 30_000);

it('ends a file that would be read for ever, and works on afterwards', async () => {
	const thread = createRemuxThread();
	const content = await readFile(RECORDING);
	const endless = await orderFor('endless', await readFile(ENDLESS), 3000);
	await expect(thread.remux(endless)).rejects.toThrow('in time');
	expect((await thread.remux(await orderFor('again', content))).durationMs).toBeGreaterThan(2500);
	await thread.close();
}, 30_000);

it('says why when there is nothing to play', async () => {
	const thread = createRemuxThread();
	const order = await orderFor('text', Buffer.from('no recording at all'));
	await expect(thread.remux(order)).rejects.toThrow();
	await expect(thread.remux({ ...order, from: join(folder, 'missing') })).rejects.toThrow('ENOENT');
	await thread.close();
}, 30_000);

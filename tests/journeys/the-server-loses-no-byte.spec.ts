/** What is done to a server while recordings arrive: killed, its database stopped, its disk filled. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Device, framesOf, type Sent } from '../fixtures/device.ts';
import { wholeRecording } from '../fixtures/long-recording.ts';
import { BuiltApp, freePort } from './built-app.ts';
import { OwnPostgres } from './own-postgres.ts';

/** Where a recording begins in the file of its upload; see src/lib/upload/upload-store.server.ts. */
const HEAD_ROOM = 4096;

let folder: string;
let app: BuiltApp;
test.beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-loses-'));
});
test.afterEach(async () => {
	await app.stop();
	await rm(folder, { recursive: true, force: true });
});

async function startApp(environment: Record<string, string> = {}): Promise<BuiltApp> {
	app = new BuiltApp({ folder: join(folder, 'data'), port: await freePort(), environment });
	await app.start();
	return app;
}

/** What the server holds of an upload must be the beginning of what was sent, and all that it has confirmed. */
async function expectKept({ takeId, bytes, confirmed }: Sent): Promise<void> {
	const file = await readFile(join(folder, 'data', 'uploads', takeId));
	const held = file.subarray(HEAD_ROOM);
	expect(held.length).toBeGreaterThanOrEqual(confirmed);
	expect(held.equals(bytes.subarray(0, held.length))).toBe(true);
}

async function expectWhole(device: Device, { takeId, bytes }: Sent): Promise<void> {
	const played = await device.fetchReady(takeId, 20_000);
	expect(await framesOf(played)).toEqual(await framesOf(bytes));
}

test('killed while five recordings arrive, started again ten seconds later: not a byte is missing', async () => {
	test.setTimeout(240_000);
	const server = await startApp();
	const device = new Device(server.origin);
	const { answerIds } = await device.open();
	const bytes = await wholeRecording({ seconds: 20, bitsPerSecond: 2_500_000 });
	const all = [0, 1, 2, 3, 4].map((at) =>
		device.send(answerIds[at % answerIds.length]!, bytes, {
			bytesPerSecond: 1_000_000,
			requestBytes: 200_000 + at * 30_000
		})
	);
	await expect
		.poll(() => Math.min(...all.map(({ confirmed }) => confirmed)), { timeout: 30_000 })
		.toBeGreaterThan(1_000_000);
	await server.kill();
	for (const sent of all) await expectKept(sent);
	await rest(10_000);
	await server.start();
	await Promise.all(all.map(({ done }) => done));
	for (const sent of all) await expectWhole(device, sent);
});

test('its PostgreSQL is away for twenty seconds: devices are told to wait, then everything is there', async () => {
	test.setTimeout(240_000);
	const postgres = await OwnPostgres.make();
	try {
		await postgres.start();
		const server = await startApp({ DATABASE_URL: postgres.url });
		const device = new Device(server.origin);
		const { answerIds } = await device.open();
		const bytes = await wholeRecording({ seconds: 20, bitsPerSecond: 2_500_000 });
		const all = [0, 1, 2].map((at) =>
			device.send(answerIds[at]!, bytes, { bytesPerSecond: 1_000_000, requestBytes: 200_000 })
		);
		await expect
			.poll(() => Math.min(...all.map(({ confirmed }) => confirmed)), { timeout: 30_000 })
			.toBeGreaterThan(500_000);
		await postgres.stop();
		const stoppedAt = performance.now();
		const refused = await device.tus('HEAD', all[0]!.takeId);
		expect(refused.status).toBe(503);
		const page = await device.ask('/api/takes/00000000-0000-0000-0000-000000000000');
		expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
		expect(await page.json()).toMatchObject({
			code: 'storage-unavailable',
			message: expect.stringContaining('stays on this device')
		});
		const health = await device.ask('/healthz');
		expect([health.status, await health.json()]).toMatchObject([503, { database: 'unavailable' }]);
		expect(performance.now() - stoppedAt).toBeLessThan(15_000);
		await rest(20_000 - (performance.now() - stoppedAt));
		for (const sent of all) await expectKept(sent);
		await postgres.start();
		await Promise.all(all.map(({ done }) => done));
		for (const sent of all) await expectWhole(device, sent);
		expect((await device.ask('/healthz')).status).toBe(200);
	} finally {
		await app.stop();
		await postgres.remove();
	}
});

test('its disk is full: devices are told so, what was confirmed stays, and it goes on when there is room', async () => {
	test.setTimeout(240_000);
	test.skip(process.getuid?.() !== 0, 'only root can make a disk of its own');
	const disk = join(folder, 'data');
	await mkdir(disk);
	const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', disk]);
	test.skip(mounted.status !== 0, 'this machine does not let tests mount a disk');
	try {
		const server = await startApp();
		const device = new Device(server.origin);
		const { answerIds } = await device.open();
		const bytes = await wholeRecording({ seconds: 60, bitsPerSecond: 2_500_000 });
		const sent = device.send(answerIds[0]!, bytes, {
			requestBytes: 1_000_000,
			// slow enough that the disk is full long before all of it has come
			bytesPerSecond: 1e6
		});
		await expect.poll(() => sent.confirmed, { timeout: 20_000 }).toBeGreaterThan(2_000_000);
		const { bavail, bsize } = await statfs(disk);
		const filler = join(disk, 'filler');
		// what arrives meanwhile may take the last of it first
		await writeFile(filler, Buffer.alloc(bavail * bsize - 100_000)).catch(() => undefined);
		await expect
			.poll(
				async () => {
					const here = await device.tus('HEAD', sent.takeId);
					const offset = here.headers.get('upload-offset') ?? '';
					const refused = await device.tus(
						'PATCH',
						sent.takeId,
						{ 'upload-offset': offset },
						bytes.subarray(Number(offset), Number(offset) + 500_000)
					);
					return [refused.status, refused.status === 507 && ((await refused.json()) as object)];
				},
				{ timeout: 20_000 }
			)
			.toEqual([
				507,
				{ code: 'disk-full', message: expect.stringContaining('sent when there is room again') }
			]);
		await expectKept(sent);
		const health = await device.ask('/healthz');
		expect([200, 503]).toContain(health.status);
		expect(await health.json()).toMatchObject({ database: 'ok' });
		await rm(filler);
		await sent.done;
		await expectWhole(device, sent);
		await expect.poll(async () => (await device.ask('/healthz')).status).toBe(200);
	} finally {
		await app.stop();
		spawnSync('umount', ['-l', disk]);
	}
});

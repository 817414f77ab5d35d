import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { BuiltApp, freePort } from './built-app.ts';

let folder: string;
test.beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-server-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

const app = async (environment: Record<string, string> = {}) =>
	new BuiltApp({ folder: join(folder, 'data'), port: await freePort(), environment });

test('it serves, ends when it is told to, and starts again at once when it was killed', async () => {
	const server = await app();
	await server.start();
	const health = await fetch(`${server.origin}/healthz`);
	expect(health.status).toBe(200);
	expect(await health.json()).toMatchObject({ status: 'ok' });
	expect(await server.stop()).toBe(0);
	await expect(fetch(server.origin)).rejects.toThrow();

	await server.start();
	await server.kill();
	await server.start();
	expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
	expect(await server.stop()).toBe(0);
});

test('every wrong setting is named, and nothing is started', async () => {
	const server = await app({ QUOTA_MB: 'lots', AUTH_SECRET: 'short' });
	await expect(server.start()).rejects.toThrow(
		/Please mend:\n {2}AUTH_SECRET .*\n {2}QUOTA_MB |QUOTA_MB .*\n {2}AUTH_SECRET /
	);
});

test('a second server in the same folder is refused with a sentence', async () => {
	const [first, second] = [await app(), await app()];
	await first.start();
	await expect(second.start()).rejects.toThrow(
		/Another Vivavoce is already running in .*set DATA_DIR/
	);
	expect((await fetch(`${first.origin}/healthz`)).status).toBe(200);
	expect(await first.stop()).toBe(0);
});

test('a port that is taken is refused with a sentence, and the folder is free again', async () => {
	const server = await app();
	const other = createServer();
	await new Promise<void>((done) => other.listen(server.settings.port, '127.0.0.1', done));
	await expect(server.start()).rejects.toThrow(
		`Port ${server.settings.port} is taken by another program.`
	);
	expect(server.output).not.toContain('    at ');
	await new Promise((done) => other.close(done));
	await server.start();
	expect(await server.stop()).toBe(0);
});

test('a database that cannot be reached is told in a sentence, without its password', async () => {
	const server = await app({ DATABASE_URL: 'postgres://ana:secret-word@127.0.0.1:1/viva' });
	await expect(server.start()).rejects.toThrow(
		'cannot reach the database viva at 127.0.0.1:1 (ECONNREFUSED)'
	);
	expect(server.output).not.toContain('secret-word');
	expect(server.output).not.toContain('    at ');
});

test('a HOST that does not exist is refused with a sentence', async () => {
	const server = await app({ HOST: 'nowhere.invalid' });
	await expect(server.start()).rejects.toThrow(
		'HOST is nowhere.invalid, and no such name is known'
	);
	expect(server.output).not.toContain('    at ');
});

test('told to stop while it starts, it ends in order and starts again', async () => {
	const server = await app();
	for (const afterMs of [300, 1500, 3000]) {
		const starting = server.start().catch((error: Error) => error.message);
		await new Promise((done) => setTimeout(done, afterMs));
		const code = await server.stop();
		// told before it could listen to signals, a process ends by the signal itself
		expect([0, null]).toContain(code);
		await starting;
		expect(server.output).not.toContain('cannot start');
		expect(server.output).not.toContain('    at ');
	}
	await server.start();
	expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
	expect(await server.stop()).toBe(0);
});

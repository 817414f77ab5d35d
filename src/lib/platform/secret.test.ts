import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAuthSecret } from './secret.server.ts';

let parent: string;
beforeAll(async () => {
	parent = await mkdtemp(join(tmpdir(), 'vivavoce-secret-'));
});
afterAll(() => rm(parent, { recursive: true }));

it("takes the operator's secret and writes nothing", async () => {
	const folder = join(parent, 'given');
	expect(await readAuthSecret(folder, 'x'.repeat(40))).toBe('x'.repeat(40));
	await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('makes one that only the owner can read, and keeps it', async () => {
	const folder = join(parent, 'made');
	const first = await readAuthSecret(folder, undefined);
	expect(first).toMatch(/^[\w-]{64}$/);
	expect(await readAuthSecret(folder, undefined)).toBe(first);
	if (process.platform !== 'win32') {
		expect((await stat(join(folder, 'auth-secret'))).mode & 0o777).toBe(0o600);
	}
	expect(await readAuthSecret(join(parent, 'other'), undefined)).not.toBe(first);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderInUse, lockFolder } from './folder-lock.server.ts';

let parent: string;
beforeAll(async () => {
	parent = await mkdtemp(join(tmpdir(), 'vivavoce-lock-'));
});
afterAll(() => rm(parent, { recursive: true }));

/** A process that holds the lock until it is killed. */
async function otherProcess(folder: string) {
	const lock = new URL('folder-lock.server.ts', import.meta.url).href;
	const program = `import { lockFolder } from ${JSON.stringify(lock)};
		await lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000);`;
	const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await once(createInterface({ input: child.stdout }), 'line');
	return {
		async kill() {
			const gone = once(child, 'close');
			child.kill('SIGKILL');
			await gone;
		}
	};
}

describe('one process a folder', () => {
	it('makes the folder, and lets nobody else in until it is released', async () => {
		const folder = join(parent, 'made', 'deep');
		const lock = await lockFolder(folder);
		await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
		await lock.release();
		await (await lockFolder(folder)).release();
	});

	it('says which folder, and the way out', async () => {
		const folder = join(parent, 'named');
		const lock = await lockFolder(folder);
		await expect(lockFolder(folder)).rejects.toThrow(
			`already running in ${folder}. Stop it first, or set DATA_DIR`
		);
		await lock.release();
	});

	it('knows a folder by any of its names', async () => {
		const folder = join(parent, 'real');
		await mkdir(folder);
		await symlink(folder, join(parent, 'other-name'));
		const lock = await lockFolder(folder);
		await expect(lockFolder(join(parent, 'other-name'))).rejects.toThrow(FolderInUse);
		await expect(lockFolder(join(parent, 'real', '..', 'real'))).rejects.toThrow(FolderInUse);
		await lock.release();
	});

	it('works where the path is too long for a socket', async () => {
		const folder = join(parent, 'x'.repeat(60), 'y'.repeat(60));
		const lock = await lockFolder(folder);
		await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
		await lock.release();
	});

	it('keeps folders apart', async () => {
		const locks = await Promise.all([lockFolder(join(parent, 'a')), lockFolder(join(parent, 'b'))]);
		for (const lock of locks) await lock.release();
	});

	it('lets at most one of several win that start in the same instant', async () => {
		const folder = join(parent, 'race');
		const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
		const won = tries.filter((one) => one.status === 'fulfilled');
		expect(won.length).toBeLessThanOrEqual(1);
		for (const one of tries) {
			if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(FolderInUse);
			else await one.value.release();
		}
		await (await lockFolder(folder)).release();
	});

	it('is refused while another process lives, and free at once when that was killed', async () => {
		const folder = join(parent, 'killed');
		const other = await otherProcess(folder);
		await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
		await other.kill();
		const lock = await lockFolder(folder);
		await lock.release();
	}, 20_000);
});

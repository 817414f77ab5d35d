import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/lib/platform/db.server.ts';

/** Makes and migrates one PGlite database; each test copies it, which takes a tenth of the time. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const template = await mkdtemp(join(tmpdir(), 'vivavoce-pglite-'));
	const opened = await openDatabase({ databaseUrl: undefined, folder: template });
	await opened.close();
	project.provide('database', { engine: 'pglite', template });
	return () => rm(template, { recursive: true, force: true });
}

import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../scripts/postgres.ts';

/** Gives the tests of this run a PostgreSQL server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const server = await startPostgres();
	project.provide('database', { engine: 'postgres', server: server.url });
	return () => server.stop();
}

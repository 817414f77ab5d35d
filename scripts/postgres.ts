/** A throw-away PostgreSQL server for the tests. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface TestServer {
	/** Its first database; its user may make others. */
	url: string;
	stop(): Promise<void>;
}

/**
 * `TEST_DATABASE_URL` when it is set; else starts a server that ends with this process, however this process ends.
 * @throws {Error} with what PostgreSQL said when it cannot be started.
 */
export async function startPostgres(): Promise<TestServer> {
	const given = process.env['TEST_DATABASE_URL'];
	if (given) return { url: given, stop: () => Promise.resolve() };
	const keeper = spawn(
		process.execPath,
		['--import', 'tsx', fileURLToPath(new URL('postgres-keeper.ts', import.meta.url))],
		// Detached: Ctrl-C goes to this process; the keeper sees its standard input close and cleans up.
		{ stdio: ['pipe', 'pipe', 'pipe'], detached: true }
	);
	const gone = new Promise<void>((done) => keeper.once('close', () => done()));
	let complaints = '';
	keeper.stderr.on('data', (bytes: Buffer) => (complaints += bytes.toString()));
	const url = await new Promise<string | null>((done) => {
		createInterface({ input: keeper.stdout })
			.once('line', done)
			.once('close', () => done(null));
	});
	if (url === null) {
		await gone;
		throw new Error(`PostgreSQL could not be started for the tests.\n${complaints}`);
	}
	return {
		url,
		async stop() {
			keeper.stdin.end();
			await gone;
		}
	};
}

/**
 * Runs PostgreSQL in a fresh folder, prints its address, and takes everything away when its standard input closes:
 * that happens when the tests end, also when they are killed.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findPrograms, type Programs } from './postgres-programs.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

const USER = 'vivavoce';
/** Nothing here is worth keeping, so nothing is flushed. */
const SETTINGS = [
	'fsync=off',
	'full_page_writes=off',
	'synchronous_commit=off',
	'max_connections=200'
];

const runAs = unprivilegedUser();
const folder = makeFolder();
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
try {
	const programs = findPrograms(folder, runAs);
	makeDatabase(programs);
	const port = await freePort();
	const server = startServer(programs, port);
	await ready(server);
	process.stdout.write(`postgres://${USER}@127.0.0.1:${port}/postgres\n`);
	process.stdin.resume().once('close', () => server.kill('SIGINT'));
	server.once('close', () => process.exit());
} catch (caught) {
	process.stderr.write(`${caught instanceof Error ? caught.message : String(caught)}\n`);
	process.exit(1);
}

function makeFolder(): string {
	const made = mkdtempSync(join(tmpdir(), 'vivavoce-postgres-'));
	chmodSync(made, 0o700);
	if (runAs) chownSync(made, runAs.uid, runAs.gid);
	return made;
}

function makeDatabase({ initdb }: Programs): void {
	const given = [
		'-D',
		join(folder, 'data'),
		'-U',
		USER,
		'--auth=trust',
		'--encoding=UTF8',
		'--locale=C',
		'--no-sync'
	];
	const made = spawnSync(initdb, given, {
		...runAs,
		cwd: folder,
		env: environment(),
		encoding: 'utf8'
	});
	if (made.status !== 0) throw new Error(made.error?.message ?? `${made.stdout}${made.stderr}`);
}

function startServer({ postgres }: Programs, port: number): ChildProcess {
	const given = [
		'-D',
		join(folder, 'data'),
		'-p',
		String(port),
		'-c',
		'listen_addresses=127.0.0.1'
	];
	if (process.platform !== 'win32') given.push('-k', folder);
	for (const setting of SETTINGS) given.push('-c', setting);
	return spawn(postgres, given, {
		...runAs,
		cwd: folder,
		env: environment(),
		stdio: ['ignore', 'ignore', 'pipe']
	});
}

/** The server says so in its log, in English because of `LC_ALL=C`. */
function ready(server: ChildProcess): Promise<void> {
	let log = '';
	return new Promise((done, fail) => {
		server.once('error', fail);
		server.once('close', () => fail(new Error(log)));
		if (!server.stderr) return;
		createInterface({ input: server.stderr }).on('line', (line) => {
			log += `${line}\n`;
			if (line.includes('ready to accept connections')) done();
		});
	});
}

function environment(): NodeJS.ProcessEnv {
	const { PATH, SystemRoot } = process.env;
	return { PATH, SystemRoot, LC_ALL: 'C', TZ: 'UTC', HOME: folder };
}

function freePort(): Promise<number> {
	return new Promise((done, fail) => {
		const probe = createServer().once('error', fail);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

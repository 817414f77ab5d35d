/** A PostgreSQL server of its own that a journey can stop and start again. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findPrograms, type Programs } from '../../scripts/postgres-programs.ts';
import { unprivilegedUser } from '../../scripts/unprivileged-user.ts';
import { freePort } from './built-app.ts';

const USER = 'vivavoce';

export class OwnPostgres {
	#server: ChildProcess | null = null;

	private constructor(
		readonly folder: string,
		readonly port: number,
		readonly programs: Programs
	) {}

	/** Makes one that is not started yet. @throws {Error} when this machine has no PostgreSQL */
	static async make(): Promise<OwnPostgres> {
		const runAs = unprivilegedUser();
		const folder = mkdtempSync(join(tmpdir(), 'vivavoce-own-postgres-'));
		chmodSync(folder, 0o700);
		if (runAs) chownSync(folder, runAs.uid, runAs.gid);
		const programs = findPrograms(folder, runAs);
		const given = ['-D', join(folder, 'data'), '-U', USER, '--auth=trust', '--locale=C'];
		const made = spawnSync(programs.initdb, given, { ...runAs, cwd: folder, encoding: 'utf8' });
		if (made.status !== 0) throw new Error(`${made.stdout}${made.stderr}`);
		return new OwnPostgres(folder, await freePort(), programs);
	}

	get url(): string {
		return `postgres://${USER}@127.0.0.1:${this.port}/postgres`;
	}

	async start(): Promise<void> {
		const given = ['-D', join(this.folder, 'data'), '-p', String(this.port), '-k', this.folder];
		const server = spawn(this.programs.postgres, [...given, '-c', 'listen_addresses=127.0.0.1'], {
			...unprivilegedUser(),
			cwd: this.folder,
			env: { PATH: process.env['PATH'], LC_ALL: 'C', HOME: this.folder },
			stdio: ['ignore', 'ignore', 'pipe']
		});
		this.#server = server;
		let log = '';
		await new Promise<void>((done, fail) => {
			server.once('close', () => fail(new Error(log)));
			createInterface({ input: server.stderr }).on('line', (line) => {
				log += `${line}\n`;
				if (line.includes('ready to accept connections')) done();
			});
		});
	}

	/** Ends it at once, cutting every connection, as `pg_ctl stop -m fast` does. */
	async stop(): Promise<void> {
		const server = this.#server;
		this.#server = null;
		if (!server || server.exitCode !== null) return;
		const closed = once(server, 'close');
		server.kill('SIGINT');
		await closed;
	}

	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

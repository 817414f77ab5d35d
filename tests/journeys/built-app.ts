/** The built app as a process of its own, as an operator runs it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Settings {
	folder: string;
	port: number;
	/** More variables of the environment, e.g. `QUOTA_MB`; they win over the ones above. */
	environment?: Record<string, string>;
}

export class BuiltApp {
	/** Everything the running server has written, for a test that failed. */
	output = '';
	#process: ChildProcess | null = null;

	constructor(readonly settings: Settings) {}

	get origin(): string {
		return this.settings.environment?.['ORIGIN'] ?? `http://localhost:${this.settings.port}`;
	}

	/** Starts the server; resolves when it has printed its ready line. @throws {Error} when it ends before that. */
	async start(): Promise<void> {
		const { folder, port, environment } = this.settings;
		const given = [
			'--import',
			'tsx',
			'--import',
			'./tests/journeys/end-with-parent.mjs',
			'scripts/serve.ts'
		];
		const child = spawn(process.execPath, given, {
			cwd: root,
			env: { ...withoutOurs(process.env), DATA_DIR: folder, PORT: String(port), ...environment },
			stdio: ['pipe', 'pipe', 'pipe']
		});
		this.#process = child;
		this.output = '';
		child.stderr.on('data', (bytes: Buffer) => (this.output += bytes.toString()));
		const lines = createInterface({ input: child.stdout });
		lines.on('line', (line) => (this.output += `${line}\n`));
		const ready = new Promise<void>((done) => {
			lines.on('line', (line) => {
				if (line === `Vivavoce is ready at ${this.origin}`) done();
			});
		});
		const ended = once(child, 'close').then(() => {
			throw new Error(`the server ended before it was ready:\n${this.output}`);
		});
		ended.catch(() => undefined);
		await Promise.race([ready, ended]);
	}

	/** Ends the server as an operator does; resolves with its exit code. */
	stop(): Promise<number | null> {
		return this.#end('SIGTERM');
	}

	/** Ends the server as a power cut does. */
	async kill(): Promise<void> {
		await this.#end('SIGKILL');
	}

	async #end(signal: NodeJS.Signals): Promise<number | null> {
		const child = this.#process;
		this.#process = null;
		if (!child || child.exitCode !== null) return child?.exitCode ?? null;
		const closed = once(child, 'close');
		child.kill(signal);
		const [code] = (await closed) as [number | null];
		return code;
	}
}

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
	return new Promise((done, fail) => {
		const probe = createServer().once('error', fail);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** Settings of the person who runs the tests must not reach the app under test. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const ours =
		/^(PORT|HOST|ORIGIN|DATA_DIR|DATABASE_URL|S3_\w+|SMTP_URL|MAIL_FROM|AUTH_SECRET|VISION_MODEL|RETENTION_DAYS|QUOTA_MB|TRANSCRIBER_URL|LOG_LEVEL)$/;
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)));
}

/**
 * One process a data folder. The lock is a listening socket, because the system takes it away with the process:
 * after `kill -9` the next start finds a dead socket and goes on at once, with no waiting time.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Raised when another process works in the folder. */
export class FolderInUse extends Error {
	constructor(folder: string) {
		super(
			`Another Vivavoce is already running in ${folder}. Stop it first, or set DATA_DIR to another folder.`
		);
		this.name = 'FolderInUse';
	}
}

export interface FolderLock {
	release(): Promise<void>;
}

/** The kernel's limit for the path of a socket is 104 to 108 bytes. */
const LONGEST_SOCKET_PATH = 100;

/**
 * Makes `folder` when it is not there and takes it for this process.
 * @throws {FolderInUse} when a living process has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
	await mkdir(folder, { recursive: true });
	const path = socketPath(await realpath(folder));
	const badge = randomBytes(16).toString('hex');
	if ((await ask(path)) !== null) throw new FolderInUse(folder);
	if (process.platform !== 'win32') await rm(path, { force: true });
	const server = createServer((socket) => socket.on('error', () => undefined).end(badge));
	await new Promise<void>((done, fail) => {
		server.once('error', (error: NodeJS.ErrnoException) =>
			fail(error.code === 'EADDRINUSE' ? new FolderInUse(folder) : error)
		);
		server.listen(path, done);
	});
	server.unref();
	// Two starts in the same instant could both have removed a dead socket: whoever answers now has the folder.
	if ((await ask(path)) !== badge) {
		server.close();
		throw new FolderInUse(folder);
	}
	return { release: () => new Promise((done) => server.close(() => done())) };
}

function socketPath(folder: string): string {
	const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
	if (process.platform === 'win32') return `\\\\.\\pipe\\vivavoce-${name}`;
	const inside = join(folder, 'lock.sock');
	return Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH
		? inside
		: join(tmpdir(), `vivavoce-${name}.sock`);
}

/** The badge of the process that listens at `path`, or null when nobody does. */
function ask(path: string): Promise<string | null> {
	return new Promise((done) => {
		let answer = '';
		const socket = connect(path);
		socket.setTimeout(2000, () => {
			socket.destroy();
			done('silent');
		});
		socket.on('error', () => done(null));
		socket.on('data', (bytes) => (answer += bytes.toString()));
		socket.on('end', () => done(answer));
	});
}

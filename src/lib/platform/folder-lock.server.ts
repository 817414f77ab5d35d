/**
 * One process a data folder. The lock is a listening socket, because the system takes it away with the process:
 * after `kill -9` the next start finds a dead socket and goes on at once, with no waiting time.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
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
 * Makes `folder` when it is not there and takes it for this process. Every process listens under a name of its own
 * before it looks for others, so of two that start together at least one sees the other and gives way; only names that
 * nobody answers for are removed.
 * @throws {FolderInUse} when a living process has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
	await mkdir(folder, { recursive: true });
	const places = socketPlaces(await realpath(folder));
	const own = places.path(randomBytes(4).toString('hex'));
	const server = createServer((socket) => socket.on('error', () => undefined).end());
	await new Promise<void>((done, fail) => {
		server.once('error', (error: NodeJS.ErrnoException) =>
			fail(error.code === 'EADDRINUSE' ? new FolderInUse(folder) : error)
		);
		server.listen(own, done);
	});
	server.unref();
	const release = () => new Promise<void>((done) => server.close(() => done()));
	for (const other of await places.others(own)) {
		if (await answers(other)) {
			await release();
			throw new FolderInUse(folder);
		}
		await rm(other, { force: true });
	}
	return { release };
}

interface SocketPlaces {
	path(badge: string): string;
	others(own: string): Promise<string[]>;
}

function socketPlaces(folder: string): SocketPlaces {
	const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
	// On Windows the system itself lets nobody take a name twice, and frees it with the process.
	if (process.platform === 'win32') {
		return {
			path: () => `\\\\.\\pipe\\vivavoce-${name}`,
			others: () => Promise.resolve([])
		};
	}
	const fits = Buffer.byteLength(join(folder, 'lock-00000000.sock')) <= LONGEST_SOCKET_PATH;
	const [parent, prefix] = fits ? [folder, 'lock-'] : [tmpdir(), `vivavoce-${name}-`];
	return {
		path: (badge) => join(parent, `${prefix}${badge}.sock`),
		async others(own) {
			const names = await readdir(parent);
			const sockets = names.filter((each) => each.startsWith(prefix) && each.endsWith('.sock'));
			return sockets.map((each) => join(parent, each)).filter((each) => each !== own);
		}
	};
}

/** Does a process listen at `path`? One that is too busy to answer does. */
function answers(path: string): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect(path);
		const end = (result: boolean) => {
			socket.destroy();
			done(result);
		};
		socket.setTimeout(2000, () => end(true));
		socket.once('error', ({ code }: NodeJS.ErrnoException) =>
			end(code !== 'ECONNREFUSED' && code !== 'ENOENT')
		);
		socket.once('connect', () => end(true));
	});
}

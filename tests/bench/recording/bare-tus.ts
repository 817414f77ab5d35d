/** A bare @tus/server on node:http, in a process of its own; prints its port. Arguments: the folder. */
import { createServer } from 'node:http';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

const tus = new Server({
	path: '/api/uploads',
	relativeLocation: true,
	datastore: new FileStore({ directory: process.argv[2] ?? '' })
});
const server = createServer((request, response) => void tus.handle(request, response));
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
process.stdin.resume().once('close', () => process.exit());

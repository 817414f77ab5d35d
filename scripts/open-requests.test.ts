import { once } from 'node:events';
import { Agent, createServer, get, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { countRequests, type OpenRequests } from './open-requests.ts';

let server: Server;
let requests: OpenRequests;
let port: number;
/** Lets the handler of the request that arrives next answer. */
let answer: () => void;

beforeEach(async () => {
	server = createServer();
	requests = countRequests(server);
	server.on('request', (incoming, response) => {
		const whole = once(incoming.resume(), 'end');
		const allowed = new Promise<void>((done) => (answer = done));
		void Promise.all([whole, allowed]).then(() => response.end('answered'));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	port = (server.address() as AddressInfo).port;
});
afterEach(() => server.closeAllConnections());

async function bodyOf(response: IncomingMessage): Promise<string> {
	let text = '';
	for await (const part of response) text += String(part);
	return text;
}

it('ends idle connections at once, also one that never asked anything', async () => {
	const unused = connect(port, '127.0.0.1');
	const agent = new Agent({ keepAlive: true });
	const asked = once(get({ port, host: '127.0.0.1', agent }), 'response');
	await once(server, 'request');
	answer();
	const [response] = (await asked) as [IncomingMessage];
	expect(await bodyOf(response)).toBe('answered');
	server.close();
	const gone = once(unused, 'close');
	unused.resume();
	await requests.finish(60_000);
	await gone;
	agent.destroy();
});

it('waits for a request that is still arriving, and for its answer', async () => {
	const upload = request({
		port,
		host: '127.0.0.1',
		method: 'PATCH',
		agent: new Agent({ keepAlive: true })
	});
	upload.write('first half');
	await once(server, 'request');
	server.close();
	let finished = false;
	const finish = requests.finish(60_000).then(() => (finished = true));
	await new Promise(setImmediate);
	expect(finished).toBe(false);
	upload.end('second half');
	answer();
	const [response] = (await once(upload, 'response')) as [IncomingMessage];
	expect(await bodyOf(response)).toBe('answered');
	await finish;
});

it('does not wait longer than it may', async () => {
	const stuck = get({ port, host: '127.0.0.1' });
	const failed = once(stuck, 'error');
	await once(server, 'request');
	server.close();
	await requests.finish(10);
	await failed;
});

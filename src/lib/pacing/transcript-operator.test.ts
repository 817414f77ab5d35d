import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { operatorTranscriber } from './transcript-operator.server.ts';

const servers: Server[] = [];
afterEach(() =>
	servers.splice(0).forEach((server) => {
		server.closeAllConnections();
		server.close();
	})
);

const recording = new Blob([new Uint8Array([1, 2, 3])], { type: 'video/webm' });

it('sends the recording to the address of the operator and reads words with times', async () => {
	let received = '';
	const address = await serve((request, response) => {
		request.setEncoding('latin1').on('data', (part: string) => (received += part));
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({
					text: ' I am a doctor. ',
					language: 'en',
					segments: [
						{ id: 0, start: 0.5, end: 2.25, text: ' I am a doctor.' },
						{ id: 1, start: 3, end: 3, text: 'nothing' }
					]
				})
			);
		});
	});
	const provider = operatorTranscriber(address);
	expect(provider).toMatchObject({ source: 'operator', verbatim: false });
	expect(await provider.transcribe(recording)).toEqual({
		text: 'I am a doctor.',
		segments: [{ startMs: 500, endMs: 2250, text: 'I am a doctor.' }]
	});
	expect(received).toMatch(/name="file"; filename="answer\.webm"/);
	expect(received).toContain('verbose_json');
});

it('takes words without times', async () => {
	const address = await serve((_, response) => response.end('{"text":"hello"}'));
	expect(await operatorTranscriber(address).transcribe(recording)).toEqual({
		text: 'hello',
		segments: null
	});
});

it.each<[string, RequestListener]>([
	['an error', (_, response) => response.writeHead(500).end()],
	['no JSON', (_, response) => response.end('<html>')],
	['another shape', (_, response) => response.end('{"text":5}')],
	[
		'times that are none',
		(_, response) => response.end('{"text":"a","segments":[{"start":-1,"end":2,"text":"a"}]}')
	],
	['too much', (_, response) => response.end(JSON.stringify({ text: 'a'.repeat(3_000_000) }))],
	[
		'a way to another place',
		(_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()
	],
	['nothing', (request) => request.socket.destroy()]
])('says in plain words that the transcriber did not answer: %s', async (_, listener) => {
	const address = await serve(listener);
	await expect(operatorTranscriber(address).transcribe(recording)).rejects.toMatchObject({
		message: expect.stringMatching(/transcriber did not answer/)
	});
});

it.each<[string, RequestListener]>([
	['never answers', () => undefined],
	['begins to answer and never ends', (_, response) => response.write('{"text":"a')]
])('gives a transcriber up that %s', async (_, listener) => {
	const address = await serve(listener);
	await expect(operatorTranscriber(address, 50).transcribe(recording)).rejects.toThrow(
		/transcriber did not answer/
	);
});

it('is stopped with the request that asked for it', async () => {
	const stop = new AbortController();
	const address = await serve(() => stop.abort());
	await expect(operatorTranscriber(address).transcribe(recording, stop.signal)).rejects.toThrow(
		/transcriber did not answer/
	);
});

async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	servers.push(server);
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/audio/transcriptions`;
}

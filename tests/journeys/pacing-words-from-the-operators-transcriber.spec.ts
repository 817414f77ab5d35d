/** A transcriber of the operator's own, stood in for by a small server on this machine: the way there and back is real. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Device } from '../fixtures/device.ts';
import { wholeRecording } from '../fixtures/long-recording.ts';
import { BuiltApp, freePort } from './built-app.ts';

let folder: string;
let app: BuiltApp;
let transcriber: Server | null = null;
let answer: RequestListener;
test.beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-words-'));
});
test.afterEach(async () => {
	await app.stop();
	transcriber?.closeAllConnections();
	transcriber?.close();
	transcriber = null;
	await rm(folder, { recursive: true, force: true });
});

/** The server with a take that is ready; `isHeard`: the operator has named a transcriber. */
async function start(isHeard: boolean): Promise<{ device: Device; takeId: string }> {
	const environment: Record<string, string> = {};
	if (isHeard) {
		transcriber = createServer((request, response) => answer(request, response));
		await new Promise<void>((done) => transcriber?.listen(0, '127.0.0.1', done));
		const { port } = transcriber.address() as AddressInfo;
		environment['TRANSCRIBER_URL'] = `http://127.0.0.1:${port}/v1/audio/transcriptions`;
	}
	app = new BuiltApp({ folder: join(folder, 'data'), port: await freePort(), environment });
	await app.start();
	const device = new Device(app.origin);
	const { answerIds } = await device.open();
	const bytes = await wholeRecording({ seconds: 5, bitsPerSecond: 500_000 });
	const sent = device.send(answerIds[0]!, bytes, { bytesPerSecond: 5_000_000 });
	await sent.done;
	await device.fetchReady(sent.takeId, 20_000);
	return { device, takeId: sent.takeId };
}

const ask = async (device: Device, takeId: string) => {
	const said = await device.ask(`/api/takes/${takeId}/transcript`, { method: 'POST' });
	return { status: said.status, body: (await said.json()) as Record<string, unknown> };
};

test('the words that it hears are kept with their times and become captions', async () => {
	const { device, takeId } = await start(true);
	let received = 0;
	answer = (request, response) => {
		request.on('data', (part: Buffer) => (received += part.length));
		request.on('end', () => {
			const segments = [{ start: 0.5, end: 2.25, text: ' I am a <doctor>.\u0000' }];
			response.end(JSON.stringify({ text: ' I am a <doctor>. ', segments }));
		});
	};
	expect(await ask(device, takeId)).toEqual({
		status: 200,
		body: {
			source: 'operator',
			text: 'I am a <doctor>.',
			segments: [{ startMs: 500, endMs: 2250, text: 'I am a <doctor>.' }]
		}
	});
	const recording = await device.fetchReady(takeId, 5000);
	expect(received).toBeGreaterThan(recording.length);
	const captions = await (await device.ask(`/api/takes/${takeId}/captions`)).text();
	expect(captions).toContain('00:00:00.500 --> 00:00:02.250\nI am a &lt;doctor&gt;.');

	const stranger = new Device(app.origin);
	await stranger.open();
	expect((await ask(stranger, takeId)).status).toBe(404);
});

test('what goes wrong with it is said in plain words, and nothing is kept', async () => {
	const { device, takeId } = await start(true);
	const wrong: [RequestListener, number, RegExp][] = [
		[(_, response) => response.writeHead(500).end(), 502, /transcriber did not answer/],
		[(_, response) => response.end('<html>'), 502, /transcriber did not answer/],
		[(request) => request.socket.destroy(), 502, /transcriber did not answer/],
		[
			(_, response) => response.end(JSON.stringify({ text: 'a'.repeat(3_000_000) })),
			502,
			/transcriber did not answer/
		],
		[(_, response) => response.end('{"text":"  "}'), 400, /No words were heard/],
		[(_, response) => response.end(JSON.stringify({ text: 'a '.repeat(40_000) })), 400, /50 kB/]
	];
	for (const [listener, status, message] of wrong) {
		answer = listener;
		const said = await ask(device, takeId);
		expect(said.status).toBe(status);
		expect(said.body['message']).toMatch(message);
		expect((await device.ask(`/api/takes/${takeId}/captions`)).status).toBe(404);
	}
});

test('a person has one recording listened to at a time', async () => {
	const { device, takeId } = await start(true);
	let letGo: () => void = () => undefined;
	const asked = new Promise<void>((arrived) => {
		answer = (request, response) => {
			letGo = () => response.end('{"text":"I am a doctor."}');
			request.resume().on('end', arrived);
		};
	});
	const first = ask(device, takeId);
	await asked;
	const second = await ask(device, takeId);
	expect(second).toMatchObject({ status: 429, body: { code: 'too-many' } });
	expect(second.body['message']).toMatch(/busy with another recording/);
	letGo();
	expect((await first).status).toBe(200);
	answer = (_, response) => response.end('{"text":"I am a doctor still."}');
	expect((await ask(device, takeId)).status).toBe(200);
});

test('there is none unless the operator names one', async () => {
	const { device, takeId } = await start(false);
	expect((await ask(device, takeId)).status).toBe(404);
});

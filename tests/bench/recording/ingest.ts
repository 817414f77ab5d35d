/** How much of a bare tus server's throughput is left when recordings go through the app. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from '../../../scripts/bench-rows.ts';
import { median } from '../../../src/lib/gaze/median.ts';
import { Device } from '../../fixtures/device.ts';
import { wholeRecording } from '../../fixtures/long-recording.ts';
import { BuiltApp, freePort } from '../../journeys/built-app.ts';

const UPLOADS = 20;
/** 64 s at 2.5 Mbit/s are 20 MB. */
const LENGTH_S = 64;
const BITS_PER_SECOND = 2_500_000;
/** Bytes of one request, as the prototype was measured. */
const REQUEST_BYTES = 5_000_000;
const ROUNDS = 7;
const LEAST_SHARE = 0.8;

/** One upload's place: where it is created, and what its sender must say. */
interface Place {
	origin: string;
	headers: Record<string, string>;
	takeId: string;
	answerId: string;
}

/** The rows of the ingest part: both servers in the same run, turn by turn; the median of the rounds counts. */
export async function ingest(): Promise<BenchRow[]> {
	const folder = await mkdtemp(join(tmpdir(), 'ingest-bench-'));
	const recording = await wholeRecording({ seconds: LENGTH_S, bitsPerSecond: BITS_PER_SECOND });
	const app = new BuiltApp({
		folder: join(folder, 'data'),
		port: await freePort(),
		environment: { LOG_LEVEL: 'warn' }
	});
	const bare = await startBare(join(folder, 'bare'));
	try {
		await app.start();
		const speeds = { app: [] as number[], bare: [] as number[] };
		for (let round = 0; round < ROUNDS; round++) {
			speeds.bare.push(await sendAll(barePlaces(bare.origin), recording));
			const places = await appPlaces(app.origin);
			speeds.app.push(await sendAll(places, recording));
			await allReady(places);
		}
		return rowsOf(speeds);
	} finally {
		await app.stop();
		bare.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

function rowsOf(speeds: { app: number[]; bare: number[] }): BenchRow[] {
	const shares = speeds.app.map((app, round) => app / (speeds.bare[round] ?? NaN));
	const share = Math.round(median(shares) * 100) / 100;
	const [app, bare] = [median(speeds.app), median(speeds.bare)];
	const name = `${UPLOADS} uploads of ${Math.round((LENGTH_S * BITS_PER_SECOND) / 8e6)} MB at once`;
	const megabytes = Math.round(app / 1e6);
	const bareMegabytes = Math.round(bare / 1e6);
	return [
		{
			name: `${name}: throughput as a share of a bare @tus/server`,
			value: share,
			unit: 'x',
			goal: `at least ${LEAST_SHARE}`,
			holds: share >= LEAST_SHARE,
			baseline: 1
		},
		{
			name: `${name}: throughput`,
			value: megabytes,
			unit: 'MB/s',
			goal: 'for comparison',
			holds: true,
			baseline: bareMegabytes
		}
	];
}

function barePlaces(origin: string): Place[] {
	const nobody = { headers: {}, answerId: randomUUID() };
	return Array.from({ length: UPLOADS }, () => ({ ...nobody, origin, takeId: randomUUID() }));
}

/** Twenty people, each with a session of their own. */
async function appPlaces(origin: string): Promise<(Place & { device: Device })[]> {
	return Promise.all(
		Array.from({ length: UPLOADS }, async () => {
			const device = new Device(origin);
			const { answerIds } = await device.open();
			return {
				device,
				origin,
				headers: device.headers,
				takeId: randomUUID(),
				answerId: answerIds[0] ?? ''
			};
		})
	);
}

/** The next round must not share the machine with what is still being prepared. */
async function allReady(places: (Place & { device: Device })[]): Promise<void> {
	for (const { device, takeId } of places) await device.fetchReady(takeId, 60_000);
}

/** Bytes a second of all uploads together, from the first request to the last answer. */
async function sendAll(places: readonly Place[], recording: Buffer): Promise<number> {
	const agent = new Agent({ keepAlive: true, maxSockets: UPLOADS });
	const from = performance.now();
	await Promise.all(places.map((place) => sendOne(place, recording, agent)));
	const seconds = (performance.now() - from) / 1000;
	agent.destroy();
	return (recording.length * places.length) / seconds;
}

async function sendOne(place: Place, recording: Buffer, agent: Agent): Promise<void> {
	const { takeId, answerId } = place;
	const metadata = {
		takeId,
		answerId,
		mimeType: 'video/webm',
		recordedAt: new Date().toISOString()
	};
	const encoded = Object.entries(metadata)
		.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
		.join(',');
	const created = await ask(agent, place, '/api/uploads', 'POST', {
		'upload-defer-length': '1',
		'upload-metadata': encoded
	});
	const path = new URL(created, place.origin).pathname;
	for (let at = 0; at < recording.length; at += REQUEST_BYTES) {
		const body = recording.subarray(at, at + REQUEST_BYTES);
		const isLast = at + body.length === recording.length;
		const headers = {
			'content-type': 'application/offset+octet-stream',
			'upload-offset': String(at),
			...(isLast ? { 'upload-length': String(recording.length) } : {})
		};
		await ask(agent, place, path, 'PATCH', headers, body);
	}
}

/** Resolves with the `Location` of the answer. @throws when the server refused */
function ask(
	agent: Agent,
	place: Place,
	path: string,
	method: string,
	headers: Record<string, string>,
	body?: Buffer
): Promise<string> {
	return new Promise((done, fail) => {
		const length = { 'content-length': String(body?.length ?? 0) };
		const all = { ...place.headers, 'tus-resumable': '1.0.0', ...length, ...headers };
		const sending = request(place.origin + path, { method, agent, headers: all }, (answer) => {
			let text = '';
			answer.on('data', (bytes: Buffer) => (text += bytes.toString()));
			answer.once('end', () => {
				const status = answer.statusCode ?? 0;
				if (status < 300) done(answer.headers.location ?? '');
				else fail(new Error(`${method} ${path}: ${status} ${text}`));
			});
		});
		sending.once('error', fail);
		sending.end(body);
	});
}

async function startBare(folder: string): Promise<{ origin: string; stop(): void }> {
	await mkdir(folder, { recursive: true });
	const script = fileURLToPath(new URL('bare-tus.ts', import.meta.url));
	const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
		stdio: ['pipe', 'pipe', 'inherit']
	});
	const port = await new Promise<string>((done) => {
		createInterface({ input: child.stdout }).once('line', done);
	});
	return { origin: `http://127.0.0.1:${port}`, stop: () => child.stdin.end() };
}

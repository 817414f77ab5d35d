/**
 * What recording is worth to the person who records, beside RecordRTC with everything in memory, in one run. Both record
 * 640 x 360 at 2.5 Mbit/s at the same time, in a browser each, because two of 720p are more than two cores can encode.
 * `RECORDING_LENGTHS_S` (default 30,180,600) and `RECORDING_RUNS` (default 10 kills) make it shorter.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { BenchRow } from '../../../scripts/bench-rows.ts';
import { featuresOff } from '../../../scripts/quiet-browser.ts';
import { writeLabelledVideo } from '../../fixtures/labelled-video.ts';
import { regularBursts, writeSpeechLike } from '../../fixtures/speech-like.ts';
import { BuiltApp, freePort } from '../../journeys/built-app.ts';
import { KillableBrowser } from '../../journeys/killable-browser.ts';
import { tellRecorderStart } from '../../journeys/recorder-start.ts';
import { memoryOf } from './memory.ts';
import type { BenchPage, Finished } from './page.ts';
import { buildBenchPage, openBenchPage } from './serve-page.ts';

const LENGTHS_S = (process.env['RECORDING_LENGTHS_S'] ?? '30,180,600').split(',').map(Number);
const RUNS = Number(process.env['RECORDING_RUNS'] ?? 10);
const KILLED_AFTER_MS = 37_000;
const MB = 1_000_000;

interface Stand {
	app: BuiltApp;
	folder: string;
	built: string;
	media: string[];
}

/** The rows of the recording client; needs the built app (`npm run build`). */
export async function benchClient(): Promise<BenchRow[]> {
	const folder = await mkdtemp(join(tmpdir(), 'recording-bench-'));
	const app = new BuiltApp({ folder: join(folder, 'data'), port: await freePort() });
	const media = writeMedia(folder);
	try {
		await app.start();
		const built = await buildBenchPage(join(folder, 'page'));
		const stand = { app, folder, built, media };
		return [...(await benchKills(stand)), ...(await benchLengths(stand))];
	} finally {
		await app.stop();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

function writeMedia(folder: string): string[] {
	const camera = join(folder, 'camera.mjpeg');
	const microphone = join(folder, 'microphone.wav');
	writeLabelledVideo(camera, { seconds: 30 });
	writeSpeechLike(microphone, regularBursts(3, 2500, 1500), 13_500);
	return [
		`--use-file-for-fake-video-capture=${camera}`,
		`--use-file-for-fake-audio-capture=${microphone}`,
		// the bench's page comes from nowhere as far as the browser knows, and would have to ask before it posts here
		featuresOff('LocalNetworkAccessChecks')
	];
}

/** Seconds of media that are not there after `kill -9` of the browser. */
async function benchKills(stand: Stand): Promise<BenchRow[]> {
	if (RUNS === 0) return [];
	const lost: number[] = [];
	for (let run = 0; run < RUNS; run++) lost.push(await loseSome(stand, run));
	const sorted = lost.sort((a, b) => a - b);
	const median = ((sorted[(RUNS - 1) >> 1] ?? 0) + (sorted[RUNS >> 1] ?? 0)) / 2;
	// once is enough: what was in memory only is gone altogether
	const baseline = (await loseSome(stand, RUNS, 'plain')) / 1000;
	const name = `lost when the browser is killed after 37 s, ${RUNS} runs`;
	return [
		row(`${name}: median`, median / 1000, 0.6, 's', baseline),
		row(`${name}: worst`, (sorted.at(-1) ?? 0) / 1000, 1, 's', baseline)
	];
}

/** A page in which functions of this program run: its loader marks them with a name that pages do not know. */
async function openIn(browser: KillableBrowser, { app }: Stand): Promise<Page> {
	const page = await browser.open(app.origin);
	await page.context().addInitScript('globalThis.__name = (it) => it');
	return page;
}

/** Milliseconds that are not there when the same profile is opened again; `run` is not used twice. */
async function loseSome(stand: Stand, run: number, by?: 'plain'): Promise<number> {
	const browser = new KillableBrowser(join(stand.folder, `profile-${run}`), stand.media);
	try {
		const page = await openIn(browser, stand);
		const recorder = await tellRecorderStart(page);
		const { sessionId, answerId } = await openBenchPage(page, stand);
		if (by === 'plain') await page.evaluate(() => benchOf().beginPlain());
		else await page.evaluate(([s, a]) => benchOf().begin(s ?? '', a ?? ''), [sessionId, answerId]);
		const startedAtMs = await recorder.atMs;
		// kills at different moments within a chunk
		await rest(KILLED_AFTER_MS + run * 137 - (Date.now() - startedAtMs));
		const killedAtMs = await browser.kill();
		const next = await openIn(browser, stand);
		await openBenchPage(next, stand);
		return killedAtMs - startedAtMs - (await next.evaluate(() => benchOf().recoveredMs()));
	} finally {
		await browser.kill();
	}
}

async function benchLengths(stand: Stand): Promise<BenchRow[]> {
	const rows: BenchRow[] = [];
	for (const lengthS of LENGTHS_S) rows.push(...(await benchLength(stand, lengthS)));
	return rows;
}

async function benchLength(stand: Stand, lengthS: number): Promise<BenchRow[]> {
	const sink = await openSink();
	const ours = new KillableBrowser(join(stand.folder, `ours-${lengthS}`), stand.media);
	const theirs = new KillableBrowser(join(stand.folder, `theirs-${lengthS}`), stand.media);
	try {
		const page = await openIn(ours, stand);
		const { sessionId, answerId } = await openBenchPage(page, stand);
		const other = await openIn(theirs, stand);
		await openBenchPage(other, stand);
		await page.evaluate(([s, a]) => benchOf().begin(s ?? '', a ?? ''), [sessionId, answerId]);
		await other.evaluate(() => benchOf().beginPlain());
		const grown = await grow([ours, theirs], lengthS);
		const [watcher, plainWatcher] = [await openSecond(page), await openSecond(other)];
		const mine = await page.evaluate(() => benchOf().finish());
		const second = await watchAsSecond(watcher, `/api/takes/${mine.takeId}/media`, mine);
		const plain = await other.evaluate((to) => benchOf().finishPlain(to), sink.address);
		const plainSecond = await watchAsSecond(plainWatcher, sink.address, plain);
		const name = `${lengthS} s:`;
		return [
			row(
				`${name} finish to seeked, the author`,
				mine.seekedMs / 1000,
				0.5,
				's',
				plain.seekedMs / 1000
			),
			row(
				`${name} finish to seeked, somebody else`,
				second.ms / 1000,
				2,
				's',
				plainSecond.ms / 1000
			),
			row(`${name} a seek, the slowest of ten`, second.seekMs, 200, 'ms', plainSecond.seekMs),
			...(lengthS >= 120 ? memoryRows(name, grown) : [])
		];
	} finally {
		await ours.kill();
		await theirs.kill();
		sink.close();
	}
}

/** A page of the same person in another tab, opened before the answer is finished: nothing of the recording is there. */
async function openSecond(page: Page): Promise<Page> {
	const second = await page.context().newPage();
	await second.goto(page.url());
	await second.addScriptTag({ type: 'module', url: '/bench/page.js' });
	await second.waitForFunction(() => 'bench' in globalThis);
	await page.bringToFront();
	return second;
}

async function watchAsSecond(second: Page, src: string, { stoppedAtMs }: Finished) {
	// a page in the background is slowed down; somebody looks at this one
	await second.bringToFront();
	const seenAtMs = await second.evaluate((at) => benchOf().watch(at), src);
	const seeks = await second.evaluate((at) => benchOf().seeks(at), src);
	await second.close();
	return { ms: seenAtMs - stoppedAtMs, seekMs: Math.max(...seeks) };
}

/** Waits for the length of the answer; growth in bytes from the end of the first minute on, of renderers and of all. */
async function grow(browsers: KillableBrowser[], lengthS: number) {
	const settleS = Math.min(60, lengthS / 2);
	await rest(settleS * 1000);
	const before = browsers.map((each) => memoryOf(each.pid));
	await rest((lengthS - settleS) * 1000);
	return browsers.map((each, at) => {
		const now = memoryOf(each.pid);
		const then = before[at] ?? now;
		return { renderers: now.renderers - then.renderers, whole: now.whole - then.whole };
	});
}

function memoryRows(name: string, [mine, plain]: Awaited<ReturnType<typeof grow>>): BenchRow[] {
	if (!mine || !plain) return [];
	const grows = `${name} growth of memory after the first minute,`;
	return [
		row(`${grows} renderer`, mine.renderers / MB, 30, 'MB', plain.renderers / MB),
		row(`${grows} whole browser`, mine.whole / MB, 60, 'MB', plain.whole / MB)
	];
}

function row(name: string, value: number, most: number, unit: string, baseline: number): BenchRow {
	const round = (number: number) => Math.round(number * 100) / 100;
	return {
		name,
		value: round(value),
		unit,
		goal: `at most ${most}`,
		holds: round(value) <= most,
		baseline: round(baseline)
	};
}

/** Takes one POST and gives its bytes back, with ranges, as a plain server would. */
async function openSink() {
	let kept = Buffer.alloc(0);
	const server = createServer((request, response) => {
		response.setHeader('access-control-allow-origin', '*');
		response.setHeader('access-control-allow-headers', 'range');
		if (request.method === 'OPTIONS') return void response.end();
		if (request.method === 'POST') {
			const parts: Buffer[] = [];
			request.on('data', (bytes: Buffer) => parts.push(bytes));
			request.on('end', () => {
				kept = Buffer.concat(parts);
				response.end();
			});
			return;
		}
		const [, from = '0', to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
		const end = to ? Number(to) + 1 : kept.length;
		response.writeHead(request.headers.range ? 206 : 200, {
			'content-type': 'video/webm',
			'accept-ranges': 'bytes',
			'content-length': Math.min(end, kept.length) - Number(from),
			'content-range': `bytes ${from}-${Math.min(end, kept.length) - 1}/${kept.length}`
		});
		response.end(kept.subarray(Number(from), end));
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return { address: `http://localhost:${port}/`, close: () => server.close() };
}

/** Typed access to what the page offers; runs in the page. */
declare function benchOf(): BenchPage;

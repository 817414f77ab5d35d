/**
 * What following the eyes costs in a real browser, and how well it does through a camera: the product's own worker, beside
 * the bare landmarker and beside a recording without it, all in one run. Chromium's camera plays the labelled clip.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import type { BenchRow } from '../../../scripts/bench-rows.ts';
import { findBrowser } from '../../../scripts/find-browser.ts';
import { QUIET_BROWSER } from '../../../scripts/quiet-browser.ts';
import { median } from '../../../src/lib/gaze/median.ts';
import { findVisionModel } from '../../fixtures/vision-model.ts';
import { balancedAccuracy, drawConfusion, facesFound } from './clip.ts';
import { modelsWithout } from './fit.ts';
import { judgeThroughCamera, LESSONS } from './through-camera.ts';
import type { InPage } from './page.ts';
import { expandClip } from './expand-clip.ts';
import { readClip, truthIsThere } from './truth.ts';

/** One pass of the clip takes 62 s; two, so that a slow computer sees every frame. */
const CLIP_MS = 125_000;
const COST_MS = 8000;
const IDLE_MS = 10_000;
const RECORD_MS = 10_000;
const ROUNDS = 3;

export default function browserRows(): Promise<BenchRow[]> {
	return withPage(async (page, left) => [...(await measure(page)), requestsRow(left)]);
}

/** Only the row of recorded frames, with the eyes followed and without. */
export function recordedFrames(): Promise<BenchRow[]> {
	return withPage(async (page) => {
		await inPage(page, 'warm');
		return [await recordingRow(page)];
	});
}

async function withPage(
	act: (page: Page, left: string[]) => Promise<BenchRow[]>
): Promise<BenchRow[]> {
	const path = findVisionModel();
	const model = path && readFileSync(path);
	const program = findBrowser();
	if (!model || !program || !truthIsThere()) {
		const missing = !model ? 'the vision model' : program ? 'the labelled clip' : 'a browser';
		process.stderr.write(`gaze: ${missing} is not there, so nothing is measured in a browser.\n`);
		return [];
	}
	const folder = mkdtempSync(join(tmpdir(), 'gaze-bench-'));
	const server = await serve(model);
	try {
		const camera = join(folder, 'clip.mjpeg');
		writeFileSync(camera, expandClip());
		const browser = await chromium.launch({ executablePath: program, args: argumentsFor(camera) });
		try {
			const page = await browser.newPage();
			const left: string[] = [];
			page.on('request', (request) => {
				if (!request.url().startsWith(addressOf(server))) left.push(request.url());
			});
			await page.goto(`${addressOf(server)}/tests/bench/gaze/page.html`);
			await page.waitForFunction(() => 'bench' in window);
			return await act(page, left);
		} finally {
			await browser.close();
		}
	} finally {
		await server.close();
		rmSync(folder, { recursive: true });
	}
}

async function measure(page: Page): Promise<BenchRow[]> {
	const cdp = await page.context().newCDPSession(page);
	await cdp.send('Performance.enable');
	await inPage(page, 'warm');
	return [
		await costRow(page),
		await mainThreadRow(page, cdp),
		await recordingRow(page),
		...(await clipRows(page))
	];
}

/** Blocks of one and the other in turn, so that both meet the same computer. */
async function costRow(page: Page): Promise<BenchRow> {
	const [ours, theirs]: number[][] = [[], []];
	for (let round = 0; round < ROUNDS; round++) {
		theirs?.push(...(await inPage(page, 'theirs', COST_MS)));
		ours?.push(...(await inPage(page, 'ours', COST_MS)));
	}
	const [product, bare] = [median(ours ?? []), median(theirs ?? [])];
	const name = `worker time a frame (${product.toFixed(1)} ms) over the bare call (${bare.toFixed(1)} ms)`;
	return row(name, product / bare, 'x', 'at most 1.15', (value) => value <= 1.15, 2);
}

/** The page's thread with and without the tracker while the camera is open; the difference is the tracker's. */
async function mainThreadRow(page: Page, cdp: CDPSession): Promise<BenchRow> {
	const spent = async (follow: boolean) => {
		const from = await taskMs(cdp);
		const looks = await inPage(page, 'idle', IDLE_MS, follow);
		return { ms: (await taskMs(cdp)) - from, looks };
	};
	const rounds: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const without = await spent(false);
		const using = await spent(true);
		rounds.push(Math.max(0, using.ms - without.ms) / Math.max(1, using.looks));
	}
	const each = median(rounds);
	return row('main thread time a frame', each, 'ms', 'at most 2', (value) => value <= 2, 2);
}

async function taskMs(cdp: CDPSession): Promise<number> {
	const { metrics } = await cdp.send('Performance.getMetrics');
	return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}

async function recordingRow(page: Page): Promise<BenchRow> {
	const [without, using, looks]: number[][] = [[], [], []];
	for (let round = 0; round < ROUNDS; round++) {
		without?.push((await inPage(page, 'record', RECORD_MS, false)).frames);
		const followed = await inPage(page, 'record', RECORD_MS, true);
		using?.push(followed.frames);
		looks?.push(followed.looks);
	}
	return {
		...row(
			`recorded frames of 300, 720p30, 10 s, median of ${ROUNDS} (${using?.join(', ')}), eyes followed ${looks?.join(', ')} times`,
			median(using ?? []),
			'frames',
			'at least 295',
			(value) => value >= 295,
			0
		),
		baseline: median(without ?? [])
	};
}

async function clipRows(page: Page): Promise<BenchRow[]> {
	const { frames } = readClip();
	const seen = await inPage(page, 'clip', CLIP_MS);
	const models = modelsWithout(Object.keys(LESSONS).map(Number));
	const judged = judgeThroughCamera(frames, seen, models);
	process.stdout.write(`The clip as the camera:\n${drawConfusion(judged)}\n\n`);
	const accuracy = balancedAccuracy(judged);
	const found = facesFound(judged);
	return [
		row(
			`clip as the camera, lens/screen/away, balanced accuracy (${judged.length} samples)`,
			accuracy,
			'',
			'at least 0.92',
			(value) => value >= 0.92,
			3
		),
		row(
			'clip as the camera, no face and several told',
			found,
			'%',
			'100',
			(value) => value === 100,
			1
		)
	];
}

const requestsRow = (left: string[]): BenchRow =>
	row('requests that left the origin', left.length, '', '0', (value) => value === 0, 0);

function row(
	name: string,
	exact: number,
	unit: string,
	goal: string,
	holds: (value: number) => boolean,
	digits: number
): BenchRow {
	const value = Number(exact.toFixed(digits));
	return { name: `browser: ${name}`, value, unit, goal, holds: holds(value) };
}

/** Calls a function of page.ts. */
async function inPage<K extends keyof InPage>(
	page: Page,
	name: K,
	...given: Parameters<InPage[K]>
): Promise<Awaited<ReturnType<InPage[K]>>> {
	return page.evaluate(
		([name, given]) => {
			const { bench } = window as unknown as {
				bench: Record<string, (...a: unknown[]) => unknown>;
			};
			return bench[name]?.(...given);
		},
		[name, given] as [string, unknown[]]
	) as Promise<Awaited<ReturnType<InPage[K]>>>;
}

function serve(model: Buffer): Promise<ViteDevServer> {
	return createServer({
		configFile: false,
		root: resolve('.'),
		cacheDir: join(tmpdir(), 'gaze-bench-vite'),
		logLevel: 'error',
		worker: { format: 'es' },
		optimizeDeps: {
			include: ['@mediapipe/tasks-vision', 'valibot', 'mediabunny'],
			noDiscovery: true
		},
		server: { host: '127.0.0.1', hmr: false, watch: null },
		plugins: [
			{
				name: 'model',
				configureServer: ({ middlewares }) =>
					void middlewares.use('/model.task', (_, response) => void response.end(model))
			}
		]
	}).then((server) => server.listen());
}

const addressOf = (server: ViteDevServer) =>
	(server.resolvedUrls?.local[0] ?? '').replace(/\/$/, '');

const argumentsFor = (camera: string) => [
	'--no-sandbox',
	...QUIET_BROWSER,
	'--autoplay-policy=no-user-gesture-required',
	'--use-fake-ui-for-media-stream',
	'--use-fake-device-for-media-stream',
	`--use-file-for-fake-video-capture=${camera}`
];

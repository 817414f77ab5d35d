/** What stands between a newcomer and the first recording: clicks, and script as it comes over the line. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page, type Request } from '@playwright/test';
import type { BenchRow } from '../../../scripts/bench-rows.ts';
import { findBrowser } from '../../../scripts/find-browser.ts';
import { QUIET_BROWSER } from '../../../scripts/quiet-browser.ts';
import { BuiltApp, freePort } from '../../journeys/built-app.ts';
import { tellRecorderStart } from '../../journeys/recorder-start.ts';

/** The three presses of somebody who never was here. */
const CLICKS = [
	['link', 'Start practising'],
	['button', 'Begin interview'],
	['button', 'Start answering']
] as const;
/** @source design/recording: at most this much, models apart, and as many clicks */
const MOST_KB = 150;
const MOST_CLICKS = 3;

/** The rows of a newcomer; needs the built app (`npm run build`). */
export async function benchFirstRecording(): Promise<BenchRow[]> {
	const folder = await mkdtemp(join(tmpdir(), 'first-recording-bench-'));
	const app = new BuiltApp({ folder: join(folder, 'data'), port: await freePort() });
	const browser = await chromium.launch({
		executablePath: findBrowser() ?? undefined,
		args: [...QUIET_BROWSER, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']
	});
	try {
		await app.start();
		const page = await browser.newPage();
		const scripts: Request[] = [];
		page.context().on('request', (request) => {
			if (new URL(request.url()).pathname.endsWith('.js')) scripts.push(request);
		});
		const recorder = await tellRecorderStart(page);
		const clicks = await press(page, app.origin);
		const startedAtMs = await recorder.atMs;
		await page.waitForLoadState('networkidle');
		const before = scripts.filter((request) => request.timing().startTime < startedAtMs);
		return rowsOf(clicks, await bytesOf(before));
	} finally {
		await browser.close();
		await app.stop();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** Presses what leads to a recording, each page loaded to its end before; says how often that was. */
async function press(page: Page, origin: string): Promise<number> {
	await page.goto(origin);
	for (const [role, name] of CLICKS) {
		await page.waitForLoadState('networkidle');
		await page.getByRole(role, { name }).first().click();
	}
	return CLICKS.length;
}

/** Bodies as they came over the line, compressed. */
async function bytesOf(scripts: readonly Request[]): Promise<number> {
	const sizes = await Promise.all(scripts.map((request) => request.sizes()));
	return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
}

function rowsOf(clicks: number, bytes: number): BenchRow[] {
	const kilobytes = Math.round(bytes / 100) / 10;
	return [
		{
			name: 'clicks to the first recording',
			value: clicks,
			unit: '',
			goal: `at most ${MOST_CLICKS}`,
			holds: clicks <= MOST_CLICKS
		},
		{
			name: 'script before the first recording, compressed',
			value: kilobytes,
			unit: 'kB',
			goal: `at most ${MOST_KB}`,
			holds: kilobytes <= MOST_KB
		}
	];
}

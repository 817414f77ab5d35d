/**
 * How true the interview's clock is over 10 minutes, in a page that is shown and in one that is hidden. The limit of the
 * answer is compared with Node's clock; how old the shown time gets, with the page's. `TIMERS_S`: another length.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import type { Bench, BenchRow } from '../../scripts/bench-rows.ts';
import { findBrowser } from '../../scripts/find-browser.ts';
import { openChromium, type Tab } from './timers/chromium.ts';
import type { Lateness } from './timers/page.ts';

const LENGTH_S = Number(process.env['TIMERS_S'] ?? 600);
const GOAL_MS = 100;

const bench: Bench = async () => {
	const path = findBrowser();
	if (!path) throw new Error('This bench needs Chromium or Chrome.');
	const folder = await mkdtemp(join(tmpdir(), 'timers-bench-'));
	const server = await serve(folder);
	const browser = await openChromium(path);
	try {
		const { port } = server.address() as AddressInfo;
		const url = `http://127.0.0.1:${port}/`;
		const behind = await browser.open(url);
		const front = await browser.open(url);
		await front.bringToFront();
		const [hidden, shown] = await Promise.all([run(behind), run(front)]);
		if (hidden.visibility !== 'hidden') throw new Error('the page behind was not hidden');
		return [...rows('shown', shown), ...rows('hidden', hidden)];
	} finally {
		await browser.close();
		server.close();
		await rm(folder, { recursive: true, force: true });
	}
};
export default bench;

type Measured = Lateness & { byNodeMs: number };

async function run(tab: Tab): Promise<Measured> {
	let beganAt = 0;
	await tab.onCall('began', () => (beganAt = performance.now()));
	await tab.evaluate('loaded');
	const seen = await tab.evaluate<Lateness>(`measure(${LENGTH_S}, () => began(''))`);
	return { ...seen, byNodeMs: performance.now() - beganAt };
}

function rows(
	name: string,
	{ longestGapMs, usualGapMs, plainGapMs, byNodeMs }: Measured
): BenchRow[] {
	const off = Math.abs(byNodeMs - LENGTH_S * 1000);
	return [
		row(`page ${name}: the limit after ${LENGTH_S} s comes off by`, off),
		row(`page ${name}: the shown time is old by, 999 times in 1000`, usualGapMs),
		{
			...row(`page ${name}: the shown time is old by, at worst`, longestGapMs),
			baseline: round(plainGapMs)
		}
	];
}

const round = (ms: number) => Math.round(ms * 10) / 10;
const row = (name: string, ms: number): BenchRow => ({
	...{ name, value: round(ms), unit: 'ms', goal: `at most ${GOAL_MS}`, holds: ms <= GOAL_MS }
});

/** The page, built as the app is built, on a server of its own. */
async function serve(folder: string) {
	await build({
		configFile: false,
		logLevel: 'warn',
		plugins: [svelte()],
		worker: { format: 'es' },
		build: {
			outDir: folder,
			emptyOutDir: false,
			rolldownOptions: {
				input: new URL('./timers/page.ts', import.meta.url).pathname,
				output: { entryFileNames: 'page.js' }
			}
		}
	});
	const html = '<script>loaded = import("/page.js").then(() => true)</script>';
	const server = createServer((request, response) => {
		const file = request.url ?? '/';
		if (file === '/') return void response.setHeader('content-type', 'text/html').end(html);
		const type = extname(file) === '.js' ? 'text/javascript' : 'application/octet-stream';
		readFile(join(folder, file)).then(
			(body) => response.setHeader('content-type', type).end(body),
			() => response.writeHead(404).end()
		);
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return server;
}

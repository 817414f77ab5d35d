/** A browser with a profile of its own that can be ended as a crash ends it: at once, with all its processes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/find-browser.ts';
import { QUIET_BROWSER } from '../../scripts/quiet-browser.ts';

const ARGUMENTS = [
	'--headless=new',
	'--no-first-run',
	...QUIET_BROWSER,
	'--autoplay-policy=no-user-gesture-required',
	'--use-fake-ui-for-media-stream',
	'--use-fake-device-for-media-stream',
	'--remote-debugging-port=0',
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
];
const OPENING_MS = 30_000;

export class KillableBrowser {
	#process: ChildProcess | undefined;
	#browser: Browser | undefined;

	/** @param media arguments that name the files which camera and microphone play */
	constructor(
		readonly profile: string,
		readonly media: string[] = []
	) {}

	/** The browser's process group. */
	get pid(): number {
		return this.#process?.pid ?? 0;
	}

	/** Opens the browser with its profile as the last one left it; the page's addresses are relative to `origin`. */
	async open(origin: string): Promise<Page> {
		const path = findBrowser() ?? chromium.executablePath();
		const port = join(this.profile, 'DevToolsActivePort');
		await rm(port, { force: true });
		const given = [...ARGUMENTS, ...this.media, `--user-data-dir=${this.profile}`, 'about:blank'];
		// a group of its own, so that every process of the browser can be ended with one signal
		this.#process = spawn(path, given, { detached: true, stdio: 'ignore' });
		this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portIn(port)}`);
		const context = this.#browser.contexts()[0];
		if (!context) throw new Error('the browser has no profile');
		const page = await context.newPage();
		const goto = page.goto.bind(page);
		page.goto = (address, options) => goto(new URL(address, origin).href, options);
		return page;
	}

	/** Ends every process of the browser as a power cut does. Returns when that was, in milliseconds since 1970. */
	async kill(): Promise<number> {
		const child = this.#process;
		this.#process = undefined;
		if (child?.pid === undefined) return Date.now();
		const gone = once(child, 'exit');
		const at = Date.now();
		process.kill(-child.pid, 'SIGKILL');
		await gone;
		await this.#browser?.close().catch(() => undefined);
		return at;
	}
}

async function portIn(file: string): Promise<string> {
	const endsAt = Date.now() + OPENING_MS;
	while (Date.now() < endsAt) {
		const [port] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
		if (port) return port;
		await rest(50);
	}
	throw new Error('the browser did not open');
}

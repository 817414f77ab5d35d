/** Finds Chromium or Chrome for the tests, and installs one where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const USUAL_PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
	darwin: [
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
	],
	win32: [
		process.env['PROGRAMFILES'],
		process.env['PROGRAMFILES(X86)'],
		process.env['LOCALAPPDATA']
	]
		.filter((folder) => folder !== undefined)
		.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'))
};

/**
 * The path of a browser that starts: `CHROMIUM_PATH`, the system's, Playwright's own; null when there is none.
 * @throws {Error} when `CHROMIUM_PATH` is set and cannot be started.
 */
export function findBrowser(): string | null {
	const given = process.env['CHROMIUM_PATH'];
	if (given) {
		if (starts(given)) return given;
		throw new Error(`CHROMIUM_PATH is ${given}, but that cannot be started.`);
	}
	const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
	const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
	const places = [...onPath, ...(USUAL_PLACES[process.platform] ?? []), chromium.executablePath()];
	return places.find(starts) ?? null;
}

/**
 * The same, but installs a browser when there is none: Playwright's, or Debian's package where that is allowed.
 * @throws {Error} that says how to get one when nothing helps.
 */
export function ensureBrowser(): string {
	const found = findBrowser() ?? installOne();
	if (found) return found;
	throw new Error(
		'No Chromium or Chrome was found and none could be installed. Install one (for example with ' +
			'`npx playwright install --with-deps chromium`), or set CHROMIUM_PATH to the program, then try again.'
	);
}

function installOne(): string | null {
	const cli = join('node_modules', 'playwright', 'cli.js');
	say('No browser found; installing one for the tests ...');
	run(process.execPath, [cli, 'install', 'chromium']);
	const playwrights = findBrowser();
	if (playwrights) return playwrights;
	if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
	say("Installing Debian's chromium ...");
	run('apt-get', ['update', '-q']);
	run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
	return findBrowser();
}

/** Chrome on Windows opens a window when asked for its version, so there the file is enough. */
function starts(path: string): boolean {
	if (!existsSync(path)) return false;
	if (process.platform === 'win32') return true;
	return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function run(program: string, given: string[]): void {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const result = spawnSync(program, given, { env, encoding: 'utf8', timeout: 15 * 60_000 });
	if (result.status !== 0) say(`${result.stdout ?? ''}${result.stderr ?? ''}`.trim());
}

function say(words: string): void {
	process.stdout.write(`${words}\n`);
}

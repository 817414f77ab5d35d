/**
 * What `npm start` and `npm test` need before anything else: the right Node, the packages, a build.
 * Plain JavaScript without packages, because it runs before they are installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Ends the program with a sentence when Node is too old. */
export function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
	if (fits) return;
	process.stderr.write(
		`Vivavoce needs Node 20.19 or newer (22.12 or newer in the 22 line); this is ${process.versions.node}. ` +
			'Get a newer one from https://nodejs.org, then try again.\n'
	);
	process.exit(1);
}

/** Installs the packages of package-lock.json unless exactly they are there already. @throws {Error} with a sentence */
export async function installIfNeeded() {
	if (packagesAreThere()) return;
	process.stdout.write('Installing packages (this takes about a minute, once) ...\n');
	let { code, output } = await npm('ci');
	// Another npm, or a registry without the packages of other systems, may call the lock file incomplete.
	if (output.includes('EUSAGE')) ({ code, output } = await npm('install', '--no-save'));
	if (code !== 0)
		throw new Error(`${output}\nThe packages could not be installed. The lines above say why.`);
}

/** @param {string[]} command */
function npm(...command) {
	const given = [...command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
	const cli = process.env['npm_execpath'] ?? '';
	return /npm-cli\.[cm]?js$/.test(cli)
		? run(process.execPath, [cli, ...given])
		: run('npm', given, { shell: process.platform === 'win32' });
}

/** Builds the app unless the last build was made from exactly these sources. @throws {Error} with what the builder said */
export async function buildIfNeeded() {
	const stamp = join(root, 'build', '.sources');
	const sources = hashSources();
	if (readOrNull(stamp) === sources) return;
	process.stdout.write('Building (this takes about half a minute, after each change) ...\n');
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	const { code, output } = await run(process.execPath, [vite, 'build', '--logLevel', 'warn']);
	if (code !== 0)
		throw new Error(`${output}\nThe app could not be built. The lines above say why.`);
	writeFileSync(stamp, sources);
}

/** npm keeps a list of what it installed; it is compared with the lock file, package by package. */
function packagesAreThere() {
	const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
	const wanted = packagesOf(join(root, 'package-lock.json'));
	if (!installed || !wanted) return false;
	return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
		if (path === '') return true;
		const found = installed[path];
		return found ? found.version === version : Boolean(optional || devOptional);
	});
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | null}
 */
function packagesOf(lockFile) {
	const text = readOrNull(lockFile);
	return text === null ? null : JSON.parse(text).packages;
}

/** The question bank and the migrations are not among the sources: they are read when the server runs. */
const SOURCES = [
	'src',
	'static',
	'svelte.config.js',
	'scripts/compress-build.mjs',
	'vite.config.ts',
	'tsconfig.json',
	'package-lock.json'
];

function hashSources() {
	const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
	for (const source of SOURCES) {
		for (const file of filesUnder(source)) {
			hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
		}
	}
	return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
	const entries = listOrNull(join(root, path));
	if (!entries) return [path];
	return entries
		.filter((entry) => !/\.(test|contract)\.ts$|\.md$/.test(entry.name))
		.map((entry) => `${path}/${entry.name}`)
		.sort()
		.flatMap(filesUnder);
}

/** @param {string} folder */
function listOrNull(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		return null;
	}
}

/** @param {string} file */
function readOrNull(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return null;
	}
}

/**
 * Runs a program in the root folder with nothing to read from. Its output is kept back, because it matters only when
 * something fails: a build warns about things in other people's packages.
 * @param {string} program
 * @param {string[]} given
 * @param {{ shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(program, given, options = {}) {
	return new Promise((done, fail) => {
		const child = spawn(program, given, {
			...options,
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		const passOn = () => child.kill('SIGTERM');
		process.once('SIGTERM', passOn);
		let output = '';
		child.stdout.on('data', (bytes) => (output += bytes));
		child.stderr.on('data', (bytes) => (output += bytes));
		child.once('error', fail);
		child.once('close', (code) => {
			process.off('SIGTERM', passOn);
			done({ code: code ?? 1, output });
		});
	});
}

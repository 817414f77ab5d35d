/** The shape of the repository itself: what lint cannot see. */
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROOMS } from '../../scripts/house-rules.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MADE = new Set([
	'node_modules',
	'.git',
	'.svelte-kit',
	'build',
	'data',
	'test-results',
	'playwright-report',
	'coverage',
	'.vite'
]);
const TEXT = new Set([
	'.ts',
	'.js',
	'.mjs',
	'.svelte',
	'.css',
	'.html',
	'.md',
	'.json',
	'.yaml',
	'.yml',
	'.sql',
	''
]);

/** Every file somebody wrote, as a path from the root. */
function walk(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		const name = relative(root, path).replaceAll('\\', '/');
		if (MADE.has(name)) return [];
		return entry.isDirectory() ? walk(path) : [name];
	});
}

const files = walk(root);
const texts = files.filter(
	(file) => TEXT.has(extname(file)) && !file.endsWith('package-lock.json')
);
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const mentioning = (pattern: RegExp) => texts.filter((file) => pattern.test(read(file)));

describe('the top level', () => {
	it.each([
		...['package.json', 'package-lock.json', 'tsconfig.json', 'svelte.config.js', 'vite.config.ts'],
		...['src', 'question-bank', 'drizzle', 'static', 'tests', 'scripts', 'docs/decisions'],
		...['README.md', 'CONTRIBUTING.md', 'LICENSE', 'src/README.md', 'question-bank/README.md'],
		...['eslint.config.js', 'playwright.config.ts', 'vitest.config.ts', 'knip.json', 'lefthook.yml']
	])('has %s', (entry) => {
		expect(existsSync(join(root, entry))).toBe(true);
	});

	it.skipIf(process.platform === 'win32')(
		'has a CI command that can be run and does what a newcomer does',
		() => {
			accessSync(join(root, '.ci/run'), constants.X_OK);
			expect(read('.ci/run')).toMatch(/exec npm test\n$/);
		}
	);
});

describe('src/lib', () => {
	it('has no room that the rules do not know', () => {
		const rooms = readdirSync(join(root, 'src/lib')).filter((name) =>
			statSync(join(root, 'src/lib', name)).isDirectory()
		);
		expect(rooms.filter((room) => !ROOMS.includes(room))).toEqual([]);
	});

	it('has files in rooms only, named in kebab-case, components in PascalCase', () => {
		const inLib = files.filter((file) => file.startsWith('src/lib/'));
		expect(inLib.filter((file) => dirname(file) === 'src/lib')).toEqual([]);
		const odd = inLib.filter((file) => {
			const [stem = '', ...rest] = basename(file).split('.');
			const isComponent =
				rest.join('.') === 'svelte' || /^svelte\.test\.|^browser\.test\./.test(rest.join('.'));
			const fits =
				/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) || (isComponent && /^[A-Z][A-Za-z]*$/.test(stem));
			return !fits;
		});
		expect(odd).toEqual([]);
	});

	it('has no attic, under whatever ending', () => {
		const attic =
			/(^|\/)(utils?|helpers?|managers?|data|common|misc|shared|index)(\.[a-z.]+)?(\/|$)/;
		const inside = files.filter((file) => file.startsWith('src/lib/'));
		expect(inside.filter((file) => attic.test(file.slice('src/lib/'.length)))).toEqual([]);
	});
});

describe('nothing depends on where it was written', () => {
	// Put together, so that this file does not find itself.
	const slash = '/';

	it('no absolute path of somebody', () => {
		expect(
			mentioning(new RegExp(`(^|[\\s"'\`(=])${slash}(work|home|Users|root)${slash}`, 'm'))
		).toEqual([]);
	});

	it('no folder beside this one; only a bench may look whether there is material to measure with', () => {
		const named = mentioning(new RegExp(`\\.\\.${slash}shared\\b`));
		expect(named.filter((file) => !file.startsWith('tests/bench/'))).toEqual([]);
	});

	it('no registry', () => {
		expect(mentioning(new RegExp(['registry', 'npmjs'].join('\\.')))).toEqual([]);
		expect(read('package-lock.json')).not.toContain('"resolved"');
	});
});

describe('the lock file', () => {
	it('belongs to package.json, and every version there is exact', () => {
		const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
			string,
			Record<string, string>
		>;
		const lock = JSON.parse(read('package-lock.json')) as {
			packages: Record<string, Record<string, unknown>>;
		};
		expect(lock.packages['']?.['dependencies']).toEqual(dependencies);
		expect(lock.packages['']?.['devDependencies']).toEqual(devDependencies);
		const versions = Object.values({ ...dependencies, ...devDependencies });
		expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
	});

	it('lists the packages of every system, so that npm ci accepts it on each', () => {
		const { packages } = JSON.parse(read('package-lock.json')) as {
			packages: Record<string, { optionalDependencies?: Record<string, string> }>;
		};
		const listed = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
		const wanted = Object.values(packages).flatMap((one) =>
			Object.keys(one.optionalDependencies ?? {})
		);
		expect(wanted.filter((name) => !listed.has(name))).toEqual([]);
	});
});

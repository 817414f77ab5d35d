/** Each rule of the house is broken here on purpose: lint must fail, and say what to do instead. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({
	cwd: root,
	// The planted files are not on the disk, so no type can be asked for.
	overrideConfig: {
		files: ['**/*.ts'],
		languageOptions: { parserOptions: { projectService: false } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'off',
			'@typescript-eslint/no-misused-promises': 'off',
			'@typescript-eslint/await-thenable': 'off'
		}
	}
});

/** What lint says about a file with this text at this place. */
async function lint(filePath: string, text: string): Promise<string> {
	const [result] = await eslint.lintText(text, { filePath: `${root}/${filePath}` });
	return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n');
}

/** A pure file of a room; an import of a file that is not there has no room. */
function someFile(room: string): string | undefined {
	const folder = `${root}/src/lib/${room}`;
	const names = existsSync(folder) ? readdirSync(folder) : [];
	return names.find((name) => /^[^.]+\.ts$/.test(name));
}

const imports = (path: string) => `import '${path}';\n`;

// The first file takes seconds, because it loads every plugin.
beforeAll(() => lint('src/lib/platform/planted.ts', ''), 60_000);

describe('imports go leftward', () => {
	it.each([
		['src/lib/upload/planted.server.ts', '../practice/queries.server.ts', 'upload may not import'],
		['src/lib/upload/planted.ts', '$lib/practice/session', 'upload may not import'],
		['src/lib/upload/planted.ts', '../green-room/verdict.ts', 'upload may not import'],
		['src/lib/green-room/planted.ts', '../practice/session.ts', 'green-room may not import'],
		['src/lib/platform/planted.ts', '../account/owner.ts', 'platform may not import'],
		['src/lib/design/Planted.svelte', '$lib/question-bank/question', 'design may not import'],
		['src/lib/practice/planted.ts', '../sharing/grant.ts', 'practice may not import'],
		['src/lib/rubric/planted.ts', '../interview/plan.ts', 'rubric may not import'],
		['src/lib/review/planted.server.ts', '../../routes/+layout.server.ts', 'review may not import'],
		['src/lib/account/planted.server.ts', '../../app.server.ts', 'account may not import']
	])('%s may not import %s', async (from, to, message) => {
		const text = from.endsWith('.svelte')
			? `<script lang="ts">\n${imports(to)}</script>\n`
			: imports(to);
		const said = await lint(from, text);
		expect(said).toContain(message);
		expect(said).toContain('imports go leftward only');
	});

	it('also in types, re-exports and dynamic imports', async () => {
		const place = 'src/lib/platform/planted.ts';
		const to = '../account/owner.ts';
		for (const text of [
			`import type { OwnerId } from '${to}';\nexport type Mine = OwnerId;\n`,
			`export type { OwnerId } from '${to}';\n`,
			`export const later = () => import('${to}');\n`
		]) {
			expect(await lint(place, text)).toContain('platform may not import');
		}
	});

	const strangers = ['recording', 'gaze', 'pacing'];
	const pairs = strangers.flatMap((from) =>
		strangers.filter((to) => to !== from && someFile(to)).map((to) => [from, to] as const)
	);
	it.each(pairs)('%s never imports %s', async (from, to) => {
		const said = await lint(`src/lib/${from}/planted.ts`, imports(`../${to}/${someFile(to)}`));
		expect(said).toContain('never know each other');
	});
});

describe('a suffix says which world a file touches', () => {
	it.each([
		'node:fs',
		'node:fs/promises',
		'$app/environment',
		'svelte',
		'svelte/store',
		'../platform/db.server.ts'
	])('a pure file may not import %s', async (to) => {
		expect(await lint('src/lib/practice/planted.ts', imports(to))).toContain(
			'A pure file (x.ts) may not'
		);
	});

	it.each([
		'document.title',
		'window.name',
		'performance.now()',
		'crypto.randomUUID()',
		'Date.now()',
		'new Date()',
		'Math.random()'
	])('a pure file may not use %s', async (expression) => {
		const said = await lint(
			'src/lib/practice/planted.ts',
			`export const made = () => ${expression};\n`
		);
		expect(said).toContain('take the value as an argument');
	});

	it('a pure file may make a date from a given moment', async () => {
		expect(
			await lint('src/lib/practice/planted.ts', 'export const at = (ms: number) => new Date(ms);\n')
		).toBe('');
	});

	it.each(['planted.browser.ts', 'planted.svelte.ts', 'planted.worker.ts'])(
		'%s may not import from the server',
		async (name) => {
			const said = await lint(`src/lib/practice/${name}`, imports('./queries.server.ts'));
			expect(said).toContain('belongs to the server');
		}
	);

	it('a component may not import from the server', async () => {
		const text = `<script lang="ts">\n${imports('$lib/practice/queries.server')}</script>\n`;
		expect(await lint('src/routes/Planted.svelte', text)).toContain('belongs to the server');
	});
});

describe('the database', () => {
	it.each([
		['src/lib/practice/planted.server.ts', 'drizzle-orm'],
		['src/lib/practice/planted.server.ts', 'drizzle-orm/pg-core'],
		['src/lib/upload/receive.server.ts', 'postgres'],
		['src/routes/planted/+page.server.ts', 'drizzle-orm'],
		['src/lib/practice/planted.server.ts', './schema.server.ts'],
		['src/routes/planted/+page.server.ts', '$lib/practice/schema.server']
	])('%s may not import %s', async (from, to) => {
		expect(await lint(from, imports(to))).toContain('touch the database');
	});

	it.each(['queries', 'commands'])("%s may not import another room's schema", async (kind) => {
		const said = await lint(
			`src/lib/review/${kind}.server.ts`,
			imports('../practice/schema.server.ts')
		);
		expect(said).toContain("another room's schema");
	});

	it.each([
		['src/lib/review/queries.server.ts', './schema.server.ts'],
		['src/lib/review/commands.server.ts', 'drizzle-orm'],
		['src/lib/review/schema.server.ts', '../practice/schema.server.ts'],
		['src/lib/account/accounts.server.ts', './schema.server.ts']
	])('%s may import %s', async (from, to) => {
		expect(await lint(from, imports(to))).toBe('');
	});
});

describe('access is proved, never asserted', () => {
	const forge = (type: string) => `type ${type} = string;\nexport const forged = 'x' as ${type};\n`;

	it.each([
		['src/lib/practice/queries.server.ts', 'OwnerId', 'Only account/ makes'],
		['src/lib/practice/session.ts', 'OwnerId', 'Only account/ makes'],
		['src/lib/sharing/queries.server.ts', 'OwnerId', 'Only account/ makes'],
		['src/routes/planted/+server.ts', 'OwnerId', 'Only account/ makes'],
		['src/lib/account/planted.server.ts', 'Granted', 'Only sharing/ makes'],
		['src/lib/practice/commands.server.ts', 'Granted', 'Only sharing/ makes'],
		['src/routes/planted/+server.ts', 'Grant', 'Only sharing/ makes']
	])('%s may not cast to %s', async (place, type, message) => {
		expect(await lint(place, forge(type))).toContain(message);
	});

	it('the rooms that prove it may', async () => {
		expect(await lint('src/lib/account/planted.server.ts', forge('OwnerId'))).toBe('');
		expect(await lint('src/lib/sharing/planted.server.ts', forge('Granted'))).toBe('');
	});
});

describe('names', () => {
	it.each([
		'utils.ts',
		'helpers.ts',
		'session-data/x.ts',
		'utils/x.ts',
		'index.ts',
		'manager.server.ts',
		'data.ts'
	])('src/lib/practice/%s', async (name) => {
		const said = await lint(`src/lib/practice/${name}`, 'export const x = 1;\n');
		if (name.startsWith('session-data')) expect(said).toBe('');
		else expect(said).toContain('says nothing');
	});

	it('a suffix that nobody knows', async () => {
		expect(await lint('src/lib/practice/session.service.ts', 'export const x = 1;\n')).toContain(
			'no suffix of this house'
		);
	});
});

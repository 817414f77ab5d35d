/** The steps of `npm test` and `npm run check`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './find-browser.ts';
import { buildIfNeeded } from './prepare.mjs';
import { run } from './run.ts';
import type { Outcome, Step } from './step.ts';
import {
	add,
	FAILED,
	NOTHING,
	PASSED,
	tallyOfPlaywright,
	tallyOfVitest,
	type PlaywrightReport,
	type Tally,
	type VitestReport
} from './tally.ts';

/** Everything that needs a browser finds it in `CHROMIUM_PATH` from here on. */
const browser: Step = {
	name: 'browser',
	run() {
		process.env['CHROMIUM_PATH'] = ensureBrowser();
		return Promise.resolve({ tally: NOTHING });
	}
};

const format = tool('format', ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']);
const lint = tool('lint', ['eslint/bin/eslint.js', '.', '--max-warnings', '0']);
/** Writes the types of the routes, which lint needs as well. */
const sync = tool('types of the routes', ['@sveltejs/kit/svelte-kit.js', 'sync']);
const types = tool(
	'types',
	['svelte-check/bin/svelte-check', '--output', 'human', '--fail-on-warnings'],
	['typescript/bin/tsc', '--noEmit', '-p', 'scripts']
);
const bank = tool('question bank', ['tsx/dist/cli.mjs', 'scripts/check-bank.ts']);
const unused = tool('unused code', ['knip/bin/knip.js']);

const build: Step = {
	name: 'build',
	async run() {
		await buildIfNeeded();
		return { tally: PASSED };
	}
};

/** One project of playwright.config.ts. */
function journeys(project: 'alone' | 'in-pairs'): Step {
	const given = ['test', `--project=${project}`, '--reporter=list,json', '--forbid-only'];
	return {
		name: `journeys ${project}`,
		needs: ['browser', 'build'],
		run: () =>
			withReport(async (file) => {
				const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
				const ran = await run('@playwright/test/cli.js', given, { env, live: true });
				const report = readReport<PlaywrightReport>(file);
				return { tally: atLeastOneFailure(report && tallyOfPlaywright(report), ran.code) };
			})
	};
}

export const CHECKS: readonly Step[][] = [[sync], [lint, types, bank]];

export const ALL: readonly (Step | Step[])[] = [
	browser,
	sync,
	[lint, types, format, bank, unused],
	vitest('unit tests', 'unit'),
	[
		vitest('unit tests in the browser', 'browser', ['browser']),
		vitest('database tests on PGlite', 'pglite')
	],
	[vitest('database tests on PostgreSQL', 'postgres'), build],
	journeys('alone'),
	journeys('in-pairs')
];

/** One or more commands that together count as one test. */
function tool(name: string, ...commands: [string, ...string[]][]): Step {
	return {
		name,
		async run() {
			let output = '';
			let failed = false;
			for (const [bin, ...given] of commands) {
				const ran = await run(bin, given);
				output += ran.output;
				failed ||= ran.code !== 0;
			}
			return { tally: failed ? FAILED : PASSED, details: output };
		}
	};
}

function vitest(name: string, project: string, needs: string[] = []): Step {
	const given = ['run', '--project', project, '--passWithNoTests', '--allowOnly=false'];
	return {
		name,
		needs,
		run: () =>
			withReport(async (file) => {
				const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
				const ran = await run('vitest/vitest.mjs', [...given, ...reporters]);
				const report = readReport<VitestReport>(file);
				const tally = atLeastOneFailure(report && tallyOfVitest(report), ran.code);
				return { tally, details: ran.output };
			})
	};
}

/** A runner that ended badly without a failed test (it crashed, an error escaped) has failed all the same. */
function atLeastOneFailure(tally: Tally | null, code: number): Tally {
	if (!tally) return FAILED;
	return code !== 0 && tally.failed === 0 ? add(tally, FAILED) : tally;
}

async function withReport(act: (file: string) => Promise<Outcome>): Promise<Outcome> {
	const folder = mkdtempSync(join(tmpdir(), 'vivavoce-report-'));
	try {
		return await act(join(folder, 'report.json'));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function readReport<T>(file: string): T | null {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as T;
	} catch {
		return null;
	}
}

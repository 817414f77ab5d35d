/** Puts the bench's own page beside the app, at the app's address, so that it may do what the app may. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import type { BuiltApp } from '../../journeys/built-app.ts';

/** Builds the page as the app is built; gives the folder back. */
export async function buildBenchPage(folder: string): Promise<string> {
	await build({
		configFile: false,
		logLevel: 'warn',
		base: '/bench/',
		plugins: [svelte()],
		worker: { format: 'es' },
		build: {
			outDir: folder,
			emptyOutDir: false,
			rolldownOptions: {
				input: new URL('./page.ts', import.meta.url).pathname,
				output: { entryFileNames: 'page.js' }
			}
		}
	});
	return folder;
}

/** Opens an interview as a newcomer does, then the bench's page in its place. */
export async function openBenchPage(
	page: Page,
	{ app, built }: { app: BuiltApp; built: string }
): Promise<{ sessionId: string; answerId: string }> {
	const context = page.context();
	await context.addInitScript('globalThis.benchOf = () => globalThis.bench');
	await context.route(`${app.origin}/bench/**`, async (route) => {
		const name = new URL(route.request().url()).pathname.slice('/bench/'.length);
		if (name === '') {
			const body =
				'<!doctype html><title>Bench</title><body><script type="module" src="/bench/page.js">';
			return route.fulfill({ contentType: 'text/html', body: `${body}</script></body>` });
		}
		const contentType = extname(name) === '.js' ? 'text/javascript' : 'application/octet-stream';
		await route.fulfill({ contentType, body: await readFile(join(built, name)) });
	});
	const begun = await context.request.post(`${app.origin}/practice?/begin`, {
		headers: { origin: app.origin, accept: 'text/html' },
		form: { format: 'introduction-drill', set: 'openers' },
		maxRedirects: 0
	});
	const sessionId = (begun.headers()['location'] ?? '').split('/').at(-1) ?? '';
	const exported = await context.request.get(`${app.origin}/api/sessions/${sessionId}/export`);
	const { session } = (await exported.json()) as { session: { answers: { id: string }[] } };
	await page.goto(`${app.origin}/bench/`);
	await page.waitForFunction(() => 'bench' in globalThis);
	return { sessionId, answerId: session.answers[0]?.id ?? '' };
}

import type { Page } from '@playwright/test';

/** How long a page may take until its buttons answer, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * Lets every load of `page` last until its buttons answer. A person who presses too early sees nothing happen and presses
 * again; a journey presses once.
 */
export function waitUntilStarted(page: Page): void {
	const goto = page.goto.bind(page);
	const reload = page.reload.bind(page);
	const waitForURL = page.waitForURL.bind(page);
	page.goto = async (...given) => after(await goto(...given), page);
	page.reload = async (...given) => after(await reload(...given), page);
	page.waitForURL = async (...given) => after(await waitForURL(...given), page);
}

async function after<T>(loaded: T, page: Page): Promise<T> {
	// a file, a page without scripts, or one whose server is away: what the journey looks for next tells
	await page
		.waitForFunction(hasStarted, undefined, { timeout: PATIENCE_MS })
		.catch(() => undefined);
	return loaded;
}

/** Runs in the page. */
function hasStarted(): boolean {
	const isOurs = document.querySelector('.page-root') !== null;
	return !isOurs || 'started' in document.documentElement.dataset;
}

import type { BrowserContext } from '@playwright/test';

export interface Watch {
	/** Watches every page of a browser profile from now on. */
	add(context: BrowserContext): void;
	/** Lets errors pass whose text matches. */
	allow(pattern: RegExp): void;
	/** @throws {Error} that lists what should not have happened. */
	check(): void;
}

/**
 * Chromium 156 forgets a frame of its own about once in a hundred times that a camera's frames are handed to a worker; seen
 * with a page that does nothing else and closes every frame. What the worker itself forgets is not told to the page.
 */
const BROWSERS_OWN = /^A VideoFrame was garbage collected without being closed\./;
/** More than this in one journey are not the browser's. */
const MOST_OF_BROWSER = 2;

/** Takes down errors in the console, exceptions in pages and requests that leave `origin`. */
export function watch(origin: string): Watch {
	const errors: string[] = [];
	const allowed: RegExp[] = [];
	const elsewhere = new Set<string>();
	return {
		add(context) {
			context.on('console', (message) => {
				if (message.type() === 'error')
					errors.push(`${message.text()} (${message.location().url})`);
			});
			context.on('weberror', (error) => errors.push(`exception: ${error.error().stack}`));
			context.on('request', (request) => {
				const url = new URL(request.url());
				const stays = url.origin === origin || ['blob:', 'data:', 'about:'].includes(url.protocol);
				if (!stays) elsewhere.add(request.url());
			});
		},
		allow(pattern) {
			allowed.push(pattern);
		},
		check() {
			let ofBrowser = 0;
			const ours = errors.filter(
				(error) => !BROWSERS_OWN.test(error) || ++ofBrowser > MOST_OF_BROWSER
			);
			const unexpected = ours.filter((error) => !allowed.some((pattern) => pattern.test(error)));
			const lines = [
				...unexpected.map((error) => `error in the browser: ${error}`),
				...[...elsewhere].map((url) => `request to another origin: ${url}`)
			];
			if (lines.length > 0) throw new Error(lines.join('\n'));
		}
	};
}

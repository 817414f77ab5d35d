import type { Page } from '@playwright/test';

/** Resolves with when the next recorder of this page began, in milliseconds since 1970. Call it before the page is opened. */
export async function tellRecorderStart(page: Page): Promise<{ atMs: Promise<number> }> {
	let tell: (atMs: number) => void = () => undefined;
	const started = new Promise<number>((done) => (tell = done));
	await page.exposeFunction('tellRecorderStart', (atMs: number) => tell(atMs));
	await page.addInitScript(() => {
		const start = MediaRecorder.prototype.start;
		MediaRecorder.prototype.start = function (...given) {
			// no name for it: tsx would look for a helper of its own in the page
			this.addEventListener(
				'start',
				() =>
					(globalThis as unknown as { tellRecorderStart(at: number): void }).tellRecorderStart(
						Date.now()
					),
				{ once: true }
			);
			return start.apply(this, given);
		};
	});
	return { atMs: started };
}

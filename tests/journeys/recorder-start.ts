import type { Page } from '@playwright/test';

/** Resolves with when the next recorder of this page began, in milliseconds since 1970. Call it before the page is opened. */
export async function tellRecorderStart(page: Page): Promise<{ atMs: Promise<number> }> {
	let tell: (atMs: number) => void = () => undefined;
	const started = new Promise<number>((done) => (tell = done));
	await page.exposeFunction('tellRecorderStart', (atMs: number) => tell(atMs));
	await page.addInitScript(() => {
		const start = MediaRecorder.prototype.start;
		MediaRecorder.prototype.start = function (...given) {
			const told = () =>
				(globalThis as unknown as { tellRecorderStart(at: number): void }).tellRecorderStart(
					Date.now()
				);
			this.addEventListener('start', told, { once: true });
			return start.apply(this, given);
		};
	});
	return { atMs: started };
}

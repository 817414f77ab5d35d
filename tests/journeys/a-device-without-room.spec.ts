/** A browser that refuses to store: the recording goes straight to the server. */
import type { Page } from '@playwright/test';
import { beginInterview, finishInterview, secondsLeft } from './sit.ts';
import { expect, test } from './stage.ts';

const DRILL_LIMIT_S = 150;
const SAID = /goes straight to the server/;

/** Gives this site so many bytes, as the browser itself would. */
async function giveRoom(page: Page, origin: string, quotaSize: number): Promise<void> {
	const browser = await page.context().newCDPSession(page);
	await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
}

async function speakUntil(page: Page, seconds: number): Promise<void> {
	await expect
		.poll(() => secondsLeft(page), { timeout: (seconds + 15) * 1000, intervals: [200] })
		.toBeLessThanOrEqual(DRILL_LIMIT_S - seconds);
}

async function expectWhole(page: Page, seconds: number): Promise<void> {
	await expect(page.getByText(SAID)).toHaveCount(1);
	await page.getByRole('button', { name: 'Finish answer' }).click();
	await expect(page.getByText('Answer kept')).toBeVisible();
	await expect(page.getByText('Safe on the server.')).toBeVisible({ timeout: 20_000 });
	await finishInterview(page);
	const durationS = () =>
		page.locator('video').evaluate((video: HTMLVideoElement) => video.duration || 0);
	await expect.poll(durationS).toBeGreaterThanOrEqual(seconds - 0.5);
}

test('storage is refused from the start: the answer is recorded all the same', async ({
	page,
	app
}) => {
	await giveRoom(page, app.origin, 1);
	await beginInterview(page, /Introduction drill/);
	await page.getByRole('button', { name: 'Start answering' }).click();
	await speakUntil(page, 5);
	await expectWhole(page, 5);
});

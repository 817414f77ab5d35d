/** A browser that has no room, or runs out of it: that is said, and the recording goes straight to the server. */
import type { Page } from '@playwright/test';
import { beginInterview, finishInterview, secondsLeft } from './sit.ts';
import { expect, test } from './stage.ts';

const DRILL_LIMIT_S = 150;
const SAID = /goes straight to the server/;

/** Gives this site so many bytes, as the browser itself would: whatever is over is refused by its storage. */
async function giveRoom(page: Page, origin: string, quotaSize: number): Promise<void> {
	const browser = await page.context().newCDPSession(page);
	await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
}

/** Leaves this site so many bytes more than it has taken so far. */
async function leaveRoom(page: Page, origin: string, bytes: number): Promise<void> {
	const browser = await page.context().newCDPSession(page);
	const { usage } = await browser.send('Storage.getUsageAndQuota', { origin });
	await giveRoom(page, origin, usage + bytes);
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

test('storage is full in the middle of an answer: the rest goes straight to the server, said once', async ({
	page,
	app
}) => {
	await beginInterview(page, /Introduction drill/);
	await page.getByRole('button', { name: 'Start answering' }).click();
	await speakUntil(page, 4);
	await leaveRoom(page, app.origin, 200_000);
	// a browser takes room for a file in steps, so it may be some seconds until it is full
	await expect(page.getByText(SAID)).toBeVisible({ timeout: 40_000 });
	const recordedS = DRILL_LIMIT_S - (await secondsLeft(page)) + 4;
	await speakUntil(page, recordedS);
	await expectWhole(page, recordedS);
});

test('too little room is said before anything is recorded, with what is needed', async ({
	page,
	app
}) => {
	await giveRoom(page, app.origin, 12_000_000);
	await page.goto('/practice');
	await page.getByRole('button', { name: 'Check camera and microphone' }).click();
	const said = page.getByText(/needs up to \d+ MB on this device, and \d+ MB are free/);
	await expect(said).toBeVisible();
	await beginInterview(page, /Introduction drill/);
	await expect(said).toBeVisible();
});

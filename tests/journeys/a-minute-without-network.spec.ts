/** A minute without network in the middle of an answer, then a slow line; the answer is sound only, as on a weak device. */
import { beginInterview, secondsLeft } from './sit.ts';
import { expect, test } from './stage.ts';

const DRILL_LIMIT_S = 150;
const OFFLINE_FROM_S = 4;
const OFFLINE_TO_S = 64;

test('no network for a minute, then 256 kbit/s: every second arrives, and the page says where it is', async ({
	page,
	allowError
}) => {
	test.setTimeout(240_000);
	allowError(/ERR_INTERNET_DISCONNECTED|Failed to load resource|Failed to fetch/);
	const until = (seconds: number) =>
		expect
			.poll(() => secondsLeft(page), { timeout: 90_000, intervals: [200] })
			.toBeLessThanOrEqual(DRILL_LIMIT_S - seconds);
	await page.goto('/practice');
	await page.getByRole('checkbox', { name: 'Without a camera: record sound only' }).check();
	await page.getByRole('button', { name: 'Check camera and microphone' }).click();
	await expect(page.getByText('The microphone works')).toBeVisible();
	await beginInterview(page, /Introduction drill/);
	await page.getByRole('button', { name: 'Start answering' }).click();

	const browser = await page.context().newCDPSession(page);
	await browser.send('Network.enable');
	const network = (offline: boolean, bytesPerSecond: number) =>
		browser.send('Network.emulateNetworkConditions', {
			offline,
			latency: 100,
			downloadThroughput: bytesPerSecond,
			uploadThroughput: bytesPerSecond
		});
	await until(OFFLINE_FROM_S);
	await network(true, 0);
	await expect(page.getByText('Saved on this device.').first()).toBeVisible();
	await until(OFFLINE_TO_S);
	await network(false, 32_000);
	await page.getByRole('button', { name: 'Finish answer' }).click();
	await expect(page.getByText('Answer kept')).toBeVisible();
	await expect(page.getByText(/of \d+\.\d MB sent/)).toBeVisible({ timeout: 40_000 });
	await expect(page.getByText('Safe on the server.')).toBeVisible({ timeout: 60_000 });
	await network(false, -1);
	await page.getByRole('button', { name: 'Finish interview' }).click();
	await page.waitForURL(/\/sessions\/[0-9a-f-]{36}$/);
	const media = page.locator('video, audio').first();
	await expect(media).toBeAttached({ timeout: 20_000 });
	await expect
		.poll(() => media.evaluate((each: HTMLMediaElement) => each.duration || 0))
		.toBeGreaterThanOrEqual(OFFLINE_TO_S - 0.5);
});

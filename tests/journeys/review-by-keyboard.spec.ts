import type { Page } from '@playwright/test';
import { linkFor, recordedInterview } from './recorded-interview.ts';
import { expect, test } from './stage.ts';

const now = (page: Page) =>
	page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime * 1000);

test('the player is worked by its keys, to the single picture, and never takes a key from a text', async ({
	page,
	visitor
}) => {
	test.setTimeout(90_000);
	const { sessionId } = await recordedInterview(page, /Introduction drill/, 12);
	const { link } = await linkFor(page.request, sessionId, { reviewerName: 'Dr. Osei' });
	const mentor = await visitor();
	await mentor.goto(link);
	const video = mentor.locator('video');
	await expect
		.poll(() => video.evaluate((each: HTMLVideoElement) => each.readyState))
		.toBeGreaterThanOrEqual(2);
	const keys = mentor.keyboard;

	await test.step('arrows move by five seconds, comma and full stop by one picture of 40 ms', async () => {
		await keys.press('ArrowRight');
		await expect.poll(() => now(mentor)).toBeGreaterThan(4900);
		await expect(mentor.getByText('0:05.00').first()).toBeVisible();
		await keys.press('.');
		await expect(mentor.getByText('0:05.04').first()).toBeVisible();
		await keys.press('.');
		await expect(mentor.getByText('0:05.08').first()).toBeVisible();
		await keys.press(',');
		await expect(mentor.getByText('0:05.04').first()).toBeVisible();
	});

	await test.step('L plays and gets faster, J slower, K stops; the speed is remembered', async () => {
		await keys.press('l');
		await expect.poll(() => video.evaluate((each: HTMLVideoElement) => each.paused)).toBe(false);
		await keys.press('l');
		await keys.press('l');
		await keys.press('j');
		expect(await video.evaluate((each: HTMLVideoElement) => each.playbackRate)).toBe(1.25);
		expect(await video.evaluate((each: HTMLVideoElement) => each.preservesPitch)).toBe(true);
		await keys.press('k');
		await expect.poll(() => video.evaluate((each: HTMLVideoElement) => each.paused)).toBe(true);
		await mentor.reload();
		await expect(mentor.getByRole('combobox', { name: 'Speed' })).toHaveValue('1.25');
	});

	await test.step('4 rates the next criterion, C goes to the comment, where every key is text', async () => {
		await mentor.getByRole('heading', { level: 1 }).click();
		await keys.press('4');
		await expect(mentor.getByRole('radiogroup').first().getByRole('radio').nth(3)).toBeChecked();
		await keys.press('c');
		const box = mentor.getByRole('textbox', { name: 'Comment at this moment' });
		await expect(box).toBeFocused();
		await keys.type('k, l. 5 m?');
		await expect(box).toHaveValue('k, l. 5 m?');
		await keys.press('Enter');
		await expect(mentor.getByRole('list', { name: 'Comments' })).toContainText('k, l. 5 m?');
		await expect(mentor.getByRole('radiogroup').nth(1).getByRole('radio').nth(4)).not.toBeChecked();
	});

	await test.step('M goes to the markers, and the timeline is a slider', async () => {
		await mentor.getByRole('heading', { level: 1 }).click();
		await keys.press('m');
		await keys.press('ArrowRight');
		await keys.press('Enter');
		await expect(mentor.getByRole('list', { name: 'Markers' }).getByRole('listitem')).toHaveCount(
			1
		);
		await mentor.getByRole('slider', { name: 'Place in the recording' }).focus();
		await keys.press('End');
		await expect.poll(() => now(mentor)).toBeGreaterThan(11_500);
		await keys.press('Home');
		await expect.poll(() => now(mentor)).toBeLessThan(100);
	});

	await test.step('a click on the timeline leaves Space to the video', async () => {
		const line = mentor.getByRole('slider', { name: 'Place in the recording' });
		await line.click({ position: { x: 60, y: 12 } });
		await expect(line).toBeFocused();
		await keys.press(' ');
		await expect.poll(() => video.evaluate((each: HTMLVideoElement) => each.paused)).toBe(false);
		await keys.press(' ');
		await expect.poll(() => video.evaluate((each: HTMLVideoElement) => each.paused)).toBe(true);
	});
});

test('a spoken comment is heard before it is sent, and a reload loses nothing of it', async ({
	page,
	visitor
}) => {
	test.setTimeout(90_000);
	const { sessionId } = await recordedInterview(page, /Introduction drill/, 4);
	const { link } = await linkFor(page.request, sessionId, { reviewerName: 'Dr. Osei' });
	const mentor = await visitor();
	await mentor.goto(link);
	await mentor.getByRole('button', { name: 'Speak a comment' }).click();
	await expect(mentor.getByText(/Recording, 1:5[0-7] left/)).toBeVisible({ timeout: 15_000 });
	await mentor.reload();
	await expect(mentor.getByText('A recording from before is still here:')).toBeVisible();
	const own = mentor.getByLabel('Your recorded comment');
	await expect
		.poll(() => own.evaluate((audio: HTMLAudioElement) => audio.duration))
		.toBeGreaterThan(1);
	await mentor.getByRole('button', { name: 'Send recording' }).click();
	const sent = mentor.getByLabel(/^Recorded comment at/);
	await expect(sent).toBeVisible();
	await mentor.reload();
	await expect(mentor.getByLabel(/^Recorded comment at/)).toBeVisible();
	await expect(mentor.getByRole('button', { name: 'Speak a comment' })).toBeVisible();
});

/** What every journey does on its way to what it is about: the steps of a person, by the names that they see. */
import { expect, type Page } from '@playwright/test';

/** Goes from the start page to the stage of a fresh interview; `by` is the button that begins it. */
export async function beginInterview(
	page: Page,
	format: string | RegExp,
	by = 'Begin interview'
): Promise<void> {
	await page.goto('/');
	await page.getByRole('link', { name: 'Start practising' }).first().click();
	await page
		.getByRole('radiogroup', { name: 'Interview format' })
		.getByRole('radio', { name: format })
		.check();
	await page.getByRole('button', { name: by }).click();
	await page.waitForURL(/\/practice\/[0-9a-f-]{36}$/);
}

/** Records one answer for `recordMs` by the stage's own clock; ends in the break. */
export async function answerFor(page: Page, recordMs: number): Promise<void> {
	await page.getByRole('button', { name: 'Start answering' }).click();
	const timer = page.getByRole('timer', { name: 'Answer time left' });
	await expect(timer).toBeVisible();
	const startedAt = await secondsLeft(page);
	await expect
		.poll(async () => startedAt - (await secondsLeft(page)), {
			timeout: recordMs + 10_000,
			intervals: [200]
		})
		.toBeGreaterThanOrEqual(recordMs / 1000);
	await page.getByRole('button', { name: 'Finish answer' }).click();
	await expect(page.getByText('Answer kept')).toBeVisible();
}

/** What the running clock shows, in seconds. */
export async function secondsLeft(page: Page): Promise<number> {
	const figures = (await page.getByRole('timer').textContent()) ?? '';
	const [minutes = 0, seconds = 0] = figures.split(':').map(Number);
	return minutes * 60 + seconds;
}

/** From the break to the session's page with a video that can be played. */
export async function finishInterview(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Finish interview' }).click();
	await page.waitForURL(/\/sessions\/[0-9a-f-]{36}$/);
	await expect(page.locator('video')).toBeVisible({ timeout: 20_000 });
	await expect
		.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.readyState))
		.toBeGreaterThanOrEqual(2);
}

/** Makes a review link in the open session's dialog and gives it back. */
export async function shareForReview(page: Page, reviewer: string): Promise<string> {
	await page.getByRole('button', { name: 'Share for review' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox', { name: "Reviewer's name" }).fill(reviewer);
	await dialog.getByRole('button', { name: 'Create link' }).click();
	const link = dialog.getByRole('textbox', { name: 'Review link' });
	await expect(link).toHaveValue(/\/review\//);
	return link.inputValue();
}

import { beginInterview, finishInterview, secondsLeft } from './sit.ts';
import { expect, test } from './stage.ts';

test('reading time runs out, the answer starts by itself, and each question has one take', async ({
	page
}) => {
	test.setTimeout(150_000);
	await beginInterview(page, /One-way interview/);
	await expect(page.getByRole('timer', { name: 'Preparation time left' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Start answering' })).toBeVisible();
	await expect(page.getByText('Not recording')).toBeVisible();
	const first = await page.getByRole('heading', { level: 1 }).textContent();
	await expect(page.getByText('last 10 seconds')).toBeVisible({ timeout: 30_000 });
	await expect(page.getByRole('timer', { name: 'Answer time left' })).toBeVisible({
		timeout: 15_000
	});
	await expect(page.getByText('Recording', { exact: true })).toBeVisible();
	await expect
		.poll(() => secondsLeft(page), { timeout: 15_000, intervals: [200] })
		.toBeLessThanOrEqual(177);
	await page.getByRole('button', { name: 'Finish answer' }).click();
	await expect(page.getByRole('button', { name: 'Next question' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Record again' })).toHaveCount(0);

	await page.reload();
	await expect(page.getByRole('button', { name: 'Next question' })).toBeVisible();
	await page.getByRole('button', { name: 'Next question' }).click();
	await expect(page.getByRole('timer', { name: 'Preparation time left' })).toBeVisible();
	const second = await page.getByRole('heading', { level: 1 }).textContent();
	expect(second).not.toBe(first);

	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(second!);
	await page.getByRole('button', { name: 'Finish interview' }).click();
	await page.waitForURL(/\/sessions\//);
	const answers = page.getByRole('list', { name: 'Answers' }).getByRole('listitem');
	await expect(answers).toHaveCount(6);
});

test('an answer is stopped at its limit, with warnings before, and kept whole', async ({
	page
}) => {
	await beginInterview(page, /Rapid fire/);
	await expect(page.getByText('last 30 seconds')).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText('30 seconds left.')).toBeAttached();
	await expect(page.getByText('last 10 seconds')).toBeVisible({ timeout: 30_000 });
	await expect(page.getByText('Time is up', { exact: true })).toBeVisible({ timeout: 15_000 });
	await finishInterview(page);
	const durationS = await page.locator('video').evaluate((v: HTMLVideoElement) => v.duration);
	expect(durationS).toBeGreaterThan(44);
	expect(durationS).toBeLessThan(47);
});

import { beginInterview } from './sit.ts';
import { expect, test } from './stage.ts';

test.use({ consent: 'refused' });

test('who has blocked the camera is told how to allow it, and can leave', async ({ page }) => {
	await page.goto('/practice');
	await page.getByRole('button', { name: 'Check camera and microphone' }).click();
	await expect(page.getByRole('alert')).toContainText('blocked');
	await expect(page.getByRole('alert')).toContainText('allow camera and microphone');
	await expect(page.getByRole('button', { name: 'Check camera and microphone' })).toBeEnabled();

	await beginInterview(page, /One-way interview/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\w+/);
	await expect(page.getByRole('alert')).toContainText('blocked');
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(page.getByRole('alert')).toContainText('blocked');
	await page.getByRole('button', { name: 'Finish interview' }).click();
	await page.waitForURL(/\/sessions\//);
	await expect(page.getByText('None of these answers has a recording.')).toBeVisible();
});

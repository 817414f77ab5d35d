import { beginInterview } from './sit.ts';
import { expect, test } from './stage.ts';

test.use({ camera: 'none' });

test('who has no camera is told so, and finds the way out', async ({ page }) => {
	await page.goto('/practice');
	await page.getByRole('button', { name: 'Check camera and microphone' }).click();
	await expect(page.getByRole('alert')).toContainText('No camera or no microphone was found');
	await beginInterview(page, /Introduction drill/);
	await expect(page.getByRole('alert')).toContainText('No camera or no microphone was found');
	await page.getByRole('link', { name: 'Leave the interview' }).click();
	await expect(page).toHaveURL(/\/practice$/);
});

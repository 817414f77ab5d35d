import { answerFor, beginInterview, finishInterview } from './sit.ts';
import { expect, test } from './stage.ts';

test.use({ browserArguments: ['--disable-software-rasterizer'] });

test('without WebGL2 the page says so, and the interview goes on', async ({ page }) => {
	await page.goto('/practice');
	const hasWebGl2 = await page.evaluate(
		() => document.createElement('canvas').getContext('webgl2') !== null
	);
	test.skip(hasWebGl2, 'This computer has a graphics card, so its browser has WebGL2.');
	await page.getByRole('button', { name: 'Check camera and microphone' }).click();
	const section = page.getByRole('region', { name: 'Eye contact' });
	await expect(section).toContainText('Eye contact is not available: this browser has no WebGL2');
	await beginInterview(page, /Introduction drill/);
	await expect(
		page.getByText('Eye contact is not available: this browser has no WebGL2')
	).toBeVisible();
	await answerFor(page, 2000);
	await finishInterview(page);
});

test('without workers the page says so', async ({ page }) => {
	await page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'));
	await page.goto('/practice');
	await page.getByRole('button', { name: 'Check camera and microphone' }).click();
	const section = page.getByRole('region', { name: 'Eye contact' });
	await expect(section).toContainText(
		'Eye contact is not available: this browser is too old for it'
	);
});

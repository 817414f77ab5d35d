import { answerFor, beginInterview, finishInterview } from './sit.ts';
import { expect, test } from './stage.ts';

const WHY = 'Eye contact is not available: the model is not installed.';

test('without the model the page says so, and the interview goes on', async ({ page, request }) => {
	expect(await (await request.get('/vision')).json()).toEqual({ model: null, reason: 'missing' });
	await page.goto('/practice');
	const section = page.getByRole('region', { name: 'Eye contact' });
	await page.getByRole('button', { name: 'Check camera and microphone' }).click();
	await expect(section).toContainText(WHY);
	await expect(section).toContainText('The interview and the recording work without it.');
	await expect(section.getByRole('button', { name: 'Set up eye contact' })).toHaveCount(0);
	await beginInterview(page, /Introduction drill/);
	const line = page.getByText(WHY);
	await expect(line).toBeVisible();
	const answering = answerFor(page, 2000);
	await expect(page.getByRole('timer', { name: 'Answer time left' })).toBeVisible();
	// nothing to read beside the lens while somebody answers
	await expect(line).toBeHidden({ timeout: 1000 });
	await answering;
	await expect(line).toBeVisible();
	await finishInterview(page);
});

test('nothing of a model that is not there is served', async ({ request }) => {
	for (const file of ['face_landmarker-64184e229b263107.task', 'face_landmarker.task', '..%2fx']) {
		expect((await request.get(`/vision/${file}`)).status()).toBe(404);
	}
});

test('what is measured, how well and on whom is explained in plain words', async ({ page }) => {
	await page.goto('/practice');
	await page.getByRole('link', { name: 'How it is measured' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('How eye contact is measured');
	for (const name of ['How well', 'On whom it was tested', 'What it cannot say']) {
		await expect(page.getByRole('heading', { name })).toBeVisible();
	}
});

import { beginInterview } from './sit.ts';
import { expect, test } from './stage.ts';

test('an interview is sat with the keyboard alone', async ({ page }) => {
	test.setTimeout(120_000);
	await beginInterview(page, 'Introduction drill');
	const start = page.getByRole('button', { name: 'Start answering' });
	await expect(start).toBeVisible();

	await test.step('the list of keys opens and closes, and Escape in it pauses nothing', async () => {
		await page.keyboard.press('?');
		const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
		await expect(sheet).toBeVisible();
		await page.keyboard.press('Escape');
		await expect(sheet).toBeHidden();
		await expect(start).toBeVisible();
		await expect(page.getByText('Paused', { exact: true })).toHaveCount(0);
	});

	await test.step('Space starts and finishes, once, also on the focused button', async () => {
		await page.keyboard.press('Space');
		await expect(page.getByRole('timer', { name: 'Answer time left' })).toBeVisible();
		await page.getByRole('button', { name: 'Finish answer' }).focus();
		await page.keyboard.press('Space');
		await expect(page.getByText('Answer kept')).toBeVisible();
		// the keyboard goes on in the reflection, where a second press passes over nothing
		await expect(page.getByRole('form', { name: 'Your own judgement' })).toBeFocused();
		await page.keyboard.press('Space');
		await expect(page.getByRole('textbox', { name: 'What I would change' })).toBeVisible();
	});

	await test.step('keys rest while the reflection is typed, and what was typed is kept', async () => {
		const change = page.getByRole('textbox', { name: 'What I would change' });
		await change.focus();
		await page.keyboard.type('nr name one result');
		await expect(change).toHaveValue('nr name one result');
		await expect(page.getByText('recorded.')).toHaveCount(0);
		const sent = page.waitForResponse(/\/api\/takes\/[0-9a-f-]{36}\/reflection$/);
		await page.keyboard.press('Enter');
		expect((await sent).status()).toBe(204);
		await expect(page.getByText(/recorded\./)).toBeVisible();
	});

	await page.evaluate(() => (document.activeElement as HTMLElement).blur());
	await page.keyboard.press('r');
	await expect(start).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByText('Paused', { exact: true })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(start).toBeVisible();
});

test('a format without pause says why, and one with a pause keeps what was said', async ({
	page
}) => {
	test.setTimeout(120_000);
	await beginInterview(page, 'One-way interview');
	await page.getByRole('button', { name: 'Pause' }).click();
	await expect(page.getByText(/There is no pause in this format\. On the day/)).toBeVisible();
	await expect(page.getByRole('timer', { name: 'Preparation time left' })).toBeVisible();

	await beginInterview(page, 'Traditional one-to-one, 20 min');
	await expect(page.getByRole('timer', { name: 'Answer time left' })).toBeVisible({
		timeout: 30_000
	});
	await page.getByRole('button', { name: 'Pause' }).click();
	await expect(page.getByText('Paused', { exact: true })).toBeVisible();
	await expect(page.getByText(/What you said is kept/)).toBeVisible();
	await page.getByRole('button', { name: 'Go on' }).click();
	await expect(page.getByRole('button', { name: 'Record again' })).toBeVisible();
});

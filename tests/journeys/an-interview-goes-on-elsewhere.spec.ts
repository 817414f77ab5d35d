import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { answerFor, beginInterview } from './sit.ts';
import { expect, test } from './stage.ts';

const ACCOUNT = { email: 'resume@example.org', password: 'three unrelated words' };

async function fillIn(page: Page, button: 'Sign up' | 'Sign in'): Promise<void> {
	const field = (name: string) => page.getByRole('textbox', { name, exact: true });
	if (button === 'Sign up') await field('Name').fill('Ana');
	await field('Email').fill(ACCOUNT.email);
	await page.getByLabel('Password').fill(ACCOUNT.password);
	await page.getByRole('button', { name: button, exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
}

test('an interview is left and goes on in another browser, at the same place', async ({
	page,
	visitor
}) => {
	test.setTimeout(150_000);
	await page.goto('/account');
	await fillIn(page, 'Sign up');
	await beginInterview(page, 'One-way interview');
	await page.locator('summary', { hasText: 'Your bullet points' }).click();
	const kept = page.waitForResponse(/\/bullets$/);
	await page.getByRole('textbox', { name: 'Your bullet points' }).fill('Village clinic');
	expect((await kept).status()).toBe(204);
	await answerFor(page, 2000);
	await expect(page.getByText('Safe on the server.')).toBeVisible();
	const closed = page.waitForResponse(/\/answers\/0\/close$/);
	await page.getByRole('button', { name: 'Next question' }).click();
	await closed;
	await expect(page.getByText('Question 2 of 6')).toBeVisible();
	const question = await page.getByRole('heading', { level: 1 }).textContent();
	const link = page.url();
	await page.close();

	const elsewhere = await visitor();
	await elsewhere.goto('/account?form=sign-in');
	await fillIn(elsewhere, 'Sign in');
	await elsewhere.goto(link);
	await expect(elsewhere.getByText('Question 2 of 6')).toBeVisible();
	await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(question!);
	await expect(elsewhere.getByRole('textbox', { name: 'Your bullet points' })).toHaveValue(
		'Village clinic'
	);
	// the clock did not run while nobody was there
	await expect(elsewhere.getByRole('timer', { name: 'Preparation time left' })).toHaveText(
		/0:(30|2\d)/
	);
	await answerFor(elsewhere, 1000);
	await expect(elsewhere.getByRole('button', { name: 'Record again' })).toHaveCount(0);

	await test.step('nothing is played or reported before the end', async () => {
		await elsewhere.goto('/sessions');
		await elsewhere.getByRole('link', { name: 'See what is kept, or finish it' }).click();
		await expect(elsewhere.getByRole('list', { name: 'Answers' })).toContainText('1 take kept');
		await expect(elsewhere.getByRole('link', { name: 'Go on with the interview' })).toBeVisible();
		await expect(elsewhere.locator('video')).toHaveCount(0);
		await expect(elsewhere.getByRole('region', { name: 'Delivery report' })).toHaveCount(0);
		const found = await new AxeBuilder({ page: elsewhere })
			.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
			.analyze();
		expect(found.violations).toEqual([]);
		await elsewhere.getByRole('button', { name: 'Finish interview' }).click();
		await expect(elsewhere.locator('video')).toBeVisible({ timeout: 20_000 });
	});
});

test('an outage in which questions were left asks none of them again', async ({
	page,
	allowError
}) => {
	allowError(/Failed to load resource|ERR_FAILED/);
	test.setTimeout(120_000);
	await page.route(/\/(close|standing)$/, (route) => route.abort());
	await beginInterview(page, 'One-way interview');
	await answerFor(page, 1000);
	await page.getByRole('button', { name: 'Next question' }).click();
	await expect(page.getByText('Question 2 of 6')).toBeVisible();
	await answerFor(page, 1000);
	await expect(page.getByText('Safe on the server.')).toBeVisible();
	await page.reload();
	await page.getByRole('button', { name: 'Next question' }).click();
	await expect(page.getByText('Question 3 of 6')).toBeVisible();
});

test('a format is made from another, practised, refused with a reason, deleted and brought back', async ({
	page
}) => {
	test.setTimeout(120_000);
	await page.goto('/practice/formats/new?from=rapid-fire');
	await page.getByRole('textbox', { name: 'Name' }).fill('Three quick ones');
	const questions = page.getByRole('spinbutton', { name: 'Number of questions' });
	await questions.fill('99');
	await page.getByRole('button', { name: 'Save format' }).click();
	await expect(page.getByRole('alert')).toContainText('from 1 to 20');
	await questions.fill('3');
	await page.getByRole('button', { name: 'Save format' }).click();
	await page.waitForURL(/\/practice\?format=/);
	const card = page.getByRole('radio', { name: 'Three quick ones' });
	await expect(card).toBeChecked();
	await page.getByRole('button', { name: 'Begin interview' }).click();
	await expect(page.getByText('Question 1 of 3')).toBeVisible();

	await page.goto('/practice/formats');
	await page.getByRole('button', { name: 'Delete: Three quick ones' }).click();
	await expect(page.getByText('No format of your own yet')).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByRole('link', { name: 'Three quick ones', exact: true })).toBeVisible();
});

import type { Page } from '@playwright/test';
import { answerFor, beginInterview, finishInterview } from './sit.ts';
import { expect, test } from './stage.ts';

async function sit(page: Page): Promise<void> {
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 3000);
	await finishInterview(page);
}

test('a link with a passcode opens after the passcode, and ends on an open page when it is withdrawn', async ({
	page,
	visitor,
	allowError
}) => {
	test.setTimeout(120_000);
	allowError(/404|403|400|ERR_/);
	await sit(page);
	await page.getByRole('button', { name: 'Share for review' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox', { name: "Reviewer's name" }).fill('Dr. Mentor');
	await dialog.getByText(/^More: passcode/).click();
	await dialog.getByRole('textbox', { name: 'Passcode' }).fill('tulip 42');
	await dialog.getByRole('button', { name: 'Create link' }).click();
	const field = dialog.getByRole('textbox', { name: 'Review link' });
	await expect(field).toHaveValue(/\/review\//);
	const link = await field.inputValue();
	const token = link.split('/').at(-1)!;

	const reviewer = await visitor();
	await reviewer.goto(link);
	await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText(
		'This review needs a passcode'
	);
	await reviewer.getByLabel('Passcode').fill('wrong one');
	await reviewer.getByRole('button', { name: 'Open the review' }).click();
	await expect(reviewer.getByText('This is not the passcode.')).toBeVisible();
	await reviewer.getByLabel('Passcode').fill('tulip 42');
	await reviewer.getByRole('button', { name: 'Open the review' }).click();
	await reviewer.waitForURL(link);
	await expect(reviewer.locator('video')).toBeVisible();
	const media = await reviewer
		.locator('video')
		.evaluate((video: HTMLVideoElement) => video.currentSrc);
	expect((await reviewer.request.get(media)).status()).toBe(200);
	const without = await (await visitor()).request.get(media);
	expect(without.status()).toBe(404);

	const ended = reviewer.evaluate(
		(key) =>
			new Promise((done) => {
				const stream = new EventSource(`/api/reviews/${key}/access`);
				stream.onmessage = ({ data }) => {
					if (data === 'open') document.title = 'watched';
					if (data === 'ended') done('ended');
				};
			}),
		token
	);
	await expect(reviewer).toHaveTitle('watched');
	await dialog.getByRole('button', { name: 'Withdraw link for Dr. Mentor' }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
	expect(await ended).toBe('ended');
	expect((await reviewer.request.get(media)).status()).toBe(404);
	await reviewer.goto(link);
	await expect(reviewer.getByText('This review link is not active.')).toBeVisible();
	await expect(reviewer.getByText('What you have submitted is safe')).toBeVisible();

	await dialog.getByRole('button', { name: 'Give access again to Dr. Mentor' }).click();
	await expect(dialog.getByRole('button', { name: 'Withdraw link for Dr. Mentor' })).toBeVisible();
	expect((await reviewer.request.get(media)).status()).toBe(200);
});

test('a review asked for with a code waits in the inbox, N opens it, and its owner hears when it is done', async ({
	page,
	visitor,
	allowError
}) => {
	allowError(/status of 400 .*\/grants/);
	test.setTimeout(120_000);
	const reviewer = await visitor();
	await reviewer.goto('/reviews');
	await reviewer.getByRole('button', { name: 'Get a reviewer code' }).click();
	const code = await reviewer.getByTestId('reviewer-code').innerText();

	await sit(page);
	await page.getByRole('button', { name: 'Share for review' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox', { name: "Reviewer's name" }).fill('Dr. Mentor');
	await dialog
		.getByRole('textbox', { name: 'What they should look at' })
		.fill('Is my gap convincing?');
	await dialog.getByText(/^More: passcode/).click();
	await dialog.getByRole('textbox', { name: 'Reviewer code' }).fill('AAAAA-AAAAA');
	await dialog.getByRole('button', { name: 'Create link' }).click();
	await expect(dialog.getByText('No reviewer has this code.')).toBeVisible();
	await dialog.getByRole('textbox', { name: 'Reviewer code' }).fill(code.toLowerCase());
	await dialog.getByRole('button', { name: 'Create link' }).click();
	await expect(dialog.getByRole('textbox', { name: 'Review link' })).toHaveValue(/\/review\//);

	await reviewer.goto('/reviews');
	await expect(reviewer.getByRole('list', { name: 'Waiting' })).toContainText(
		'Is my gap convincing?'
	);
	await expect(reviewer.getByRole('list', { name: 'New for you' })).toContainText(
		'asks you for a review'
	);
	// what is shown, and not what is only loaded, is news no longer
	const seen = reviewer.waitForResponse((response) => response.url().endsWith('?/putAway'));
	await reviewer.keyboard.press('n');
	await reviewer.waitForURL(/\/review\/[0-9a-f-]{36}$/);
	await expect(reviewer.locator('video')).toBeVisible();
	expect((await seen).status()).toBe(200);
	const key = reviewer.url().split('/').at(-1)!;
	const words = { reviewer: 'Dr. Mentor', keep: 'Calm.', change: 'Shorter.', tryNext: 'A figure.' };
	const put = await reviewer.request.put(`/api/reviews/${key}`, { data: words });
	expect(put.status()).toBe(204);
	await reviewer.goto('/reviews');
	await expect(reviewer.getByRole('list', { name: 'In progress' })).toBeVisible();
	await expect(reviewer.getByRole('list', { name: 'New for you' })).toHaveCount(0);
});

test('a link can be kept in the inbox, is prepared first, and renewed', async ({
	page,
	visitor
}) => {
	test.setTimeout(120_000);
	await sit(page);
	const sessionId = page.url().split('/').at(-1)!;
	const made = await page.request.post(`/api/sessions/${sessionId}/grants`, {
		data: { reviewerName: 'Later', release: false }
	});
	const { link, id } = (await made.json()) as { link: string; id: string };
	const reviewer = await visitor();
	expect((await reviewer.request.get(link)).status()).toBe(404);
	await page.reload();
	await page.getByRole('button', { name: 'Share for review' }).click();
	await page.getByRole('button', { name: 'Open it to Later now' }).click();
	await expect.poll(async () => (await reviewer.request.get(link)).status()).toBe(200);
	const token = link.split('/').at(-1)!;
	expect((await reviewer.request.put(`/api/reviews/${token}/keep`)).status()).toBe(204);
	await reviewer.goto('/reviews');
	await expect(reviewer.getByRole('list', { name: 'Waiting' })).toBeVisible();
	await page.getByRole('button', { name: 'New link for Later' }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Make a new link' }).click();
	await expect(page.getByRole('textbox', { name: 'Review link' })).not.toHaveValue(link);
	expect((await reviewer.request.get(link)).status()).toBe(404);
	// whoever kept it from the old link may be the one it leaked to
	expect((await reviewer.request.get(`/review/${id}`)).status()).toBe(404);
});

test('the eleventh reviewer is refused in words', async ({ page }) => {
	await sit(page);
	const sessionId = page.url().split('/').at(-1)!;
	for (let each = 1; each <= 10; each++) {
		const data = { reviewerName: `Reviewer ${each}` };
		const made = await page.request.post(`/api/sessions/${sessionId}/grants`, { data });
		expect(made.status()).toBe(201);
	}
	const data = { reviewerName: 'Reviewer 11' };
	const refused = await page.request.post(`/api/sessions/${sessionId}/grants`, { data });
	expect(refused.status()).toBe(409);
	expect(await refused.json()).toMatchObject({
		code: 'conflict',
		message: expect.stringContaining('At most 10')
	});
	await page.reload();
	await page.getByRole('button', { name: 'Share for review' }).click();
	await expect(page.getByRole('dialog').getByText(/10 reviewers have access/)).toBeVisible();
});

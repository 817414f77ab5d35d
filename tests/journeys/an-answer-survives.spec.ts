import { statSync } from 'node:fs';
import { answerFor, beginInterview, finishInterview, secondsLeft } from './sit.ts';
import { expect, test } from './stage.ts';
import type { Page } from '@playwright/test';

const DRILL_LIMIT_S = 150;

async function recordUntil(page: Page, seconds: number): Promise<void> {
	await page.getByRole('button', { name: 'Start answering' }).click();
	await expect(page.getByRole('timer', { name: 'Answer time left' })).toBeVisible();
	await expect
		.poll(() => secondsLeft(page), { timeout: (seconds + 15) * 1000, intervals: [200] })
		.toBeLessThanOrEqual(DRILL_LIMIT_S - seconds);
}

async function durationOf(page: Page): Promise<number> {
	const video = page.locator('video');
	await expect(video).toBeVisible({ timeout: 20_000 });
	await expect
		.poll(() => video.evaluate((each: HTMLVideoElement) => each.duration || 0))
		.toBeGreaterThan(0);
	return video.evaluate((each: HTMLVideoElement) => each.duration);
}

test('a reload in the middle of an answer costs a second at the most', async ({ page }) => {
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 7);
	await page.reload();
	const session = page.url().replace('/practice/', '/sessions/');
	await page.goto(session);
	expect(await durationOf(page)).toBeGreaterThanOrEqual(6);
});

test('an answer cut short by a reload is kept, and does not use up the only take', async ({
	page
}) => {
	await beginInterview(page, /One-way interview/);
	await page.getByRole('button', { name: 'Start answering' }).click();
	await expect.poll(() => secondsLeft(page), { timeout: 15_000 }).toBeLessThanOrEqual(176);
	await page.reload();
	await expect(page.getByRole('button', { name: 'Record again' })).toBeVisible();
	await page.getByRole('button', { name: 'Finish interview' }).click();
	expect(await durationOf(page)).toBeGreaterThanOrEqual(3);
});

test('leaving the interview in the middle of an answer asks first, and keeps the answer', async ({
	page
}) => {
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 5);
	page.once('dialog', (dialog) => void dialog.dismiss());
	const interview = page.url();
	await page.goBack();
	// the way back is undone a moment later
	await expect(page).toHaveURL(interview);
	await expect(page.getByRole('button', { name: 'Finish answer' })).toBeVisible();
	page.once('dialog', (dialog) => void dialog.accept());
	await page.goBack();
	await expect(page).toHaveURL(/\/practice$/);
	await page.getByRole('link', { name: 'Sessions' }).first().click();
	await page.getByRole('link', { name: 'Look at the answers so far' }).click();
	expect(await durationOf(page)).toBeGreaterThanOrEqual(4);
});

test('signed out in another tab in the middle of an answer: it is sent after signing in again', async ({
	page,
	context,
	allowError
}) => {
	allowError(/401|403|404/);
	test.setTimeout(120_000);
	await page.goto('/account');
	await page.getByRole('textbox', { name: 'Name' }).fill('Ana');
	await fillCredentials(page, 'ana@example.org');
	await page.getByRole('button', { name: 'Sign up' }).click();
	await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 3);
	const other = await context.newPage();
	await other.goto('/account');
	await other.getByRole('button', { name: 'Sign out' }).click();
	await expect(other.getByRole('button', { name: 'Sign out' })).toBeHidden();
	await page.bringToFront();
	await expect
		.poll(() => secondsLeft(page), { timeout: 20_000, intervals: [200] })
		.toBeLessThanOrEqual(DRILL_LIMIT_S - 7);
	await page.getByRole('button', { name: 'Finish answer' }).click();
	await expect(page.getByText('Answer kept')).toBeVisible();
	await expect(page.getByText('You are signed out: it is sent')).toBeVisible();
	await other.goto('/account?form=sign-in');
	await fillCredentials(other, 'ana@example.org');
	await other.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(other.getByRole('button', { name: 'Sign out' })).toBeVisible();
	await page.bringToFront();
	await expect(page.getByText('Safe on the server.')).toBeVisible({ timeout: 40_000 });
	await finishInterview(page);
	expect(await durationOf(page)).toBeGreaterThanOrEqual(6.5);
});

async function fillCredentials(page: Page, email: string): Promise<void> {
	await page.getByRole('textbox', { name: 'Email' }).fill(email);
	await page.getByLabel('Password').fill('correct horse battery');
}

test('a closed page is found again on the first page that is opened', async ({ page, context }) => {
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 6);
	await page.close({ runBeforeUnload: false });
	const next = await context.newPage();
	await next.goto('/');
	await expect(next.getByText(/Recover(ed)? your answer from .* \(\d+ s\)/)).toBeVisible();
	await expect(next.getByText('Safe on the server.')).toBeVisible();
	await next.getByRole('link', { name: 'Open its session' }).click();
	expect(await durationOf(next)).toBeGreaterThanOrEqual(5);
});

test('a closed page is found again also where the interview itself is opened first', async ({
	page,
	context,
	allowError
}) => {
	allowError(/ERR_FAILED|Failed to load resource/);
	await beginInterview(page, /Introduction drill/);
	await context.route('**/api/uploads**', (route) => route.abort());
	await recordUntil(page, 4);
	const interview = page.url();
	await page.close({ runBeforeUnload: false });
	const next = await context.newPage();
	await next.goto(interview);
	const found = next.getByText(/Recover your answer from \d\d:\d\d \(\d+ s\)/);
	await expect(found).toBeVisible();
	await expect(next.getByRole('link', { name: /it is below/ })).toBeVisible();
	await next.getByRole('button', { name: 'Play it here' }).click();
	await expect(next.getByLabel('Your recovered answer')).toBeVisible();
	await next.getByRole('button', { name: 'Record again' }).click();
	await next.getByRole('button', { name: 'Start answering' }).click();
	await expect(next.getByRole('timer', { name: 'Answer time left' })).toBeVisible();
	await expect(found).toHaveCount(0);
	await next.getByRole('button', { name: 'Finish answer' }).click();
	await expect(found).toBeVisible();
});

test('on a shared computer the next person is told of an unsent answer, and shown nothing of it', async ({
	page,
	context,
	allowError
}) => {
	allowError(/ERR_FAILED|Failed to load resource/);
	test.setTimeout(120_000);
	await page.goto('/account');
	await page.getByRole('textbox', { name: 'Name' }).fill('Ana');
	await fillCredentials(page, 'shared@example.org');
	await page.getByRole('button', { name: 'Sign up' }).click();
	await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
	await context.route('**/api/uploads**', (route) => route.abort());
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 4);
	await page.close({ runBeforeUnload: false });
	const next = await context.newPage();
	await next.goto('/account');
	await expect(next.getByText(/Recover your answer from/)).toBeVisible();
	await next.getByRole('button', { name: 'Sign out' }).click();
	await expect(
		next.getByText('A recording is kept on this device until its owner signs in')
	).toBeVisible();
	await next.reload();
	await expect(
		next.getByText('A recording is kept on this device until its owner signs in')
	).toBeVisible();
	await expect(next.getByText(/Recover your answer from/)).toHaveCount(0);
	for (const name of ['Play it here', 'Delete it from this device', 'Save it as a file']) {
		await expect(next.getByRole('button', { name })).toHaveCount(0);
	}
	await next.goto('/account?form=sign-in');
	await fillCredentials(next, 'shared@example.org');
	await next.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(next.getByText(/Recover your answer from/)).toBeVisible();
});

test('a recorder that stops by itself in the middle of an answer is noticed, and what it gave is kept', async ({
	page
}) => {
	await page.addInitScript(() => {
		const Native = MediaRecorder;
		const made: MediaRecorder[] = [];
		window.MediaRecorder = class extends Native {
			constructor(...given: ConstructorParameters<typeof Native>) {
				super(...given);
				made.push(this);
			}
		};
		Object.assign(window, { stopRecorders: () => made.forEach((each) => each.stop()) });
	});
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 4);
	await page.evaluate(() => (window as unknown as { stopRecorders(): void }).stopRecorders());
	await expect(page.getByText('The recording stopped')).toBeVisible();
	await expect(page.getByText(/Kept: \d+ s of your answer/)).toBeVisible();
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(page.getByText('Safe on the server.')).toBeVisible({ timeout: 30_000 });
	await page.goto(page.url().replace('/practice/', '/sessions/'));
	expect(await durationOf(page)).toBeGreaterThanOrEqual(3);
});

test('a guest whose session the browser has lost can still watch the answer and save it', async ({
	page,
	context,
	allowError
}) => {
	allowError(/401|403/);
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 4);
	// what a browser that is killed within seconds of the first visit has not written yet
	await context.clearCookies();
	await page.close({ runBeforeUnload: false });
	const next = await context.newPage();
	await next.goto('/');
	await expect(next.getByText('this browser has lost its session')).toBeVisible();
	const saving = next.waitForEvent('download');
	await next.getByRole('button', { name: 'Save it as a file' }).click();
	const saved = await saving;
	expect(saved.suggestedFilename()).toMatch(/^answer-.*\.webm$/);
	expect(statSync(await saved.path()).size).toBeGreaterThan(50_000);
	await next.getByRole('button', { name: 'Play it here' }).click();
	expect(await durationOf(next)).toBeGreaterThanOrEqual(3);
});

test('a server that is killed and started again costs nothing', async ({
	page,
	app,
	allowError
}) => {
	allowError(/ERR_CONNECTION|Failed to load resource|Failed to fetch/);
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 4);
	await app.kill();
	await expect
		.poll(() => secondsLeft(page), { timeout: 20_000, intervals: [200] })
		.toBeLessThanOrEqual(DRILL_LIMIT_S - 8);
	await app.start();
	await page.getByRole('button', { name: 'Finish answer' }).click();
	await expect(page.getByText('Answer kept')).toBeVisible();
	await expect(page.getByText('Safe on the server.')).toBeVisible({ timeout: 30_000 });
	await finishInterview(page);
	expect(await durationOf(page)).toBeGreaterThanOrEqual(7.5);
});

test('no network during an answer costs nothing, and the page says where the answer is', async ({
	page,
	context,
	allowError
}) => {
	allowError(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
	await beginInterview(page, /Introduction drill/);
	await recordUntil(page, 3);
	await context.setOffline(true);
	await expect(page.getByText('Saved on this device.').first()).toBeVisible();
	await expect
		.poll(() => secondsLeft(page), { timeout: 20_000, intervals: [200] })
		.toBeLessThanOrEqual(DRILL_LIMIT_S - 7);
	await page.getByRole('button', { name: 'Finish answer' }).click();
	await expect(page.getByText('It will be sent when the connection is back.')).toBeVisible();
	await context.setOffline(false);
	await expect(page.getByText('Safe on the server.')).toBeVisible({ timeout: 30_000 });
	await finishInterview(page);
	expect(await durationOf(page)).toBeGreaterThanOrEqual(6.5);
});

test('takes stand beside each other, and one can be deleted', async ({ page }) => {
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 3000);
	await page.getByRole('button', { name: 'Record again' }).click();
	await answerFor(page, 4000);
	await finishInterview(page);
	const takes = page.getByRole('group', { name: 'Takes of answer 1' }).getByRole('button');
	await expect(takes).toHaveCount(2);
	await page.getByRole('button', { name: 'Delete this take' }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Delete take' }).click();
	await expect(takes).toHaveCount(0);
	await expect(page.locator('video')).toBeVisible();
});

test('the same interview in a second window is told so', async ({ page, context }) => {
	await beginInterview(page, /Introduction drill/);
	await expect(page.getByRole('button', { name: 'Start answering' })).toBeVisible();
	const second = await context.newPage();
	await second.goto(page.url());
	await expect(second.getByText('This interview is open in another window')).toBeVisible();
	await expect(second.getByRole('button', { name: 'Start answering' })).toHaveCount(0);
});

/** PostgreSQL stops in the middle of an answer and comes back 20 s later: the page says that it waits, and all arrives. */
import { join } from 'node:path';
import { BuiltApp, freePort } from './built-app.ts';
import { OwnPostgres } from './own-postgres.ts';
import { beginInterview, finishInterview, secondsLeft } from './sit.ts';
import { expect, test as base } from './stage.ts';

const DRILL_LIMIT_S = 150;
const STOPPED_AT_S = 4;
const BACK_AT_S = 24;

const test = base.extend<object, { postgres: OwnPostgres }>({
	postgres: [
		async ({}, use) => {
			const postgres = await OwnPostgres.make();
			await postgres.start();
			await use(postgres);
			await postgres.remove();
		},
		{ scope: 'worker', timeout: 120_000 }
	],
	app: [
		async ({ files, postgres }, use) => {
			const app = new BuiltApp({
				folder: join(files, 'data'),
				port: await freePort(),
				environment: { DATABASE_URL: postgres.url }
			});
			await app.start();
			await use(app);
			await app.stop();
		},
		{ scope: 'worker', timeout: 120_000 }
	]
});

test('the database is away for twenty seconds of an answer: the page waits in words, and nothing is lost', async ({
	page,
	postgres,
	allowError
}) => {
	allowError(/status of 50[03]|Failed to load resource/);
	const until = (seconds: number) =>
		expect
			.poll(() => secondsLeft(page), { timeout: 60_000, intervals: [200] })
			.toBeLessThanOrEqual(DRILL_LIMIT_S - seconds);
	await beginInterview(page, /Introduction drill/);
	await page.getByRole('button', { name: 'Start answering' }).click();
	await expect(page.getByText(/of \d+\.\d MB sent/)).toBeVisible();
	await until(STOPPED_AT_S);
	await postgres.stop();
	await expect(
		page.getByText(
			'Saved on this device. The server is busy: this page waits, and goes on by itself.'
		)
	).toBeVisible();
	await until(BACK_AT_S);
	await expect(page.getByText('Recording', { exact: true })).toBeVisible();
	await postgres.start();
	await page.getByRole('button', { name: 'Finish answer' }).click();
	await expect(page.getByText('Safe on the server.')).toBeVisible({ timeout: 60_000 });
	await finishInterview(page);
	const durationS = await page.locator('video').evaluate((v: HTMLVideoElement) => v.duration);
	expect(durationS).toBeGreaterThanOrEqual(BACK_AT_S - 0.5);
});

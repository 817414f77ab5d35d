import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { beginInterview } from './sit.ts';
import { expect, test } from './stage.ts';

/** Hot seat: the answer begins when the question has been asked, and is followed up. */
const FORMAT = /Red-flag hot seat/;

test('two people run an interview, one is killed and comes back, and they swap', async ({
	page,
	files,
	launchOptions,
	baseURL
}) => {
	test.setTimeout(300_000);
	const link = await beginWithAnotherPerson(page);
	const question = page.getByRole('heading', { level: 1 });
	await expect(page.getByText('Waiting for your interviewer')).toBeVisible();

	const profile = join(files, 'ben');
	const open = async (): Promise<[BrowserContext, Page]> => {
		const context = await chromium.launchPersistentContext(profile, {
			...launchOptions,
			...(baseURL ? { baseURL } : {})
		});
		return [context, context.pages()[0] ?? (await context.newPage())];
	};
	let [ben, desk] = await open();
	try {
		await desk.goto(link);
		await desk.getByRole('button', { name: 'Join as the interviewer' }).click();
		await expect(page.getByText('Your interviewer is here.')).toBeVisible();
		await expect(desk.getByRole('heading', { name: 'Why it is asked' })).toBeVisible();

		// a browser writes its cookies to disk every half minute; killed before, it would come back as a stranger
		await expect.poll(() => hasKeptCookie(profile), { timeout: 60_000 }).toBe(true);

		// the second question is asked first: the applicant's page follows
		await desk.getByRole('button', { name: 'Next question' }).click();
		const asked = (await desk.getByRole('heading', { level: 1 }).textContent()) ?? '';
		await desk.getByRole('button', { name: 'Ask this question' }).click();
		await expect(question).toHaveText(asked);
		await expect(page.getByRole('button', { name: 'Finish answer' })).toBeVisible();
		await expect(desk.getByText('The applicant is answering.')).toBeVisible();
		// a swap would cut the answer short
		await expect(desk.getByRole('button', { name: 'Swap roles' })).toBeDisabled();

		const followUp = desk
			.getByRole('listitem')
			.filter({ has: desk.getByRole('button') })
			.first();
		const words = (await followUp.locator('span').first().textContent()) ?? '';
		await followUp.getByRole('button').click();
		await expect(page.getByText(words)).toBeVisible();
		await expect(page.getByText('Recording', { exact: true })).toBeVisible();

		// the interviewer's browser dies: the applicant is told and the recording goes on
		kill(profile);
		await expect(page.getByText('Your interviewer is not here.')).toBeVisible({ timeout: 20_000 });
		await expect(page.getByText('Recording', { exact: true })).toBeVisible();

		[ben, desk] = await open();
		await desk.goto(link);
		await expect(page.getByText('Your interviewer is here.')).toBeVisible();
		await expect(desk.getByText('The applicant is answering.')).toBeVisible();
		await page.getByRole('button', { name: 'Finish answer' }).click();
		await expect(page.getByText('Answer kept')).toBeVisible();

		await desk.getByRole('button', { name: 'Swap roles' }).click();
		await desk.getByRole('alertdialog').getByRole('button', { name: 'Swap roles' }).click();
		await desk.waitForURL(/\/practice\/[0-9a-f-]{36}$/);
		await expect(page.getByRole('button', { name: 'Ask this question' })).toBeEnabled();
		await page.getByRole('button', { name: 'Ask this question' }).click();
		await expect(desk.getByRole('button', { name: 'Finish answer' })).toBeVisible();
		await expect(page.getByText('The applicant is answering.')).toBeVisible();
		await desk.getByRole('button', { name: 'Finish answer' }).click();
		await expect(desk.getByText('Answer kept')).toBeVisible();

		// after the end both are still together, and one press moves both
		await desk.getByRole('button', { name: 'Finish interview' }).click();
		await expect(desk.getByRole('link', { name: 'Look at my answers' })).toBeVisible();
		await expect(page.getByText('The applicant is finished with the interview.')).toBeVisible();
		await page.getByRole('button', { name: 'Swap roles' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: 'Swap roles' }).click();
		await page.waitForURL(/\/practice\/[0-9a-f-]{36}$/);
		await expect(desk.getByRole('button', { name: 'Ask this question' })).toBeEnabled();
	} finally {
		await ben.close();
	}

	// each keeps their own recording
	await page.goto('/sessions');
	await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2);
});

test('the interview goes on by itself when the interviewer leaves, and a third person stays out', async ({
	page,
	visitor
}) => {
	const link = await beginWithAnotherPerson(page);
	const ben = await visitor();
	await ben.goto(link);
	await ben.getByRole('button', { name: 'Join as the interviewer' }).click();
	await expect(page.getByText('Your interviewer is here.')).toBeVisible();
	const eve = await visitor();
	await eve.goto(link);
	await expect(
		eve.getByRole('heading', { name: 'Two people are in this interview already' })
	).toBeVisible();

	await ben.getByRole('button', { name: 'Leave' }).click();
	// nobody asks any more, so the interview asks and the answer begins
	await expect(page.getByText('Your interviewer is not here.')).toBeVisible({ timeout: 20_000 });
	await expect(page.getByRole('button', { name: 'Finish answer' })).toBeVisible({
		timeout: 20_000
	});

	// a swap that comes into the answer all the same keeps what was said, and asks nothing
	const peer = link.split('/').at(-1)?.slice(0, 36);
	const from = page.url().split('/').at(-1);
	const swapped = await ben.request.post(`/api/peer-interviews/${peer}/swap`, { data: { from } });
	expect(swapped.ok()).toBe(true);
	await page.waitForURL(/\/practice\/with\//);
	await expect(page.getByRole('button', { name: 'Ask this question' })).toBeVisible();
});

async function beginWithAnotherPerson(page: Page): Promise<string> {
	await beginInterview(page, FORMAT, 'Practise with another person');
	const link = page.getByRole('textbox', { name: 'Link for the interviewer' });
	await expect(link).toHaveValue(/\/practice\/with\//);
	return link.inputValue();
}

function hasKeptCookie(profile: string): boolean {
	return ['Default/Cookies', 'Default/Network/Cookies'].some((file) => {
		const path = join(profile, file);
		return existsSync(path) && readFileSync(path, 'latin1').includes('session_token');
	});
}

/** What the operating system does to a browser: no goodbye. Its main process carries the profile in its arguments. */
function kill(profile: string): void {
	for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		const line = commandLine(id);
		if (line.includes(`--user-data-dir=${profile}`) && !line.includes('--type=')) {
			process.kill(Number(id), 'SIGKILL');
		}
	}
}

function commandLine(id: string): string {
	try {
		return readFileSync(`/proc/${id}/cmdline`, 'utf8');
	} catch {
		return '';
	}
}

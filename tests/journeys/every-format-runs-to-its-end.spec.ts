import type { Page } from '@playwright/test';
import { readBank } from '../../src/lib/question-bank/bank.server.ts';
import type { Format } from '../../src/lib/question-bank/format.ts';
import { beginInterview, secondsLeft } from './sit.ts';
import { expect, test } from './stage.ts';

const { formats } = await readBank();

/** Under what the app takes for a sleeping computer. */
const STEP_MS = 8000;

/** Lets the page's clock run fast; camera, recorder, network and server go at their own pace. */
async function forward(page: Page, seconds: number): Promise<void> {
	for (let leftMs = seconds * 1000; leftMs > 0; leftMs -= STEP_MS) {
		await page.clock.fastForward(Math.min(leftMs, STEP_MS));
	}
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const timer = (page: Page, name: string) => page.getByRole('timer', { name });

/** One question, from when it appears until its answer is kept; `toTheLimit` lets its time run out. */
async function answer(page: Page, format: Format, toTheLimit: boolean): Promise<void> {
	const answering = timer(page, 'Answer time left');
	if (format.preparationS !== null) {
		await expect(timer(page, 'Preparation time left')).toBeVisible();
		await expect(page.getByText('Not recording')).toBeVisible();
		await forward(page, format.preparationS);
	} else if (format.begins === 'person') {
		await expect(button(page, 'Start answering')).toBeVisible();
		await button(page, 'Start answering').click();
	} else {
		// the time to read a question that nobody speaks
		await forward(page, 8);
	}
	await expect(answering).toBeVisible({ timeout: 20_000 });
	await expect(page.getByText('Recording', { exact: true })).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\w/);
	for (let reply = 0; reply <= format.followUps; reply++) {
		const finish = button(page, 'Finish answer');
		await expect(finish.or(page.getByText(/Answer kept|Time is up/).first())).toBeVisible();
		if (!(await finish.isVisible())) break;
		if (reply > 0) await expect(page.getByText('Follow-up', { exact: true })).toBeVisible();
		if (!toTheLimit) await finish.click();
		else await runOut(page, format);
		const asking = button(page, 'Answer now');
		const kept = page.getByRole('status').filter({ hasText: /Answer kept|Time is up/ });
		await expect(asking.or(kept.first()).or(finish).first()).toBeVisible();
		if (await asking.isVisible()) await asking.click({ timeout: 2000 }).catch(() => undefined);
	}
	await expect(page.getByText(/^(Answer kept|Time is up)$/)).toBeVisible({ timeout: 20_000 });
}

/** The whole time for an answer: stopped and kept, or noted and ended by the person. */
async function runOut(page: Page, { overrun }: Format): Promise<void> {
	// the page's clock runs on meanwhile, so how much is left is asked each time
	for (let left = await secondsLeft(page); left > 10; left = await secondsLeft(page)) {
		await forward(page, Math.min(8, left - 9));
	}
	await expect(page.getByText('last 10 seconds')).toBeVisible();
	await forward(page, 11);
	if (overrun === 'stop') return;
	await expect(page.getByText(/over by 0:0/)).toBeVisible();
	await button(page, 'Finish answer').click();
}

for (const format of formats) {
	test(`${format.title} runs to its end`, async ({ page, allowError }) => {
		// with the clock sped up, what is asked of a take may overtake it on its way, and a request seems to hang and is ended
		allowError(/status of (404|409|412) .*\/api\/(takes|uploads)/);
		test.setTimeout(180_000);
		await page.clock.install();
		await beginInterview(page, format.title);
		let asked = 0;
		for (; asked < format.questions; asked++) {
			const place = page.getByText(/^(Question|Station) \d+ of \d+/);
			await expect(place).toHaveText(
				new RegExp(`^${format.layout === 'stations' ? 'Station' : 'Question'} `)
			);
			await answer(page, format, asked === 0);
			const next = button(page, 'Next question');
			if (!(await next.isVisible())) break;
			const before = await place.textContent();
			if (format.breakS === null) await next.click();
			else {
				await expect(timer(page, 'Time to the next question')).toBeVisible();
				await forward(page, format.breakS);
			}
			// a conversation that has run out of time ends by itself
			await expect(async () => {
				const isOver = /\/sessions\//.test(page.url());
				expect(isOver || (await place.textContent({ timeout: 500 })) !== before).toBe(true);
			}).toPass();
			if (/\/sessions\//.test(page.url())) break;
		}
		if (!/\/sessions\//.test(page.url())) await button(page, 'Finish interview').click();
		await page.waitForURL(/\/sessions\/[0-9a-f-]{36}$/);
		const answers = page.getByRole('list', { name: 'Answers' }).getByRole('listitem');
		await expect(answers).toHaveCount(format.questions);
	});
}

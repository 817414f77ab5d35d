import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { wholeRecording } from '../fixtures/long-recording.ts';
import { handIn, rateAll, recordedInterview } from './recorded-interview.ts';
import { expect, test } from './stage.ts';

async function shareWith(page: Page, sessionId: string, reviewerCode: string, more: object = {}) {
	const data = { reviewerName: 'Dr. Osei', reviewerCode, ...more };
	const made = await page.request.post(`/api/sessions/${sessionId}/grants`, { data });
	expect(made.status()).toBe(201);
	return ((await made.json()) as { id: string }).id;
}

test('a reviewer compares two takes, keeps a recording where that is allowed, and goes on with N', async ({
	page,
	visitor
}) => {
	test.setTimeout(150_000);
	const reviewer = await visitor();
	await reviewer.goto('/reviews');
	await reviewer.getByRole('button', { name: 'Get a reviewer code' }).click();
	const code = await reviewer.getByTestId('reviewer-code').innerText();

	const first = await recordedInterview(page, /Red-flag hot seat/, 2);
	const { sessionId, answers } = first;
	const again = await page.request.post(`/api/sessions/${sessionId}/answers/0/retake`);
	expect(again.status()).toBe(204);
	await handIn(page.request, answers[0]!.id, await wholeRecording({ seconds: 3 }));
	const answerIds = answers.slice(0, 2).map(({ id }) => id);
	const open = await shareWith(page, sessionId, code, { answerIds, canDownload: true });
	const second = await recordedInterview(page, /Introduction drill/, 2);
	const closed = await shareWith(page, second.sessionId, code);

	await test.step('two takes of one answer play next to each other', async () => {
		await reviewer.goto(`/review/${open}`);
		const beside = reviewer.getByRole('button', { name: 'Watch the takes next to each other' });
		await expect(beside).toBeVisible({ timeout: 20_000 });
		await beside.click();
		const videos = reviewer.getByRole('group', { name: 'Two takes side by side' }).locator('video');
		await expect(videos).toHaveCount(2);
		for (const video of await videos.all()) {
			await expect
				.poll(() => video.evaluate((each: HTMLVideoElement) => each.readyState))
				.toBeGreaterThanOrEqual(1);
		}
	});

	await test.step('the shown recording can be kept', async () => {
		const saving = reviewer.waitForEvent('download');
		await reviewer.getByRole('link', { name: 'Download this recording' }).click();
		const kept = await saving;
		expect(kept.suggestedFilename()).toMatch(/^vivavoce-.*\.webm$/);
		expect((await readFile(await kept.path())).length).toBeGreaterThan(1000);
	});

	await test.step('N goes to the next answer, and after the last one to the next review', async () => {
		const heading = reviewer.getByRole('heading', { level: 1 });
		await heading.click();
		await reviewer.keyboard.press('n');
		await expect(heading).toHaveText(answers[1]!.question);
		await expect(
			reviewer.getByRole('button', { name: 'Watch the takes next to each other' })
		).toHaveCount(0);
		await reviewer.getByText('Keyboard shortcuts').click();
		await expect(reviewer.getByText('next answer, then the next review')).toBeVisible();
		await heading.click();
		await reviewer.keyboard.press('n');
		await reviewer.waitForURL(`**/review/${closed}`);
	});

	await test.step('where it is not allowed there is no such link', async () => {
		await expect(reviewer.locator('video')).toBeVisible();
		await expect(reviewer.getByRole('link', { name: 'Download this recording' })).toHaveCount(0);
	});
});

test('news stays news until its page is shown; what was given is on paper and in the files, ratings after the own ones', async ({
	page,
	visitor
}) => {
	test.setTimeout(150_000);
	const { sessionId, answers } = await recordedInterview(page, /Introduction drill/, 4);
	const { takeId } = answers[0]!;
	const made = await page.request.post(`/api/sessions/${sessionId}/grants`, {
		data: { reviewerName: 'Dr. Osei', rubricId: 'behavioural-star-l' }
	});
	const { link } = (await made.json()) as { link: string };
	const { request } = await visitor();
	const at = `/api/reviews/${link.split('/').at(-1)}`;
	const commentId = randomUUID();

	await test.step('a review with a tick at a moment and a spoken comment is handed over', async () => {
		const put = async (path: string, data: object) =>
			expect((await request.put(`${at}${path}`, { data })).ok(), path).toBe(true);
		await put('/ratings/star-l', {
			ticked: [{ item: 'situation', takeId, atMs: 1200 }, { item: 'lesson' }]
		});
		await put('/ratings/outcome', { level: 4 });
		const spoken = { id: commentId, takeId, atMs: 500, text: '', isSpoken: true };
		expect((await request.post(`${at}/comments`, { data: spoken })).status()).toBe(201);
		const recorded = await request.put(`${at}/comments/${commentId}/recording`, {
			headers: { 'content-type': 'video/webm' },
			data: await readFile('tests/fixtures/recording.webm')
		});
		expect(recorded.ok()).toBe(true);
		await put('', {
			reviewer: 'Dr. Osei',
			keep: 'Calm.',
			change: 'Shorter.',
			tryNext: 'A figure.'
		});
		expect((await request.post(`${at}/submit`)).ok()).toBe(true);
	});

	await test.step('loading the page ahead, as pointing at its link does, leaves the news', async () => {
		expect((await page.request.get(`/sessions/${sessionId}/__data.json`)).status()).toBe(200);
		await page.goto('/reviews');
		const news = page.getByRole('list', { name: 'New for you' });
		await expect(news).toContainText('Dr. Osei');
		const told = page.waitForResponse((response) => response.url().endsWith('?/putAway'));
		await news.getByRole('link').click();
		expect((await told).status()).toBe(200);
		await expect(page.getByRole('heading', { name: 'Dr. Osei' })).toBeVisible();
		await page.goto('/reviews');
		await expect(page.getByRole('list', { name: 'New for you' })).toHaveCount(0);
	});

	await test.step('before the own rating only the sheet is offered, with the words and no rating', async () => {
		await page.goto(`/sessions/${sessionId}`);
		await expect(page.getByRole('link', { name: 'Print', exact: true })).toBeVisible();
		await expect(page.getByRole('link', { name: 'JSON' })).toHaveCount(0);
		await expect(page.getByRole('link', { name: 'CSV' })).toHaveCount(0);
		await page.goto(`/sessions/${sessionId}/print`);
		for (const words of ['Calm.', 'Shorter.', 'A figure.']) {
			await expect(page.getByText(words, { exact: true })).toBeVisible();
		}
		await expect(page.getByText('Yes: Situation')).toHaveCount(0);
	});

	await test.step('after it everything is: ticks with their moments, the recorded comment, the own rating', async () => {
		await page.goto(`/sessions/${sessionId}`);
		await rateAll(page, 3);
		await page.getByRole('checkbox', { name: /^Situation/ }).check();
		await page.getByRole('button', { name: 'Done, show the feedback' }).click();
		await expect(page.getByRole('link', { name: 'JSON' })).toBeVisible();
		await expect(page.getByRole('link', { name: 'CSV' })).toBeVisible();
		await page.goto(`/sessions/${sessionId}/print`);
		await expect(page.getByText(/Yes: Situation.*shown at 0:01\.20, Answer 1/)).toBeVisible();
		const csv = await (await page.request.get(`/api/sessions/${sessionId}/ratings.csv`)).text();
		expect(csv).toContain('situation: Answer 1, 1200 ms');
		const document = await (await page.request.get(`/api/sessions/${sessionId}/export`)).json();
		const file = `comment-${commentId}.webm`;
		expect(document.reviews[0].comments[0].recording).toMatchObject({ file });
		expect(document.selfReviews).toMatchObject([
			{ rubric: { id: 'behavioural-star-l' }, submittedAt: expect.any(String) }
		]);
		const zip = await page.request.get(`/api/sessions/${sessionId}/export?media=1`);
		expect((await zip.body()).includes(file)).toBe(true);
		expect((await zip.body()).includes('missing.txt')).toBe(false);
	});
});

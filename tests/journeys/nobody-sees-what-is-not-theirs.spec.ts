import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { answerFor, beginInterview, finishInterview, shareForReview } from './sit.ts';
import { expect, test } from './stage.ts';

const COMMENT_LIMIT = 2000;

/** What a caller without permission learns: status and body. */
async function learn(request: APIRequestContext, path: string): Promise<[number, string]> {
	const answer = await request.get(path, { headers: { accept: 'application/json' } });
	return [answer.status(), await answer.text()];
}

test('what is somebody else’s looks exactly like what does not exist', async ({
	page,
	visitor
}) => {
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 3000);
	await finishInterview(page);
	const sessionId = page.url().split('/').at(-1)!;
	const media = await page
		.locator('video')
		.evaluate((v: HTMLVideoElement) => new URL(v.currentSrc).pathname);
	const stranger = await visitor();
	await beginInterview(stranger, /Introduction drill/);

	for (const path of [
		`/api/sessions/${sessionId}/export`,
		media,
		media.replace('/media', ''),
		`${media}?review=${'A'.repeat(43)}`
	]) {
		const real = await learn(stranger.request, path);
		const invented = path.replace(/[0-9a-f-]{36}/, randomUUID());
		expect(real).toEqual(await learn(stranger.request, invented));
		expect(real[0]).toBe(404);
		expect(JSON.parse(real[1])).toMatchObject({ code: 'not-found', message: expect.any(String) });
	}
	for (const page404 of [`/sessions/${sessionId}`, `/practice/${sessionId}`]) {
		expect((await stranger.request.get(page404)).status()).toBe(404);
	}
	const removal = await stranger.request.delete(`/api/sessions/${sessionId}`);
	expect(removal.status()).toBe(404);
	expect((await page.request.get(media)).status()).toBe(200);
});

test('bad input is refused by name, and nothing is stored', async ({ page, visitor }) => {
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 3000);
	await finishInterview(page);
	const sessionId = page.url().split('/').at(-1)!;
	const link = await shareForReview(page, 'Dr. Mentor');
	const reviewer = await visitor();
	const token = link.split('/').at(-1)!;
	const exported = await page.request.get(`/api/sessions/${sessionId}/export`);
	const takeId = (await exported.json()).session.answers[0].takes[0].id as string;

	const comment = { id: randomUUID(), takeId, atMs: 1000, text: 'Good.' };
	for (const [field, wrong] of [
		['text', { ...comment, text: 'x'.repeat(COMMENT_LIMIT + 1) }],
		['text', { ...comment, text: '   ' }],
		['text', { ...comment, text: 7 }],
		['atMs', { ...comment, atMs: '1000' }],
		['atMs', { ...comment, atMs: -5 }],
		['colour', { ...comment, colour: 'red' }]
	] as [string, object][]) {
		const answer = await reviewer.request.post(`/api/reviews/${token}/comments`, { data: wrong });
		expect(answer.status()).toBe(400);
		expect(await answer.json()).toMatchObject({ code: 'bad-input', field });
	}
	for (const [method, path, data, field] of [
		['patch', `/api/sessions/${sessionId}`, { note: 5 }, 'note'],
		['patch', `/api/sessions/${sessionId}`, { note: 'a', owner: 'me' }, 'owner'],
		['post', `/api/sessions/${sessionId}/grants`, { reviewerName: '' }, 'reviewerName'],
		[
			'post',
			`/api/sessions/${sessionId}/grants`,
			{ reviewerName: 'A', expiresInDays: 0 },
			'expiresInDays'
		]
	] as ['patch' | 'post', string, object, string][]) {
		const answer = await page.request[method](path, { data });
		expect(answer.status()).toBe(400);
		expect(await answer.json()).toMatchObject({ code: 'bad-input', field });
	}
	const broken = await page.request.patch(`/api/sessions/${sessionId}`, {
		headers: { 'content-type': 'application/json' },
		data: Buffer.from('{"note": ')
	});
	expect(broken.status()).toBe(400);
	expect((await page.request.get('/api/no-such-thing')).status()).toBe(404);
	expect((await page.request.put(`/api/sessions/${sessionId}/export`, { data: {} })).status()).toBe(
		405
	);
	const foreign = await page.request.post(`/api/sessions/${sessionId}/finish`, {
		headers: { origin: 'https://evil.example' }
	});
	expect(foreign.status()).toBe(403);
	expect(await foreign.json()).toMatchObject({ code: 'not-allowed' });

	const after = await (await page.request.get(`/api/sessions/${sessionId}/export`)).json();
	expect(after.reviews).toEqual([]);
	expect(after.session.note).toBe('');
});

test('a withdrawn link shows nothing, not even the recording', async ({
	page,
	visitor,
	allowError
}) => {
	allowError(/404/);
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 3000);
	await finishInterview(page);
	const link = await shareForReview(page, 'Dr. Mentor');
	const reviewer = await visitor();
	await reviewer.goto(link);
	const media = await reviewer
		.locator('video')
		.evaluate((video: HTMLVideoElement) => video.currentSrc);
	expect((await reviewer.request.get(media)).status()).toBe(200);
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /Withdraw/ })
		.first()
		.click();
	await page
		.getByRole('alertdialog')
		.getByRole('button', { name: /Withdraw/ })
		.click();
	await expect.poll(async () => (await reviewer.request.get(media)).status()).toBe(404);
	await reviewer.reload();
	await expect(reviewer.getByText('This review link is not active.')).toBeVisible();
});

import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { linkFor, rateAll, recordedInterview, submitReview } from './recorded-interview.ts';
import { expect, test } from './stage.ts';

test('a second reviewer sees nothing of the first until their own review is in', async ({
	page,
	visitor
}) => {
	test.setTimeout(120_000);
	const { sessionId } = await recordedInterview(page, /Introduction drill/, 4);
	const first = await linkFor(page.request, sessionId, { reviewerName: 'Dr. Osei' });
	const second = await linkFor(page.request, sessionId, { reviewerName: 'Dr. Khan' });
	const osei = await visitor();
	await osei.goto(first.link);
	await rateAll(osei, 4);
	await submitReview(osei, ['Warm start.', 'Fewer lists.', 'Name one patient.']);

	const khan = await visitor();
	await khan.goto(second.link);
	await expect(khan.getByRole('heading', { name: 'Other reviewers' })).toBeVisible();
	await expect(khan.getByText('Warm start.')).toHaveCount(0);
	const token = second.link.split('/').at(-1);
	expect((await khan.request.get(`/api/reviews/${token}/others`)).status()).toBe(409);
	expect(await (await khan.request.get(second.link)).text()).not.toContain('Warm start.');
	await rateAll(khan, 3);
	await submitReview(khan, ['Clear end.', 'Slower.', 'Pause once.']);
	await khan.getByText('Dr. Osei').click();
	await expect(khan.getByText('Warm start.')).toBeVisible();
});

test('a withdrawn access closes the open page within 5 seconds, its media too, and keeps unsent words', async ({
	page,
	visitor,
	allowError
}) => {
	allowError(/404/);
	test.setTimeout(90_000);
	const { sessionId } = await recordedInterview(page, /Introduction drill/, 4);
	const { id, link } = await linkFor(page.request, sessionId, { reviewerName: 'Dr. Osei' });
	const mentor = await visitor();
	await mentor.goto(link);
	const media = await mentor
		.locator('video')
		.evaluate((video: HTMLVideoElement) => video.currentSrc);
	expect((await mentor.request.get(media)).status()).toBe(200);
	await mentor.getByRole('textbox', { name: 'Comment at this moment' }).fill('Half a thou');
	const withdrawn = await page.request.patch(`/api/grants/${id}`, { data: { withdrawn: true } });
	expect(withdrawn.ok()).toBe(true);
	await expect(
		mentor.getByRole('heading', { name: 'This review is not open to you any more' })
	).toBeVisible({ timeout: 5000 });
	await expect(mentor.locator('video')).toHaveCount(0);
	await expect(mentor.getByText('Half a thou')).toBeVisible();
	expect((await mentor.request.get(media)).status()).toBe(404);
});

test('three days after it has expired a link shows a polite page', async ({
	page,
	visitor,
	app,
	allowError
}) => {
	allowError(/404|ERR_CONNECTION|Failed to load/);
	test.setTimeout(90_000);
	const { sessionId } = await recordedInterview(page, /Introduction drill/, 4);
	const { id, link } = await linkFor(page.request, sessionId, { reviewerName: 'Dr. Osei' });
	await page.goto('about:blank');
	await app.stop();
	// the clock of the server cannot be moved, so the end of the access is
	const data = await PGlite.create(join(app.settings.folder, 'database'));
	await data.query(`update "grant" set expires_at = now() - interval '3 days' where id = $1`, [id]);
	await data.close();
	await app.start();
	const mentor = await visitor();
	const answer = await mentor.goto(link);
	expect(answer?.status()).toBe(404);
	await expect(mentor.getByText('This review link is not active.')).toBeVisible();
	await expect(mentor.getByText(/Ask the person who sent it/)).toBeVisible();
	await expect(mentor.locator('video')).toHaveCount(0);
});

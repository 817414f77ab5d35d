import { decodeLabels, readLabel } from './labels.ts';
import { answerFor, beginInterview, finishInterview, shareForReview } from './sit.ts';
import { expect, test } from './stage.ts';

const FRAMES_PER_SECOND = 30;
const RECORD_MS = 12_000;

test.use({ camera: { seconds: 60 } });

test('an applicant sits an interview, a mentor without an account reviews it, the applicant reads it', async ({
	page,
	visitor
}) => {
	test.setTimeout(180_000);
	await beginInterview(page, /Introduction drill/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\w+/);
	const question = await page.getByRole('heading', { level: 1 }).textContent();
	await answerFor(page, RECORD_MS);
	await expect(page.getByText('Safe on the server.')).toBeVisible();
	await finishInterview(page);

	await test.step('the recording is whole, has a duration and seeks to the right frame', async () => {
		const media = await page
			.locator('video')
			.evaluate((video: HTMLVideoElement) => video.currentSrc);
		const file = await page.request.get(media);
		expect(file.headers()['accept-ranges']).toBe('bytes');
		const frames = await decodeLabels(page, await file.body());
		const first = frames[0]!;
		const last = frames.at(-1)!;
		const spanMs = last.atMs - first.atMs;
		expect(spanMs).toBeGreaterThan(RECORD_MS - 500);
		const expected = (spanMs / 1000) * FRAMES_PER_SECOND;
		expect(frames.length).toBeGreaterThanOrEqual(expected * 0.95);
		const seenMs = ((last.number! - first.number!) * 1000) / FRAMES_PER_SECOND;
		expect(Math.abs(seenMs - spanMs)).toBeLessThan(500);

		const durationS = await page.locator('video').evaluate((v: HTMLVideoElement) => v.duration);
		expect(Math.abs(durationS * 1000 - spanMs)).toBeLessThan(500);
		const middleS = durationS / 2;
		await page.locator('video').evaluate(async (video: HTMLVideoElement, toS) => {
			const seeked = new Promise((done) => video.addEventListener('seeked', done, { once: true }));
			video.currentTime = toS;
			await seeked;
		}, middleS);
		const truth = frames.filter((frame) => frame.atMs <= middleS * 1000 + 1).at(-1)!;
		const shown = await readLabel(page.locator('video'));
		expect(Math.abs(shown! - truth.number!)).toBeLessThanOrEqual(2);
	});

	const report = page.getByRole('region', { name: 'Delivery report' });
	await expect(report).not.toContainText('Your answer lasted');
	await report.getByRole('button', { name: 'Show the report' }).click();
	await expect(report).toContainText('Your answer lasted');
	await expect(report).toContainText('Not measurable');
	await page.getByRole('textbox', { name: 'Private note' }).fill('Slower at the start.');
	await expect(page.getByText('Saved.')).toBeVisible();

	const link = await shareForReview(page, 'Dr. Mentor');
	const mentor = await visitor();
	await mentor.goto(link);
	await expect(mentor.getByText(question!).first()).toBeVisible();
	await expect(mentor.getByRole('textbox', { name: 'Your name' })).toHaveValue('Dr. Mentor');
	await expect(mentor.getByText('Slower at the start.')).toHaveCount(0);

	await test.step('typing pauses the video, Enter keeps the comment and goes on', async () => {
		const video = mentor.locator('video');
		const isPaused = () => video.evaluate((each: HTMLVideoElement) => each.paused);
		await video.evaluate(async (each: HTMLVideoElement) => {
			each.muted = true;
			each.currentTime = 4;
			await each.play();
		});
		const box = mentor.getByRole('textbox', { name: 'Comment at this moment' });
		await box.pressSequentially('Strong first sentence.');
		expect(await isPaused()).toBe(true);
		await box.press('Enter');
		await expect(mentor.getByRole('list', { name: 'Comments' })).toContainText(
			'Strong first sentence.'
		);
		await expect.poll(isPaused).toBe(false);
		await video.evaluate((each: HTMLVideoElement) => each.pause());
	});

	const criteria = mentor.getByRole('radiogroup');
	await expect(criteria).toHaveCount(5);
	for (const criterion of await criteria.all()) {
		await expect(criterion.getByRole('radio')).toHaveCount(5);
		await criterion.getByRole('radio').nth(3).check();
	}
	await mentor.getByRole('textbox', { name: 'Keep' }).fill('The clear opening.');
	await mentor.getByRole('textbox', { name: 'Change' }).fill('Name one result.');
	await mentor.getByRole('textbox', { name: 'Try next' }).fill('End with why this program.');
	await mentor.getByRole('button', { name: 'Submit review' }).click();
	await expect(mentor.getByText(/thank you/i).first()).toBeVisible();

	await page.reload();
	for (const words of ['The clear opening.', 'Name one result.', 'End with why this program.']) {
		await expect(page.getByText(words)).toBeVisible();
	}
	await test.step('the applicant rates themselves before they see how they were rated', async () => {
		await expect(page.getByText('The ratings open when you have rated yourself')).toBeVisible();
		const own = page.getByRole('radiogroup');
		await expect(own).toHaveCount(5);
		for (const criterion of await own.all()) await criterion.getByRole('radio').nth(2).check();
		await page.getByRole('button', { name: 'Done, show the feedback' }).click();
		await expect(page.getByText('The ratings open when you have rated yourself')).toHaveCount(0);
	});
	await expect(page.getByRole('textbox', { name: 'Private note' })).toHaveValue(
		'Slower at the start.'
	);
	await page.getByRole('button', { name: /Strong first sentence/ }).click();
	await expect
		.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime))
		.toBeGreaterThan(3.5);

	await test.step('deleting the session deletes the bytes, and the link with it', async () => {
		const media = await page
			.locator('video')
			.evaluate((video: HTMLVideoElement) => video.currentSrc);
		await page.getByRole('button', { name: 'Delete session' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: 'Delete session' }).click();
		await page.waitForURL(/\/sessions$/);
		await expect(page.getByText('No session yet')).toBeVisible();
		expect((await page.request.get(media)).status()).toBe(404);
		expect((await mentor.request.get(link)).status()).toBe(404);
	});
});

import { linkFor, rateAll, recordedInterview, submitReview } from './recorded-interview.ts';
import { expect, test } from './stage.ts';

const PHONE = { width: 360, height: 740 };

test('a mentor on a phone reviews two of five answers; the applicant reads exactly that, replies, retakes and resolves', async ({
	page,
	visitor
}) => {
	test.setTimeout(150_000);
	const { sessionId, answers } = await recordedInterview(page, /Red-flag hot seat/, 8);
	expect(answers).toHaveLength(5);
	const { link } = await linkFor(page.request, sessionId, {
		reviewerName: 'Dr. Osei',
		answerIds: [answers[0]!.id, answers[3]!.id],
		askFor: 'Is my gap explanation convincing?'
	});

	const mentor = await visitor();
	await mentor.setViewportSize(PHONE);
	await test.step('the mentor sees what was shared and what is asked, and nothing else', async () => {
		await mentor.goto(link);
		await expect(mentor.getByText('Is my gap explanation convincing?')).toBeVisible();
		await expect(mentor.getByRole('list', { name: 'Answers' }).getByRole('listitem')).toHaveCount(
			2
		);
		await expect(mentor.getByText(answers[1]!.question)).toHaveCount(0);
		const hidden = `/api/takes/${answers[1]!.takeId}/media?review=${link.split('/').at(-1)}`;
		expect((await mentor.request.get(hidden)).status()).toBe(404);
		const width = await mentor.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(PHONE.width);
	});

	await test.step('comments at a moment, marks with one tap, rates, and submits', async () => {
		await mentor.locator('video').evaluate(async (video: HTMLVideoElement) => {
			const seeked = new Promise((done) => video.addEventListener('seeked', done, { once: true }));
			video.currentTime = 3.02;
			await seeked;
		});
		const box = mentor.getByRole('textbox', { name: 'Comment at this moment' });
		await box.fill('The dates of the gap come too late.');
		await box.press('Enter');
		await expect(mentor.getByRole('list', { name: 'Comments' }).getByRole('listitem')).toHaveCount(
			1
		);
		await mentor.getByRole('button', { name: 'IMG strength', exact: true }).click();
		await expect(mentor.getByRole('list', { name: 'Markers' })).toContainText('IMG strength');
		await rateAll(mentor, 4);
		const low = mentor.getByRole('radiogroup').first();
		await low.getByRole('radio').nth(0).check();
		await expect(mentor.getByRole('button', { name: /^Shown at 0:03/ })).toBeVisible();
		await mentor.getByRole('button', { name: /^Remove moment/ }).click();
		await mentor.getByRole('textbox', { name: 'Keep' }).fill('The calm voice.');
		await mentor.getByRole('button', { name: 'Submit review' }).click();
		await expect(mentor.getByRole('textbox', { name: 'Change' })).toBeFocused();
		await mentor.getByRole('textbox', { name: 'Change' }).fill('Say the dates first.');
		await mentor.getByRole('textbox', { name: 'Try next' }).fill('One sentence on the gap.');
		await mentor.getByRole('button', { name: 'Submit review' }).click();
		await expect(mentor.getByRole('alert').filter({ hasText: 'show a moment' })).toBeVisible();
		await mentor
			.getByRole('button', { name: /^At this moment/ })
			.first()
			.click();
		await submitReview(mentor, [
			'The calm voice.',
			'Say the dates first.',
			'One sentence on the gap.'
		]);
	});

	await test.step('the applicant rates themselves first, then sees what was given', async () => {
		await page.goto(`/sessions/${sessionId}`);
		await expect(page.getByRole('heading', { name: 'Dr. Osei' })).toBeVisible();
		await expect(page.getByText('The ratings open when you have rated yourself')).toBeVisible();
		await rateAll(page, 3);
		await page.getByRole('button', { name: 'Done, show the feedback' }).click();
		for (const words of ['The calm voice.', 'Say the dates first.', 'One sentence on the gap.']) {
			await expect(page.getByText(words, { exact: true })).toBeVisible();
		}
		await expect(page.getByText(/You rated yourself .*lower on 4/)).toBeVisible();
		const comments = page.getByRole('list', { name: 'Comments of Dr. Osei' });
		await expect(comments.getByRole('listitem')).toHaveCount(1);
		await comments.getByRole('button', { name: /The dates of the gap/ }).click();
		await expect
			.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime))
			.toBeGreaterThan(2.9);
	});

	await test.step('thanks, replies, and resolves the comment with a retake that stands beside the old take', async () => {
		await page.getByRole('button', { name: /^Thank for the comment/ }).click();
		await expect(page.getByText('Thanked').first()).toBeVisible();
		await page.getByRole('button', { name: /^Reply to the comment/ }).click();
		await page.getByRole('textbox', { name: 'Your reply' }).fill('I will start with them.');
		await page.getByRole('textbox', { name: 'Your reply' }).press('Enter');
		await expect(page.getByRole('list', { name: /^Replies/ })).toContainText(
			'I will start with them.'
		);
		await page.getByRole('button', { name: /^Resolve the comment/ }).click();
		await page.getByRole('button', { name: 'Record a retake first' }).click();
		const retake = page.getByRole('alertdialog', { name: 'Record a retake' });
		await retake.getByRole('button', { name: 'Start recording' }).click();
		await expect(retake.getByRole('timer')).toContainText('0:03', { timeout: 15_000 });
		await retake.getByRole('button', { name: 'Finish retake and resolve' }).click();
		await expect(retake).toHaveCount(0, { timeout: 20_000 });
		await expect(page.getByText(/Resolved with Answer 1, take 2/)).toBeVisible({ timeout: 20_000 });
		await expect(
			page.getByRole('button', { name: 'Watch the takes next to each other' })
		).toBeVisible({ timeout: 20_000 });
		await page.getByRole('button', { name: /^Watch the retake beside the old take/ }).click();
		const both = page.getByRole('group', { name: 'Two takes side by side' });
		await expect(both.locator('video')).toHaveCount(2);
	});

	await test.step('the mentor sees the reply and the thanks', async () => {
		await mentor.reload();
		await expect(mentor.getByText('I will start with them.')).toBeVisible();
		await expect(mentor.getByText('Thanked').first()).toBeVisible();
	});
});

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { linkFor, rateAll, recordedInterview, submitReview } from './recorded-interview.ts';
import { expect, test } from './stage.ts';

/** WCAG 2.2 AA by axe in both schemes, and nothing to scroll sideways for at 320 px. */
async function inspect(page: Page, what: string): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await page.evaluate(
			() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
		);
		const { violations } = await new AxeBuilder({ page })
			.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
			.analyze();
		const found = violations.map(
			({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`
		);
		expect(found, `${what}, ${colorScheme}`).toEqual([]);
	}
	const before = page.viewportSize() ?? { width: 1280, height: 800 };
	await page.setViewportSize({ width: 320, height: 640 });
	const tooWide = () =>
		page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
	await expect
		.poll(tooWide, { message: `${what} at 320 px`, timeout: 3000 })
		.toBeLessThanOrEqual(0);
	await page.setViewportSize(before);
}

test('reviewing, rating oneself, reading and printing feedback are accessible and fit a phone', async ({
	page,
	visitor
}) => {
	test.setTimeout(150_000);
	const { sessionId, answers } = await recordedInterview(page, /Introduction drill/, 6);
	const { link } = await linkFor(page.request, sessionId, {
		reviewerName: 'Dr. Osei',
		askFor: 'Am I too fast?'
	});
	const mentor = await visitor();
	const token = link.split('/').at(-1);
	for (const [atMs, endMs] of [
		[500, null],
		[2000, 4000]
	]) {
		const data = { takeId: answers[0]!.takeId, atMs, endMs, text: 'A little too fast here.' };
		const added = await mentor.request.post(`/api/reviews/${token}/comments`, { data });
		expect(added.status()).toBe(201);
	}
	await mentor.goto(link);
	await mentor.getByRole('button', { name: 'Rushed', exact: true }).click();
	await rateAll(mentor, 4);
	await mentor.getByRole('radiogroup').first().getByRole('radio').first().check();
	await mentor.getByText('Keyboard shortcuts').click();
	await inspect(mentor, 'a review that is being written');
	await rateAll(mentor, 4);
	await submitReview(mentor, ['The start.', 'The pace.', 'Breathe twice.']);
	await inspect(mentor, 'a submitted review');

	await page.goto(`/sessions/${sessionId}`);
	await expect(page.getByRole('button', { name: 'Done, show the feedback' })).toBeVisible();
	await inspect(page, 'rating oneself first');
	await rateAll(page, 3);
	await page.getByRole('button', { name: 'Done, show the feedback' }).click();
	await expect(page.getByText('Breathe twice.')).toBeVisible();
	await page.getByText('The same as a table').click();
	await inspect(page, 'feedback');
	await page
		.getByRole('button', { name: /^Resolve the comment/ })
		.first()
		.click();
	await inspect(page, 'resolving a comment');
	await page.goto(`/sessions/${sessionId}/print`);
	await expect(page.getByText('Breathe twice.')).toBeVisible();
	await inspect(page, 'the sheet to print');
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeHidden();
	const pdf = await page.pdf().catch(() => null);
	if (pdf) expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { answerFor, beginInterview, finishInterview, shareForReview } from './sit.ts';
import { expect, test } from './stage.ts';

const OPEN_PAGES = [
	'/',
	'/questions',
	'/questions/openers',
	'/questions/openers/tell-me-about-yourself',
	'/practice',
	'/sessions',
	'/progress',
	'/stories',
	'/account',
	'/reviews',
	'/no-such-page'
];
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };
const SCHEMES = ['light', 'dark'] as const;

/** WCAG 2.2 AA by axe in both schemes, and nothing to scroll sideways for at 320 px. */
async function inspect(page: Page): Promise<void> {
	for (const colorScheme of SCHEMES) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		const { violations } = await new AxeBuilder({ page })
			.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
			.analyze();
		const found = violations.map(
			({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`
		);
		expect(found, `${page.url()} ${colorScheme}`).toEqual([]);
	}
	await page.setViewportSize(NARROW);
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(overflow, `${page.url()} scrolls sideways at 320 px`).toBeLessThanOrEqual(0);
	await page.setViewportSize(WIDE);
}

for (const path of OPEN_PAGES) {
	test(`${path} is accessible and fits a phone`, async ({ page, allowError }) => {
		if (path === '/no-such-page') allowError(/404/);
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(page).toHaveTitle(/\w.*Vivavoce|Vivavoce.*\w/);
		await inspect(page);
	});
}

test('stage, session, share dialog and review are accessible and fit a phone', async ({
	page,
	visitor
}) => {
	test.setTimeout(150_000);
	await beginInterview(page, /Introduction drill/);
	await expect(page.getByRole('button', { name: 'Start answering' })).toBeVisible();
	await inspect(page);
	await answerFor(page, 3000);
	await inspect(page);
	await finishInterview(page);
	await inspect(page);
	const link = await shareForReview(page, 'Dr. Mentor');
	await inspect(page);
	await page.keyboard.press('Escape');
	await page.goto('/sessions');
	await expect(page.getByRole('list', { name: 'Sessions' })).toBeVisible();
	await inspect(page);
	const reviewer = await visitor();
	await reviewer.goto(link);
	await expect(reviewer.locator('video')).toBeVisible();
	await inspect(reviewer);
});

test('the whole interview can be sat with the keyboard alone', async ({ page }) => {
	const press = async (name: string) => {
		const button = page.getByRole('button', { name });
		await expect(button).toBeVisible();
		for (let steps = 0; steps < 40; steps++) {
			if (await button.evaluate((element) => element === document.activeElement)) break;
			await page.keyboard.press('Tab');
		}
		await expect(button).toBeFocused();
		await page.keyboard.press('Enter');
	};
	await page.goto('/practice');
	await press('Begin interview');
	await press('Start answering');
	await expect(page.getByRole('timer', { name: 'Answer time left' })).toBeVisible();
	await press('Finish answer');
	await press('Finish interview');
	await page.waitForURL(/\/sessions\//);
	await expect(page.locator('video')).toBeVisible({ timeout: 20_000 });
});

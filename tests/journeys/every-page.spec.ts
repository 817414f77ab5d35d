import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { answerFor, beginInterview, finishInterview, shareForReview } from './sit.ts';
import { expect, test } from './stage.ts';

const OPEN_PAGES = [
	'/',
	'/questions',
	'/questions/openers',
	'/questions/openers/tell-me-about-yourself',
	'/questions?q=visa',
	'/questions/own',
	'/questions/own/new',
	'/questions/own/import',
	'/questions/programs',
	'/questions/programs/new',
	'/practice',
	'/green-room',
	'/green-room?step=camera',
	'/green-room?step=checklist',
	'/green-room?step=card',
	'/green-room/day',
	'/green-room/day?program=Lakeside&date=2099-12-03&time=13:30&zone=America/New_York',
	'/green-room/day?program=Lakeside&date=2098-02-30&time=13:30&zone=ET',
	'/sessions',
	'/progress',
	'/stories',
	'/account',
	'/reviews',
	'/reviews/circles',
	'/no-such-page'
];
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };
const SCHEMES = ['light', 'dark'] as const;
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** WCAG 2.2 AA by axe in both schemes, and nothing to scroll sideways for at 320 px. */
async function inspect(page: Page): Promise<void> {
	for (const colorScheme of SCHEMES) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await page.evaluate(settle);
		const axe = new AxeBuilder({ page });
		// in the dark only the colours are others
		if (colorScheme === 'dark') axe.withRules(OF_COLOURS);
		else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
		const { violations } = await axe.analyze();
		const found = violations.map(
			({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`
		);
		expect(found, `${page.url()} ${colorScheme}`).toEqual([]);
	}
	await page.setViewportSize(NARROW);
	const message = `${page.url()} scrolls sideways at 320 px`;
	// polled, because media queries follow the new width a frame later
	await expect.poll(() => page.evaluate(listOverflowing), { message, timeout: 3000 }).toEqual([]);
	await page.setViewportSize(WIDE);
}

/** Runs in the page: waits until nothing fades or moves any more, for a half-faded text has no contrast to measure. */
async function settle(): Promise<void> {
	const ending = document
		.getAnimations()
		.filter((each) => each.effect?.getTiming().iterations !== Infinity);
	await Promise.all(ending.map((each) => each.finished.catch(() => undefined)));
	await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}

/** Runs in the page: what reaches beyond its right edge. */
function listOverflowing(): string[] {
	const { scrollWidth, clientWidth } = document.documentElement;
	if (scrollWidth <= clientWidth) return [];
	return [...document.querySelectorAll('body *')]
		.filter((element) => element.getBoundingClientRect().right > clientWidth)
		.map((element) => `${element.outerHTML.slice(0, 80)} (${scrollWidth} of ${clientWidth})`);
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

test('own questions, an import and program notes are accessible and fit a phone', async ({
	page
}) => {
	await page.goto('/questions/own/new');
	await page.getByRole('textbox', { name: 'The question' }).fill('Why did you leave the army?');
	await page.getByText('More about it').click();
	await inspect(page);
	await page.getByRole('button', { name: 'Keep question' }).click();
	await page.getByText('Rename or delete this set').click();
	await inspect(page);
	await page.getByRole('link', { name: 'Edit: Why did you leave the army?' }).click();
	await expect(page.getByRole('button', { name: 'Save question' })).toBeVisible();
	await inspect(page);
	await page.goto('/questions/own/import');
	await page.getByText('Paste the text instead').click();
	await page.getByRole('textbox', { name: 'Text' }).fill('text,difficulty\nWhy us?,1\nWhy now?,9');
	await page.getByRole('button', { name: 'Look at the file' }).click();
	await expect(page.getByRole('table')).toBeVisible();
	await inspect(page);
	await page.goto('/questions/programs/new');
	await page.getByRole('textbox', { name: 'Program' }).fill('Lakeside Community Hospital');
	await page.getByRole('button', { name: 'Save notes' }).click();
	await page.getByRole('link', { name: 'Lakeside Community Hospital' }).click();
	await page.getByRole('textbox', { name: 'People' }).fill('Dr. Osei, who trained abroad');
	await page.getByRole('button', { name: 'Save notes' }).click();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await inspect(page);
	await page.goto('/questions/programs');
	await page.getByRole('button', { name: 'Delete: Lakeside Community Hospital' }).click();
	await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
	await inspect(page);
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

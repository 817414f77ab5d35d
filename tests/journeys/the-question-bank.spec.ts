import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { answerFor, finishInterview } from './sit.ts';
import { expect, test } from './stage.ts';

const CSV = [
	'text,kind,difficulty,fromS,toS,strongAnswers,why',
	'"Why our program, and ""why now""?",motivation,2,60,90,"Name one person',
	'Name one number",They wonder if you read about them.',
	',motivation,1,,,,',
	'What would your mother say?,opener,7,,,,',
	'=1+1 is what to you?,,3,,,,'
].join('\n');

test('a question is found by a misspelt word, practised, bookmarked and noted', async ({
	page
}) => {
	await page.goto('/questions');
	await page.getByRole('searchbox', { name: 'Search questions' }).fill('lumber punkture');
	const found = page.getByRole('link', { name: /lumbar puncture/ });
	await expect(found).toBeVisible();
	await expect(page.getByText(/^\d+ of \d+ questions$/)).toBeVisible();
	await expect(page).toHaveURL(/\?q=lumber\+punkture$/);
	await found.click();
	const question = page.getByRole('heading', { level: 1, name: /lumbar puncture/ });
	await expect(question).toBeVisible();
	const asked = (await question.textContent()) ?? '';
	const address = page.url();

	await expect(page.getByText('Why it is asked')).toBeHidden();
	await page.getByText('Show the guidance').click();
	await expect(page.getByText('Why it is asked')).toBeVisible();
	await expect(page.getByText('You haven’t practised this question yet.')).toBeVisible();
	await page.getByRole('button', { name: 'Bookmark' }).click();
	await expect(page.getByRole('button', { name: 'Bookmark', pressed: true })).toBeVisible();
	await page.getByRole('textbox', { name: 'Your note' }).fill('A needle, not a knife.');
	await expect(page.getByText('Saved.')).toBeVisible();

	await page.getByRole('link', { name: 'Practise this question' }).click();
	await page.getByRole('button', { name: 'Begin interview' }).click();
	await expect(page.getByRole('heading', { level: 1, name: asked })).toBeVisible();
	await answerFor(page, 2000);
	await finishInterview(page);

	await page.goto(address);
	await expect(page.getByText(/Practised once, last/)).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Your note' })).toHaveValue(
		'A needle, not a knife.'
	);
	await page.goto('/questions?practised=yes&bookmarked=yes');
	await expect(page.getByText(/^1 of \d+ questions$/)).toBeVisible();
	await expect(page.getByRole('link', { name: asked })).toBeVisible();
});

test('own questions are written, imported with the bad rows named, exported and imported again without loss', async ({
	page
}) => {
	await page.goto('/questions');
	await page.getByRole('link', { name: 'Your own questions', exact: true }).click();
	await page.getByRole('link', { name: 'Write a question' }).click();
	await page.getByRole('textbox', { name: 'The question' }).fill('Why did you leave the army?');
	await page.getByRole('button', { name: 'Keep question' }).click();
	await expect(page).toHaveURL(/\/questions\/own$/);
	await expect(page.getByText('Why did you leave the army?')).toBeVisible();

	await importFile(page, { name: 'from-a-friend.csv', text: CSV });
	await expect(
		page.getByRole('heading', { name: '2 questions can be kept, 2 rows can’t' })
	).toBeVisible();
	const rows = page.getByRole('table').getByRole('row');
	await expect(rows.nth(1)).toHaveText(/^4\s*The text of the question is missing\.$/);
	await expect(rows.nth(2)).toHaveText(/^5\s*difficulty: The difficulty must be 1, 2 or 3\.$/);
	await page.goto('/questions/own');
	await expect(page.getByText('Why our program')).toHaveCount(0);

	await importFile(page, { name: 'from-a-friend.csv', text: CSV });
	await page.getByRole('button', { name: 'Keep 2 questions' }).click();
	await expect(page).toHaveURL(/\/questions\/own$/);
	const set = page.getByRole('region', { name: 'from a friend' });
	await expect(set.getByText('Why our program, and "why now"?')).toBeVisible();

	const [yaml, csv] = [await exportSet(page, 'YAML'), await exportSet(page, 'CSV')];
	expect(csv.text).toContain("'=1+1 is what to you?");
	for (const exported of [yaml, csv]) {
		await set.getByText('Rename or delete this set').click();
		await set.getByRole('button', { name: 'Delete this set' }).click();
		await expect(set).toHaveCount(0);
		await importFile(page, exported);
		await expect(
			page.getByRole('heading', { name: '2 questions can be kept, 0 rows can’t' })
		).toBeVisible();
		await page.getByRole('button', { name: 'Keep 2 questions' }).click();
		await expect(set).toBeVisible();
		const again = await exportSet(page, 'YAML');
		expect(withoutIds(again.text)).toBe(withoutIds(yaml.text));
	}
});

test('what was deleted comes back, and an own set can be practised', async ({ page }) => {
	await page.goto('/questions/own/new');
	await page.getByRole('textbox', { name: 'The question' }).fill('Why did you leave the army?');
	await page.getByRole('button', { name: 'Keep question' }).click();
	await page.getByRole('button', { name: 'Delete: Why did you leave the army?' }).click();
	await expect(page.getByText('No question yet.')).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('No question yet.')).toHaveCount(0);
	await page.getByRole('link', { name: 'Practise this set' }).click();
	await expect(page.getByRole('combobox', { name: 'Question set' })).toHaveValue(/^[0-9a-f-]{36}$/);
	await page.getByRole('button', { name: 'Begin interview' }).click();
	await expect(
		page.getByRole('heading', { level: 1, name: 'Why did you leave the army?' })
	).toBeVisible();
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false });
	test('the bank is searched and filtered by the address, and a bookmark stays', async ({
		page
	}) => {
		await page.goto('/questions?q=lumber+punkture');
		await expect(page.getByText(/^\d+ of \d+ questions$/)).toBeVisible();
		await page.getByRole('link', { name: /lumbar puncture/ }).click();
		await page.getByRole('button', { name: 'Bookmark' }).click();
		await expect(page.getByRole('button', { name: 'Bookmark', pressed: true })).toBeVisible();
		await page.goto('/questions?bookmarked=yes');
		await expect(page.getByText(/^1 of \d+ questions$/)).toBeVisible();
	});
});

interface Named {
	name: string;
	text: string;
}

async function importFile(page: Page, { name, text }: Named): Promise<void> {
	await page.goto('/questions/own/import');
	await page
		.getByLabel('File')
		.setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
	await page.getByRole('button', { name: 'Look at the file' }).click();
	await expect(page.getByRole('heading', { name: /can be kept/ })).toBeVisible();
}

async function exportSet(page: Page, kind: 'YAML' | 'CSV'): Promise<Named> {
	const set = page.getByRole('region', { name: 'from a friend' });
	const coming = page.waitForEvent('download');
	await set.getByRole('link', { name: `Export ${kind}` }).click();
	const download = await coming;
	return {
		name: download.suggestedFilename(),
		text: await readFile(await download.path(), 'utf8')
	};
}

/** A question gets a new id when the set it was exported from is gone; everything else must be as it was. */
function withoutIds(yaml: string): string {
	return yaml.replace(/^(\s*(?:- )?)id: .*$/gm, '$1id: (any)');
}

import type { Page } from '@playwright/test';
import { expect, test } from './stage.ts';

const STEPS = [
	'Camera',
	'Framing',
	'Light',
	'Background',
	'Lens',
	'Microphone',
	'Speakers',
	'Connection',
	'Storage',
	'Power and sleep',
	'Browser',
	'Checklist'
];

/** Goes with the Tab key to what has this role and name, then presses `key`. */
async function press(
	page: Page,
	name: string | RegExp,
	key = 'Enter',
	role: 'button' | 'checkbox' | 'link' = 'button'
): Promise<void> {
	const target = page.getByRole(role, { name });
	await expect(target).toBeVisible({ timeout: 30_000 });
	for (let steps = 0; steps < 60; steps++) {
		if (await target.evaluate((element) => element === document.activeElement)) break;
		await page.keyboard.press('Tab');
	}
	await expect(target).toBeFocused();
	await page.keyboard.press(key);
}

/** What the list says of a step, e.g. `Good`. */
const stepIn = (page: Page, name: string) =>
	page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });

test('the whole check is gone through with the keyboard alone, to a card that is kept and compared', async ({
	page
}) => {
	test.setTimeout(240_000);
	await page.goto('/green-room');
	await press(page, 'Start the check');
	for (const name of STEPS.slice(0, -1)) {
		await test.step(name, async () => {
			const heading = page.getByRole('heading', { level: 2, name, exact: true });
			await expect(heading).toBeFocused();
			if (name === 'Camera') await press(page, 'Turn the camera on');
			if (name === 'Microphone') {
				await press(page, 'Turn the microphone on');
				await press(page, 'Record 5 seconds');
				await expect(page.getByText('Your five seconds')).toBeVisible({ timeout: 30_000 });
			}
			if (name === 'Speakers') {
				await press(page, 'Play a sound');
				await press(page, 'I heard it');
			}
			if (name === 'Connection') await press(page, 'Measure the connection');
			await press(page, 'Next');
		});
	}
	await press(page, 'A quiet room, door closed', 'Space', 'checkbox');
	await press(page, /program's phone number/, 'Space', 'checkbox');
	await press(page, 'Make the readiness card');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	const card = page.getByRole('article', { name: 'Readiness card' });
	const onCard = card.getByRole('list', { name: 'Steps on the card' }).getByRole('listitem');
	await expect(onCard).toHaveCount(STEPS.length);
	await expect(card).not.toContainText('Not checked');
	await expect(onCard.filter({ hasText: 'Connection' })).toContainText(/Good|Could be|Problem/);
	await expect(onCard.filter({ hasText: 'Checklist' })).toContainText('Problem');
	await expect(card.getByRole('heading', { name: 'Since the last check' })).toHaveCount(0);

	await page.reload();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await expect(onCard).toHaveCount(STEPS.length);
	await expect(card).not.toContainText('Not checked');
	await expect(stepIn(page, 'Storage')).not.toContainText('Not checked');

	await test.step('a second check says what changed', async () => {
		await press(page, /^Checklist/);
		for (const box of await page.getByRole('checkbox').all()) {
			if (await box.isChecked()) continue;
			await box.focus();
			await page.keyboard.press('Space');
		}
		await press(page, 'Make the readiness card');
		await expect(page.getByText('Saved', { exact: true })).toBeVisible();
		await expect(card.getByRole('heading', { name: 'Since the last check' })).toBeVisible();
		await expect(card).toContainText('Checklist: better, from problem to good');
	});

	await test.step('its own page shows the same, and deletes it', async () => {
		await press(page, 'Open on its own page', 'Enter', 'link');
		await page.waitForURL(/\/green-room\/cards\/[0-9a-f-]{36}$/);
		await expect(card).toContainText('Checklist: better, from problem to good');
		await press(page, 'Delete the card');
		await press(page, 'Delete card');
		await page.waitForURL(/\/green-room$/);
		await expect(
			page.getByRole('list', { name: 'Readiness cards' }).getByRole('listitem')
		).toHaveCount(1);
	});
});

test('one question is practised under these conditions', async ({ page }) => {
	await page.goto('/green-room?step=card');
	await page.getByRole('button', { name: 'Make the readiness card' }).click();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Practise one question under these conditions' }).click();
	await page.waitForURL(/\/practice\/[0-9a-f-]{36}$/);
	await expect(page.getByRole('button', { name: 'Start answering' })).toBeVisible();
});

test('without a connection the card waits on this device and is sent later', async ({
	page,
	context,
	allowError
}) => {
	allowError(/ERR_INTERNET_DISCONNECTED|Failed to fetch|Failed to load resource/);
	await page.goto('/green-room?step=card');
	await expect(page.getByRole('button', { name: 'Make the readiness card' })).toBeVisible();
	await context.setOffline(true);
	await page.getByRole('button', { name: 'Make the readiness card' }).click();
	await expect(page.getByText('Kept on this device', { exact: true })).toBeVisible();
	await context.setOffline(false);
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.reload();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
});

test("a card is nobody else's", async ({ page, visitor, allowError }) => {
	allowError(/404/);
	await page.goto('/green-room?step=card');
	await page.getByRole('button', { name: 'Make the readiness card' }).click();
	const href = await page.getByRole('link', { name: 'Open on its own page' }).getAttribute('href');
	const id = href!.split('/').at(-1)!;
	const stranger = await visitor();
	await stranger.goto('/green-room?step=card');
	await stranger.getByRole('button', { name: 'Make the readiness card' }).click();
	await expect(stranger.getByText('Saved', { exact: true })).toBeVisible();
	expect((await stranger.request.get(href!)).status()).toBe(404);
	const kept = await (await page.request.get(`/api/readiness/${id}`)).json();
	for (const answer of [
		await stranger.request.get(`/api/readiness/${id}`),
		await stranger.request.delete(`/api/readiness/${id}`),
		await stranger.request.put(`/api/readiness/${id}`, {
			data: { ...kept, id: undefined, device: 'Stolen' }
		})
	]) {
		expect(answer.status()).toBe(404);
		expect(await answer.json()).toMatchObject({ code: 'not-found' });
	}
	const refused = await page.request.put(`/api/readiness/${id}`, {
		data: { ...kept, id: undefined, mood: 'fine' }
	});
	expect(refused.status()).toBe(400);
	expect(await refused.json()).toMatchObject({ field: 'mood' });
	expect(await (await page.request.get(`/api/readiness/${id}`)).json()).toEqual(kept);
});

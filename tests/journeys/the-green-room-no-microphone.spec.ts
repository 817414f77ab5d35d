import { expect, test } from './stage.ts';

test('who has no microphone is told so, and everything else is still checked', async ({ page }) => {
	test.setTimeout(120_000);
	// the browser's fake devices always come with a microphone, so its answer for none is given here
	await page.addInitScript(() => {
		const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = (wish) =>
			wish?.audio
				? Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
				: ask(wish);
	});
	await page.goto('/green-room');
	await page.getByRole('button', { name: 'Start the check' }).click();
	await page.getByRole('button', { name: 'Turn the camera on' }).click();
	await expect(page.getByRole('button', { name: 'Next' })).toBeVisible({ timeout: 40_000 });
	await expect(page.getByRole('alert')).toHaveCount(0);

	const steps = page.getByRole('navigation', { name: 'Steps' });
	await steps.getByRole('button', { name: 'Microphone' }).click();
	await page.getByRole('button', { name: 'Turn the microphone on' }).click();
	await expect(page.getByRole('alert')).toContainText('No microphone was found');
	await expect(page.getByRole('alert')).toContainText('Connect a microphone');
	await page.getByRole('button', { name: 'Check again' }).click();
	await expect(page.getByRole('alert')).toContainText('No microphone was found');
	await page.getByRole('button', { name: 'Skip' }).click();

	await expect(page.getByRole('heading', { level: 2, name: 'Speakers' })).toBeVisible();
	await page.getByRole('button', { name: 'Play a sound' }).click();
	await page.getByRole('button', { name: 'I heard it' }).click({ timeout: 20_000 });
	await expect(page.getByText('You hear the sound.')).toBeVisible();

	await steps.getByRole('button', { name: 'Checklist' }).click();
	await page.getByRole('button', { name: 'Make the readiness card' }).click();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	const onCard = page.getByRole('list', { name: 'Steps on the card' }).getByRole('listitem');
	await expect(onCard.filter({ hasText: 'Microphone' })).toContainText('Not checked');
	await expect(onCard.filter({ hasText: 'Speakers' })).toContainText('Good');
	await expect(onCard.first()).not.toContainText('Not checked');
});

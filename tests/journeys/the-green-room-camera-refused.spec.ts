import { expect, test } from './stage.ts';

test.use({ consent: 'refused' });

test('who has blocked the camera is told how to allow it, and the other steps go on', async ({
	page
}) => {
	test.setTimeout(120_000);
	await page.goto('/green-room');
	await page.getByRole('button', { name: 'Start the check' }).click();
	await page.getByRole('button', { name: 'Turn the camera on' }).click();
	const alert = page.getByRole('alert');
	await expect(alert).toContainText('The camera is blocked');
	await expect(alert).toContainText('allow the camera');
	await page.getByRole('button', { name: 'Check again' }).click();
	await expect(alert).toContainText('The camera is blocked');
	for (const name of ['Framing', 'Light', 'Background', 'Lens', 'Microphone']) {
		await page.getByRole('button', { name: 'Skip' }).click();
		await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
		if (name !== 'Microphone') await expect(alert).toContainText('The camera is blocked');
	}
	const steps = page.getByRole('navigation', { name: 'Steps' });
	await steps.getByRole('button', { name: 'Storage' }).click();
	await expect(page.getByRole('button', { name: 'Next' })).toBeVisible({ timeout: 20_000 });
	await steps.getByRole('button', { name: 'Checklist' }).click();
	await page.getByRole('button', { name: 'Make the readiness card' }).click();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	const onCard = page.getByRole('list', { name: 'Steps on the card' }).getByRole('listitem');
	await expect(onCard.filter({ hasText: 'Camera' }).first()).toContainText('Not checked');
	await expect(onCard.filter({ hasText: 'Storage' })).not.toContainText('Not checked');
});

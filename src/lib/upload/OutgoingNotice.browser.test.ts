import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { outgoing } from './outgoing.svelte.ts';
import OutgoingNotice from './OutgoingNotice.svelte';

const names = { sessionId: 's', answerId: 'a', question: 'Why here?', mimeType: 'video/webm' };

it('offers the copy of a take that the server cannot make play, to its owner only', async () => {
	outgoing.setOwner('ana');
	outgoing.list = [
		{
			take: { takeId: 't', ...names, recordedAtMs: 1, durationMs: 61_000, ownerMark: 'ana' },
			sending: { state: 'safe', totalBytes: 5 },
			recovered: false,
			isUnplayable: true
		}
	];
	await render(OutgoingNotice);
	await expect.element(page.getByText(/Recover your answer from/)).toBeVisible();
	await expect.element(page.getByText(/The server has all of it and cannot play it/)).toBeVisible();
	for (const name of ['Play it here', 'Save it as a file', 'Delete it from this device']) {
		await expect.element(page.getByRole('button', { name })).toBeVisible();
	}
	await expect.element(page.getByRole('button', { name: 'Upload it now' })).not.toBeInTheDocument();
	outgoing.setOwner('ben');
	await expect.element(page.getByText('Why here?')).not.toBeInTheDocument();
	await expect.element(page.getByText(/A recording of somebody else is kept/)).toBeVisible();
});

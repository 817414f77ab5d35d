import { createRawSnippet } from 'svelte';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ConfirmDialog from './ConfirmDialog.svelte';
import Dialog from './Dialog.svelte';

const body = createRawSnippet(() => ({
	render: () => '<form><label>Reviewer <input></label><button type="button">Create</button></form>'
}));

/** A button of the page that has focus, as the one that opened the dialog has. */
function opener(): HTMLButtonElement {
	const button = document.createElement('button');
	button.textContent = 'Open';
	document.body.append(button);
	button.focus();
	return button;
}

it('takes its name and description, holds the focus, and gives it back on Escape', async () => {
	const button = opener();
	await render(Dialog, {
		open: true,
		title: 'Share',
		description: 'Until it expires.',
		children: body
	});
	const dialog = page.getByRole('dialog', { name: 'Share' });
	await expect.element(dialog).toHaveAccessibleDescription('Until it expires.');
	await expect.element(page.getByLabelText('Reviewer')).toHaveFocus();
	for (const name of ['Create', 'Close']) {
		await userEvent.keyboard('{Tab}');
		await expect.element(page.getByRole('button', { name })).toHaveFocus();
	}
	await userEvent.keyboard('{Tab}');
	await expect.element(page.getByLabelText('Reviewer')).toHaveFocus();
	await userEvent.keyboard('{Escape}');
	await expect.element(dialog).not.toBeInTheDocument();
	await expect.poll(() => document.activeElement).toBe(button);
	button.remove();
});

const question = {
	open: true,
	title: 'Delete this session?',
	description: 'Every take is gone for good.',
	confirm: 'Delete session'
};

it('asks with the focus on keeping it, so that Enter deletes nothing', async () => {
	let deleted = 0;
	await render(ConfirmDialog, { ...question, onconfirm: () => void deleted++ });
	const dialog = page.getByRole('alertdialog', { name: 'Delete this session?' });
	await expect.element(page.getByRole('button', { name: 'Keep it' })).toHaveFocus();
	await userEvent.keyboard('{Enter}');
	await expect.element(dialog).not.toBeInTheDocument();
	expect(deleted).toBe(0);
});

it('waits for the deletion, acts once, and says why when it fails', async () => {
	let calls = 0;
	let settle = (_error?: Error) => {};
	const onconfirm = () => {
		calls++;
		return new Promise<void>((resolve, reject) => {
			settle = (error) => (error ? reject(error) : resolve());
		});
	};
	await render(ConfirmDialog, { ...question, onconfirm });
	const confirm = page.getByRole('button', { name: 'Delete session' });
	await confirm.click();
	await expect.element(confirm).toHaveAttribute('aria-disabled', 'true');
	confirm.element().dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
	expect(calls).toBe(1);
	settle(new Error('The server cannot store anything right now.'));
	await expect.element(page.getByRole('alert')).toHaveTextContent('cannot store anything');
	await confirm.click();
	settle();
	await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument();
	expect(calls).toBe(2);
});

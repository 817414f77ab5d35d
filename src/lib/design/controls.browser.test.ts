import { createRawSnippet } from 'svelte';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Button from './Button.svelte';
import Field from './Field.svelte';
import RadioCards from './RadioCards.svelte';
import TextArea from './TextArea.svelte';
import './tokens.css';
import './base.css';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

it('a field is named by its label and described by hint and error', async () => {
	await render(Field, { label: 'Email', hint: 'To sign in.', error: 'This is not an address.' });
	const field = page.getByLabelText('Email');
	await expect.element(field).toHaveAccessibleDescription('To sign in. This is not an address.');
	await expect.element(field).toHaveAttribute('aria-invalid', 'true');
});

it('radio cards are one group with a name, and arrow keys choose', async () => {
	const chosen: string[] = [];
	await render(RadioCards, {
		label: 'Interview format',
		value: 'drill',
		options: [
			{ value: 'drill', title: 'Drill', detail: '1 question' },
			{ value: 'closed', title: 'Closed', disabled: true },
			{ value: 'one-way', title: 'One-way', detail: '6 questions' }
		],
		onchange: (value: string) => chosen.push(value)
	});
	const group = page.getByRole('radiogroup', { name: 'Interview format' });
	const drill = group.getByRole('radio', { name: 'Drill', exact: true });
	await expect.element(drill).toBeChecked();
	await expect.element(drill).toHaveAccessibleDescription('1 question');
	await userEvent.tab();
	await expect.element(drill).toHaveFocus();
	await userEvent.keyboard('{ArrowDown}');
	await expect.element(group.getByRole('radio', { name: 'One-way' })).toBeChecked();
	expect(chosen).toEqual(['one-way']);
});

it('a busy button keeps its name and focus and does nothing', async () => {
	let presses = 0;
	const screen = await render(Button, {
		busy: true,
		children: words('Save'),
		onclick: () => presses++
	});
	const button = page.getByRole('button', { name: 'Save' });
	button.element().focus();
	await userEvent.keyboard('{Enter}');
	expect(presses).toBe(0);
	await expect.element(button).toHaveFocus();
	await screen.rerender({ busy: false });
	await userEvent.keyboard('{Enter}');
	expect(presses).toBe(1);
});

it.each(['next', 'plain', 'quiet', 'stop'] as const)(
	'a %s button is at least 44 px',
	async (variant) => {
		await render(Button, { variant, children: words('x') });
		const { width, height } = page.getByRole('button').element().getBoundingClientRect();
		expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
	}
);

it('a text area counts near the limit and marks what is too long without cutting it', async () => {
	await render(TextArea, { label: 'Keep', most: 100, value: 'x'.repeat(40) });
	const area = page.getByLabelText('Keep');
	await expect.element(page.getByRole('status')).toHaveTextContent(/^$/);
	await area.fill('x'.repeat(90));
	await expect.element(page.getByRole('status')).toHaveTextContent('10 of 100 characters left');
	await area.fill('x'.repeat(103));
	await expect.element(area).toHaveAccessibleDescription('3 characters too many. Shorten it.');
	await expect.element(area).toHaveValue('x'.repeat(103));
});

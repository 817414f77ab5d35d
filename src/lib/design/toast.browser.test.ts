import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Toaster from './Toaster.svelte';
import { toasts } from './toast.svelte.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
	for (const { id } of [...toasts.list]) toasts.close(id);
	vi.useRealTimers();
});
const shown = () => toasts.list.map(({ message }) => message);

it('takes back what "Undo" belongs to, once', async () => {
	await render(Toaster);
	let undone = 0;
	toasts.show('Comment deleted', () => void undone++);
	vi.useRealTimers();
	await expect.element(page.getByRole('status')).toHaveTextContent('Comment deleted');
	await page.getByRole('button', { name: 'Undo' }).click();
	expect(undone).toBe(1);
	await expect.element(page.getByText('Comment deleted')).not.toBeInTheDocument();
});

it('goes away after 10 s, but not while it is held', () => {
	toasts.show('Saved');
	vi.advanceTimersByTime(9_900);
	toasts.hold();
	vi.advanceTimersByTime(60_000);
	expect(shown()).toEqual(['Saved']);
	toasts.release();
	vi.advanceTimersByTime(9_900);
	expect(shown()).toEqual(['Saved']);
	vi.advanceTimersByTime(200);
	expect(shown()).toEqual([]);
});

it('shows three at most; the oldest makes room', () => {
	for (const message of ['one', 'two', 'three', 'four']) toasts.show(message);
	expect(shown()).toEqual(['two', 'three', 'four']);
});

import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import DeliveryReport from './DeliveryReport.svelte';

describe('a take that nobody has listened to', () => {
	it.each([
		['not-loaded', /the recording could not be loaded/],
		['not-kept', /this device could not keep the result/],
		[undefined, null]
	] as const)('can be measured again when its work is %s', async (work, why) => {
		let asked = 0;
		const shown = await render(DeliveryReport, { lines: [], work, onagain: () => asked++ });
		if (why) await expect.element(shown.getByRole('status')).toHaveTextContent(why);
		await userEvent.click(shown.getByRole('button', { name: 'Measure again' }));
		expect(asked).toBe(1);
	});

	it.each(['measuring', 'keeping'] as const)('is left alone while it is %s', async (work) => {
		const shown = await render(DeliveryReport, { lines: [], work, onagain: () => undefined });
		await expect.element(shown.getByRole('status')).toHaveTextContent(/Measur/);
		expect(shown.getByRole('button').elements()).toEqual([]);
	});
});

it('marks what other rules measured, and says what that means', async () => {
	const compared = {
		earlier: [{ recordedAt: new Date(0), href: null }],
		rows: [{ name: 'Longest pause', values: ['2.4 s', null] }]
	};
	const shown = await render(DeliveryReport, { lines: [], compared });
	await expect.element(shown.getByRole('cell', { name: 'other rules' })).toBeVisible();
	await expect.element(shown.getByText(/another version of the measurement/)).toBeVisible();
});

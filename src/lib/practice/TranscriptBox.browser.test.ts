import { afterEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import TranscriptBox from './TranscriptBox.svelte';

afterEach(() => vi.restoreAllMocks());

const BOX = { name: 'I wrote every “um” and “uh”, so count them' };

/** The editor of words that a recogniser wrote, and what is sent when they are saved. */
async function editRecognised(text: string) {
	const sent: unknown[] = [];
	vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
		sent.push(JSON.parse(init?.body as string));
		return new Response(null, { status: 204 });
	});
	const shown = await render(TranscriptBox, {
		takeId: 'take',
		transcript: { source: 'operator', text, segments: null },
		lines: [],
		onseek: () => undefined,
		onchange: () => undefined
	});
	await userEvent.click(shown.getByRole('button', { name: 'Edit transcript' }));
	return { shown, sent, save: () => userEvent.click(shown.getByText('Save transcript')) };
}

it('leaves recognised words their source until the person says that every “um” is written', async () => {
	const { shown, sent, save } = await editRecognised('um I came here');
	await expect.element(shown.getByRole('checkbox', BOX)).not.toBeChecked();
	await save();
	expect(sent).toEqual([{ text: 'um I came here', source: 'operator' }]);
});

it('keeps recognised words as verbatim when the person says so', async () => {
	const { shown, sent, save } = await editRecognised('I came here');
	await userEvent.fill(shown.getByRole('textbox'), 'um I came here');
	await userEvent.click(shown.getByRole('checkbox', BOX));
	await save();
	expect(sent).toEqual([{ text: 'um I came here', source: 'typed-verbatim' }]);
});

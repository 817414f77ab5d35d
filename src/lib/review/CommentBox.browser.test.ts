import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import CommentBox from './CommentBox.svelte';
import type { Draft } from './stretch.ts';
import type { Playback } from './playback.ts';

/** Stands for a player that runs at 15.3 s. */
function playing(): Playback & { isOn: boolean } {
	return {
		isOn: true,
		show: () => undefined,
		seek: () => undefined,
		play() {
			this.isOn = true;
		},
		pause() {
			this.isOn = false;
		},
		isPlaying() {
			return this.isOn;
		},
		now: () => 15_300
	};
}

let playback: ReturnType<typeof playing>;
let added: Draft[];
let typing: Draft | null;

async function open() {
	const shown = await render(CommentBox, { ...props(), typing: null });
	const box = shown.getByRole('textbox', { name: 'Comment at this moment' });
	return { shown, box };

	function props() {
		return {
			playback,
			takeId: 'take',
			atMs: 15_000,
			nameOf: () => 'Answer 1',
			onadd: (comment: Draft) => added.push(comment),
			ontype(next: Draft | null) {
				typing = next;
				void shown.rerender({ typing: next });
			}
		};
	}
}

beforeEach(() => {
	playback = playing();
	added = [];
	typing = null;
});

describe('typing a comment', () => {
	it('pauses the video at the first character and pins that moment', async () => {
		const { box } = await open();
		await userEvent.type(box, 'S');
		expect(playback.isOn).toBe(false);
		playback.now = () => 99_000;
		await userEvent.type(box, 'trong');
		expect(typing).toEqual({ takeId: 'take', atMs: 15_300, endMs: null, text: 'Strong' });
	});

	it('is saved by Enter, which lets the video go on', async () => {
		const { box } = await open();
		await userEvent.type(box, 'Strong{Enter}');
		expect(added).toEqual([{ takeId: 'take', atMs: 15_300, endMs: null, text: 'Strong' }]);
		expect(playback.isOn).toBe(true);
		await expect.element(box).toHaveValue('');
	});

	it('leaves a video that stood still standing', async () => {
		playback.isOn = false;
		const { box } = await open();
		await userEvent.type(box, 'Strong{Enter}');
		expect(added).toHaveLength(1);
		expect(playback.isOn).toBe(false);
	});

	it('starts a new line with Shift+Enter, and the button saves both', async () => {
		const { box, shown } = await open();
		await userEvent.type(box, 'One{Shift>}{Enter}{/Shift}two');
		expect(added).toEqual([]);
		await shown.getByRole('button', { name: 'Add comment' }).click();
		expect(added[0]?.text).toBe('One\ntwo');
	});

	it('saves neither nothing nor too much', async () => {
		const { box } = await open();
		await userEvent.type(box, '  {Enter}');
		await userEvent.fill(box, 'x'.repeat(2001));
		await userEvent.type(box, '{Enter}');
		expect(added).toEqual([]);
		expect(typing?.text).toHaveLength(2001);
	});

	it('covers the stretch from its start to where typing began', async () => {
		const { box, shown } = await open();
		await shown.getByRole('button', { name: 'Start of stretch' }).click();
		playback.now = () => 18_000;
		await userEvent.type(box, 'Rushed{Enter}');
		expect(added).toEqual([{ takeId: 'take', atMs: 15_300, endMs: 18_000, text: 'Rushed' }]);
	});

	it('leaves Enter to an input method that is open', async () => {
		const { box } = await open();
		await userEvent.type(box, 'ni');
		const enter = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
		box.element().dispatchEvent(new KeyboardEvent('keydown', enter));
		expect(added).toEqual([]);
	});
});

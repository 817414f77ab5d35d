import { beforeEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { shortcutOf } from './pressed.browser.ts';
import type { Shortcut } from './shortcuts.ts';
import Timeline from './Timeline.svelte';
import type { Flag } from './timeline.ts';

const chapters = ['a', 'b'].map((takeId, at) => ({
	takeId,
	number: at + 1,
	title: `Answer ${at + 1}`,
	src: `/${takeId}`,
	durationMs: 60_000
}));
let sought: { takeId: string; atMs: number }[];
beforeEach(() => (sought = []));

async function open(flags: Flag[] = []) {
	const onseek = (takeId: string, atMs: number) => sought.push({ takeId, atMs });
	const shown = await render(Timeline, { chapters, flags, takeId: 'a', atMs: 10_000, onseek });
	const slider = shown.getByRole('slider', { name: 'Place in the recording' });
	const line = slider.element() as HTMLElement;
	const box = line.getBoundingClientRect();
	const at = (type: string, share: number) =>
		line.dispatchEvent(
			new PointerEvent(type, {
				pointerId: 1,
				isPrimary: true,
				button: 0,
				clientX: box.left + share * box.width,
				clientY: box.top + 10,
				bubbles: true
			})
		);
	// a made-up pointer cannot be captured
	line.setPointerCapture = () => undefined;
	return { shown, slider, line, at };
}

it('goes where it is clicked, and to a flag that is close', async () => {
	const { at } = await open([{ id: 'f', takeId: 'b', atMs: 30_000 }]);
	at('pointerdown', 0.25);
	at('pointerup', 0.25);
	expect(sought.at(-1)).toEqual({ takeId: 'a', atMs: 30_000 });
	at('pointerdown', 0.752);
	at('pointerup', 0.752);
	expect(sought.at(-1)).toEqual({ takeId: 'b', atMs: 30_000 });
});

it('is dragged live within the shown answer, and to another one when it is let go', async () => {
	const { at } = await open();
	at('pointerdown', 0.1);
	at('pointermove', 0.4);
	await expect.poll(() => sought.length).toBe(1);
	expect(sought[0]?.takeId).toBe('a');
	at('pointermove', 0.75);
	await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
	expect(sought).toHaveLength(1);
	at('pointerup', 0.75);
	expect(sought.at(-1)).toEqual({ takeId: 'b', atMs: 30_000 });
});

it('is a slider for the keyboard that says where it stands', async () => {
	const { slider, line } = await open();
	await expect.element(slider).toHaveAttribute('aria-valuetext', 'Answer 1: 0:10 of 1:00');
	line.focus();
	await userEvent.keyboard('{ArrowRight}{PageUp}');
	expect(sought).toEqual([
		{ takeId: 'a', atMs: 11_000 },
		{ takeId: 'b', atMs: 0 }
	]);
});

it('keeps the arrows after a click, and leaves Space and the letters to the player', async () => {
	const { line } = await open();
	await userEvent.click(line, { position: { x: 40, y: 10 } });
	expect(document.activeElement).toBe(line);
	const heard: (Shortcut | null)[] = [];
	const hear = (event: KeyboardEvent) => {
		heard.push(event.defaultPrevented ? null : shortcutOf(event));
	};
	window.addEventListener('keydown', hear);
	await userEvent.keyboard(' c{ArrowRight}{Home}');
	window.removeEventListener('keydown', hear);
	expect(heard).toEqual([{ act: 'toggle' }, { act: 'comment' }, null, null]);
});

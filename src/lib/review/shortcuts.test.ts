import { describe, expect, it } from 'vitest';
import { shortcutFor, type KeyPress } from './shortcuts.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
	key,
	withModifier: false,
	tag: 'BODY',
	inputType: null,
	isEditable: false,
	isInDialog: false,
	...more
});

describe('shortcuts', () => {
	it('play, move, step by a picture and comment', () => {
		expect(shortcutFor(press(' '))).toEqual({ act: 'toggle' });
		expect(shortcutFor(press('K'))).toEqual({ act: 'toggle' });
		expect(shortcutFor(press('ArrowLeft'))).toEqual({ act: 'move', byMs: -5000 });
		expect(shortcutFor(press('j'))).toEqual({ act: 'slower' });
		expect(shortcutFor(press('L'))).toEqual({ act: 'faster' });
		expect(shortcutFor(press('.'))).toEqual({ act: 'frame', by: 1 });
		expect(shortcutFor(press(','))).toEqual({ act: 'frame', by: -1 });
		expect(shortcutFor(press('c'))).toEqual({ act: 'comment' });
		expect(shortcutFor(press('m'))).toEqual({ act: 'marker' });
		expect(shortcutFor(press('n'))).toEqual({ act: 'next' });
		expect(shortcutFor(press('4'))).toEqual({ act: 'rate', level: 4 });
		expect(shortcutFor(press('6'))).toBeNull();
		expect(shortcutFor(press('x'))).toBeNull();
	});

	it('never take a key from somebody who types', () => {
		for (const key of [' ', 'k', 'c', 'm', '3', ',', '?', 'ArrowLeft']) {
			expect(shortcutFor(press(key, { tag: 'TEXTAREA' }))).toBeNull();
			expect(shortcutFor(press(key, { tag: 'SELECT' }))).toBeNull();
			expect(shortcutFor(press(key, { tag: 'INPUT', inputType: 'text' }))).toBeNull();
			expect(shortcutFor(press(key, { tag: 'INPUT', inputType: 'search' }))).toBeNull();
			expect(shortcutFor(press(key, { tag: 'P', isEditable: true }))).toBeNull();
			expect(shortcutFor(press(key, { isInDialog: true }))).toBeNull();
			expect(shortcutFor(press(key, { withModifier: true }))).toBeNull();
		}
	});

	it('leave Space and arrows to what uses them, and keep the letters', () => {
		const radio = { tag: 'INPUT', inputType: 'radio' };
		expect(shortcutFor(press('ArrowRight', radio))).toBeNull();
		expect(shortcutFor(press(' ', { tag: 'BUTTON' }))).toBeNull();
		expect(shortcutFor(press('ArrowRight', { tag: 'DIV', role: 'slider' }))).toBeNull();
		expect(shortcutFor(press('3', radio))).toEqual({ act: 'rate', level: 3 });
		expect(shortcutFor(press('k', radio))).toEqual({ act: 'toggle' });
		expect(shortcutFor(press('c', { tag: 'BUTTON' }))).toEqual({ act: 'comment' });
	});

	it.each([
		{ tag: 'DIV', role: 'slider' },
		{ tag: 'INPUT', inputType: 'range' }
	])('leave a slider its arrows, Home, End and Page keys, and nothing else, case %#', (slider) => {
		for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'Home', 'End', 'PageUp', 'PageDown']) {
			expect(shortcutFor(press(key, slider))).toBeNull();
		}
		expect(shortcutFor(press(' ', slider))).toEqual({ act: 'toggle' });
		expect(shortcutFor(press('k', slider))).toEqual({ act: 'toggle' });
		expect(shortcutFor(press(',', slider))).toEqual({ act: 'frame', by: -1 });
		expect(shortcutFor(press('4', slider))).toEqual({ act: 'rate', level: 4 });
	});
});

/** Which shortcut of the player a press of a key is, where the keyboard is now. */
import { shortcutFor, type Shortcut } from './shortcuts.ts';

/** Null: the key belongs to the text, the control or the dialog that has the keyboard, or means nothing here. */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
	const target = event.target instanceof HTMLElement ? event.target : document.body;
	return shortcutFor({
		key: event.key,
		withModifier: event.ctrlKey || event.metaKey || event.altKey,
		tag: target.tagName,
		inputType: target instanceof HTMLInputElement ? target.type : null,
		isEditable: target.isContentEditable,
		isInDialog: target.closest('[role="dialog"], [role="alertdialog"], dialog') !== null,
		role: target.getAttribute('role')
	});
}

/** Reads a key press of the page for `stage-keys.ts`. */
import type { StageKey } from './stage-keys.ts';

export function readStageKey(event: KeyboardEvent): StageKey {
	const target = event.target instanceof HTMLElement ? event.target : document.body;
	return {
		key: event.key,
		code: event.code,
		withModifier: event.ctrlKey || event.altKey || event.metaKey,
		repeats: event.repeat,
		tag: target.tagName,
		inputType: target instanceof HTMLInputElement ? target.type : null,
		isEditable: target.isContentEditable,
		// a dialog has its own Escape, wherever the focus is
		isInDialog:
			document.querySelector('dialog[open], [role="dialog"], [role="alertdialog"]') !== null
	};
}

/** The player's keys, and when they must leave a key to what is focused. */

export type Shortcut =
	{ act: 'toggle' } | { act: 'step'; byMs: number } | { act: 'comment' } | { act: 'help' };

/** One frame of a 30 frames a second recording, in milliseconds. */
export const FRAME_MS = 1000 / 30;
const JUMP_MS = 5000;

const SHORTCUTS: Record<string, Shortcut> = {
	' ': { act: 'toggle' },
	k: { act: 'toggle' },
	j: { act: 'step', byMs: -JUMP_MS },
	ArrowLeft: { act: 'step', byMs: -JUMP_MS },
	l: { act: 'step', byMs: JUMP_MS },
	ArrowRight: { act: 'step', byMs: JUMP_MS },
	',': { act: 'step', byMs: -FRAME_MS },
	'.': { act: 'step', byMs: FRAME_MS },
	c: { act: 'comment' },
	'?': { act: 'help' }
};

/** What `shortcutFor` must know of a key press; `tag` in upper case, `inputType` of an input only. */
export interface KeyPress {
	key: string;
	withModifier: boolean;
	tag: string;
	inputType: string | null;
	isEditable: boolean;
	isInDialog: boolean;
}

/** Elements that use Space and the arrows themselves; a video's own controls are among them. */
const OWN_KEYS = new Set(['BUTTON', 'A', 'SUMMARY', 'VIDEO', 'INPUT']);
const PRESSED_NOT_TYPED = new Set(['radio', 'checkbox', 'button', 'submit']);

/** The shortcut a key press means, or null when it belongs to what is focused, to the browser, or to nobody. */
export function shortcutFor(press: KeyPress): Shortcut | null {
	if (press.withModifier || press.isInDialog || isTyping(press)) return null;
	const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
	const ownsKey = key === ' ' || key.startsWith('Arrow');
	if (ownsKey && OWN_KEYS.has(press.tag)) return null;
	return SHORTCUTS[key] ?? null;
}

function isTyping(press: KeyPress): boolean {
	if (press.isEditable || press.tag === 'TEXTAREA' || press.tag === 'SELECT') return true;
	return press.tag === 'INPUT' && !PRESSED_NOT_TYPED.has(press.inputType ?? 'text');
}

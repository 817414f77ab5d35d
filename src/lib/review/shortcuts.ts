/** The player's keys, and when they must leave a key to what is focused. */

export type Shortcut =
	| { act: 'toggle' | 'slower' | 'faster' | 'comment' | 'marker' | 'in' | 'out' | 'next' | 'help' }
	| { act: 'move'; byMs: number }
	| { act: 'frame'; by: 1 | -1 }
	| { act: 'rate'; level: 1 | 2 | 3 | 4 | 5 };

/** How far an arrow key, or J while nothing can get slower, moves. */
export const JUMP_MS = 5000;

const SHORTCUTS: Record<string, Shortcut> = {
	' ': { act: 'toggle' },
	k: { act: 'toggle' },
	j: { act: 'slower' },
	l: { act: 'faster' },
	ArrowLeft: { act: 'move', byMs: -JUMP_MS },
	ArrowRight: { act: 'move', byMs: JUMP_MS },
	',': { act: 'frame', by: -1 },
	'.': { act: 'frame', by: 1 },
	c: { act: 'comment' },
	m: { act: 'marker' },
	i: { act: 'in' },
	o: { act: 'out' },
	n: { act: 'next' },
	'1': { act: 'rate', level: 1 },
	'2': { act: 'rate', level: 2 },
	'3': { act: 'rate', level: 3 },
	'4': { act: 'rate', level: 4 },
	'5': { act: 'rate', level: 5 },
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
	/** The role the focused element was given, if any. */
	role?: string | null;
}

/** Elements and roles that use Space and the arrows themselves. */
const OWN_KEYS = new Set(['BUTTON', 'A', 'SUMMARY', 'INPUT']);
const OWN_KEY_ROLES = new Set(['radio', 'tab', 'menuitem', 'option', 'combobox']);
const PRESSED_NOT_TYPED = new Set(['radio', 'checkbox', 'button', 'submit', 'range']);

/** The shortcut a key press means, or null when it belongs to what is focused, to the browser, or to nobody. */
export function shortcutFor(press: KeyPress): Shortcut | null {
	if (press.withModifier || press.isInDialog || isTyping(press)) return null;
	const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
	const isArrow = key.startsWith('Arrow');
	// a click on the timeline leaves it with the keyboard: it moves by the arrows, and Space still plays
	const isOwn = isSlider(press) ? isArrow : (isArrow || key === ' ') && ownsKeys(press);
	return isOwn ? null : (SHORTCUTS[key] ?? null);
}

function isSlider({ tag, inputType, role }: KeyPress): boolean {
	return role === 'slider' || (tag === 'INPUT' && inputType === 'range');
}

function ownsKeys({ tag, role }: KeyPress): boolean {
	return OWN_KEYS.has(tag) || OWN_KEY_ROLES.has(role ?? '');
}

function isTyping(press: KeyPress): boolean {
	if (press.isEditable || press.tag === 'TEXTAREA' || press.tag === 'SELECT') return true;
	if (press.role === 'textbox' || press.role === 'searchbox') return true;
	return press.tag === 'INPUT' && !PRESSED_NOT_TYPED.has(press.inputType ?? 'text');
}

/** The keys of the stage, and when they must leave a key to what is focused. */
import { canMoveOn, canRecordAgain, canStart, isLast } from './allowed.ts';
import type { Interview } from './state.ts';

/** What a key asks for; all but `help` are told to the interview as they are. */
export type StageAct =
	'start-answer' | 'finish-answer' | 'next' | 'record-again' | 'pause' | 'resume' | 'help';

/** What `actFor` must know of a key press; `tag` in upper case, `inputType` of an input only. */
export interface StageKey {
	key: string;
	/** Which key it is, whatever the layout writes on it. */
	code: string;
	/** Ctrl, Alt or Meta is held. */
	withModifier: boolean;
	/** The key is held down and repeats. */
	repeats: boolean;
	tag: string;
	inputType: string | null;
	isEditable: boolean;
	isInDialog: boolean;
}

/** The keys in words, for the list of them. */
export const STAGE_KEYS = [
	['Space', 'start or finish the answer'],
	['N', 'next question'],
	['R', 'record again'],
	['Esc', 'pause, and go on'],
	['?', 'show this list']
] as const;

/** Elements that Space presses by itself: the key must not act twice. */
const PRESSED_BY_SPACE = new Set(['BUTTON', 'A', 'SUMMARY', 'VIDEO', 'INPUT', 'LABEL']);
const NOT_TYPED_IN = new Set(['radio', 'checkbox', 'button', 'submit', 'range']);

/** What a key press means now; null when it belongs to what is focused, to the browser, or to nobody. */
export function actFor(press: StageKey, interview: Interview): StageAct | null {
	if (press.withModifier || press.repeats || press.isInDialog || isTyping(press)) return null;
	switch (keyOf(press)) {
		case ' ':
			return PRESSED_BY_SPACE.has(press.tag) ? null : startOrFinish(interview);
		case 'n':
			return canMoveOn(interview) && !isLast(interview) ? 'next' : null;
		case 'r':
			return canRecordAgain(interview) ? 'record-again' : null;
		case 'Escape':
			return interview.phase.name === 'paused' ? 'resume' : 'pause';
		case '?':
			return 'help';
		default:
			return null;
	}
}

/** N and R lie where they lie on a Latin keyboard when the layout writes no Latin letter there. */
function keyOf({ key, code }: StageKey): string {
	if (key.length !== 1) return key;
	const isForeign = /\p{L}/u.test(key) && !/\p{Script=Latin}/u.test(key);
	return isForeign ? code.replace(/^Key/, '').toLowerCase() : key.toLowerCase();
}

function startOrFinish(interview: Interview): StageAct | null {
	if (canStart(interview)) return 'start-answer';
	return interview.phase.name === 'answering' ? 'finish-answer' : null;
}

function isTyping({ isEditable, tag, inputType }: StageKey): boolean {
	if (isEditable || tag === 'TEXTAREA' || tag === 'SELECT') return true;
	return tag === 'INPUT' && !NOT_TYPED_IN.has(inputType ?? 'text');
}

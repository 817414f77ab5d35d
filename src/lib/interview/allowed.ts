/** What the person may do now; the machine refuses what these refuse, and the stage draws no button for it. */
import { conversationLeft } from './clock.ts';
import type { Interview, Phase } from './state.ts';

/**
 * The next question, from `from` on, that has no take that counts and was not left; behind the last one it begins at
 * the first again, because a second person may have asked out of order. Null: none but the present one.
 */
export function nextOpen(
	{ position, questionCount, takes, left }: Interview,
	from = position + 1
): number | null {
	const all = Array.from({ length: questionCount }, (_, at) => at);
	const open = all.filter((at) => at !== position && (takes[at] ?? 0) === 0 && !left.includes(at));
	return open.find((at) => at >= from) ?? open[0] ?? null;
}

/** Is there no question after this one? */
export const isLast = (interview: Interview) => nextOpen(interview) === null;

/** After an answer: rated or not, the person may go on. */
export const isResting = (phase: Phase) => phase.name === 'reflecting' || phase.name === 'break';

/** May the answer begin now? In `asking` that ends the asking; in `waiting` nobody needs to ask. */
export function canStart({ phase }: Interview): boolean {
	return ['waiting', 'asking', 'preparing', 'ready'].includes(phase.name);
}

/** May this question be recorded (again)? A take that was cut short does not use up the format's takes. */
export function canRecordAgain({ phase, format, takes, position }: Interview): boolean {
	if (!isResting(phase)) return false;
	return format.takes === null || (takes[position] ?? 0) < format.takes;
}

/** "Record again" was pressed by mistake: the answer that counts is still there. */
export function canGoBack({ phase, takes, position, peer }: Interview): boolean {
	return phase.name === 'ready' && !peer && (takes[position] ?? 0) > 0;
}

/** May the person go on to the next question or finish? Not while a recording runs or is being written. */
export function canMoveOn({ phase }: Interview): boolean {
	return isResting(phase) || phase.name === 'interrupted';
}

/** May the person end the interview here? Anywhere but while a recording begins, runs or is being written. */
export function canFinish(interview: Interview): boolean {
	return canMoveOn(interview) || canStart(interview) || interview.phase.name === 'paused';
}

/** Would "Finish answer" lead to a follow-up? Its text, or null when the answer would end. */
export function nextFollowUp(interview: Interview): string | null {
	const { phase, format, questions, position, peer } = interview;
	if (phase.name !== 'answering' || peer || phase.asked >= format.followUps) return null;
	// when the time of the conversation is over, nothing new is begun
	if (conversationLeft(interview)?.leftMs === 0) return null;
	const asked = interview.followUps.filter((each) => each.position === position);
	const isIn = (some: typeof asked, text: string) => some.some((each) => each.text === text);
	const inThisTake = asked.filter(({ takeId }) => takeId === phase.takeId);
	const own = questions[position]?.followUps ?? [];
	// another take of the same answer hears what is left of the list before it hears anything again
	const next =
		own.find((text) => !isIn(asked, text)) ?? own.find((text) => !isIn(inThisTake, text));
	return next ?? null;
}

/** May the clock be stopped now? `no-pause`: never in this format. */
export function canPause({ phase, format }: Interview): boolean {
	if (format.noPause !== null) return false;
	return !['starting', 'keeping', 'paused', 'interrupted', 'finished'].includes(phase.name);
}

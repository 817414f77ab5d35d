/** What the person may do now; the machine refuses what these refuse, and the stage draws no button for it. */
import type { Interview, Phase } from './state.ts';

export const isLast = (interview: Interview) => interview.position >= interview.questionCount - 1;

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

/** May the person go on to the next question or finish? Not while a recording runs or is being written. */
export function canMoveOn({ phase }: Interview): boolean {
	return isResting(phase) || phase.name === 'interrupted';
}

/** May the person end the interview here? Anywhere but while a recording begins, runs or is being written. */
export function canFinish(interview: Interview): boolean {
	return canMoveOn(interview) || canStart(interview) || interview.phase.name === 'paused';
}

/** Would "Finish answer" lead to a follow-up? Its text, or null when the answer would end. */
export function nextFollowUp({ phase, format, questions, position, peer }: Interview) {
	if (phase.name !== 'answering' || peer || phase.asked >= format.followUps) return null;
	return questions[position]?.followUps[phase.asked] ?? null;
}

/** May the clock be stopped now? `no-pause`: never in this format. */
export function canPause({ phase, format }: Interview): boolean {
	if (format.noPause !== null) return false;
	return !['starting', 'keeping', 'paused', 'interrupted', 'finished'].includes(phase.name);
}

/** Marks on the clock that are said aloud when they are passed. */
import { conversationLeft, timeLeft } from './clock.ts';
import type { Interview } from './state.ts';

export type Mark =
	| 'start'
	| 'half'
	| 'last-30'
	| 'last-10'
	/** Time is up and the answer is kept. */
	| 'limit'
	/** Time is up and a follow-up is asked. */
	| 'limit-follow-up'
	/** Time is up and the answer goes on. */
	| 'overrun'
	/** Of the whole conversation. */
	| 'closing'
	| 'conversation-over';

/** Before the end of a conversation this much is said once, in milliseconds. */
const CLOSING_MS = 300_000;

/** The marks passed between two states of the same interview, in order; the latest one is enough to say. */
export function marksPassed(before: Interview, after: Interview): Mark[] {
	if (before.phase.name === 'answering' && after.phase.name === 'keeping') {
		return after.phase.endedBy === 'limit' ? ['limit'] : [];
	}
	const ofPhase = isCutIntoFollowUp(before, after)
		? ['limit-follow-up' as const]
		: marksOfPhase(before, after);
	return [...marksOfConversation(before, after), ...ofPhase];
}

/** The reply was stopped at its limit and the interviewer asks on. */
function isCutIntoFollowUp(before: Interview, after: Interview): boolean {
	if (before.phase.name !== 'answering' || after.phase.name !== 'answering') return false;
	const hasBegun = before.phase.askingSinceMs === null && after.phase.askingSinceMs !== null;
	if (!hasBegun || after.format.overrun === 'note') return false;
	return timeLeft({ ...before, nowMs: after.nowMs })?.leftMs === 0;
}

function marksOfPhase(before: Interview, after: Interview): Mark[] {
	const now = timeLeft(after);
	if (!now) return [];
	const isRest = after.phase.name === 'reflecting' || after.phase.name === 'break';
	// being rated does not start the break again
	const goesOn = isRest && before.phase.name === 'reflecting';
	const isSame = before.phase.name === after.phase.name || goesOn;
	if (!isSame || before.position !== after.position || replyBegan(before, after)) return ['start'];
	const was = timeLeft(before) ?? now;
	const passed = (mark: number) => was.leftMs > mark && now.leftMs <= mark && now.totalMs > mark;
	const marks: Mark[] = [];
	// the 10 s mark says the rest
	if (now.totalMs > 20_000 && passed(now.totalMs / 2)) marks.push('half');
	if (passed(30_000)) marks.push('last-30');
	if (passed(10_000)) marks.push('last-10');
	if (was.overMs === 0 && now.overMs > 0 && after.format.overrun === 'note' && !isRest) {
		marks.push('overrun');
	}
	return marks;
}

function replyBegan(before: Interview, after: Interview): boolean {
	if (before.phase.name !== 'answering' || after.phase.name !== 'answering') return false;
	return before.phase.replySinceMs === null && after.phase.replySinceMs !== null;
}

function marksOfConversation(before: Interview, after: Interview): Mark[] {
	const was = conversationLeft(before);
	const now = conversationLeft(after);
	if (!was || !now) return [];
	if (was.leftMs > 0 && now.leftMs === 0) return ['conversation-over'];
	return was.leftMs > CLOSING_MS && now.leftMs <= CLOSING_MS && now.totalMs > CLOSING_MS
		? ['closing']
		: [];
}

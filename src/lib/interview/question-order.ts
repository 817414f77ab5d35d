/** Which question is asked next, and how it begins. */
import { conversationLeft, runningMs } from './clock.ts';
import { isResting, nextOpen } from './allowed.ts';
import type { Interview, Phase } from './state.ts';

/** How a question begins: somebody asks it, or it is only shown. */
export function opening(now: Interview): Phase {
	if (now.peer) return { name: 'waiting' };
	if (now.format.spoken) return { name: 'asking', sinceMs: now.nowMs, followUp: null };
	const next = whenAsked(now);
	// a question that nobody speaks and that was not read yet cannot begin by itself
	return next === 'start' ? { name: 'ready' } : next;
}

/** What follows when the question has been asked; `start`: the recording begins at once. */
export function whenAsked({ format, nowMs }: Interview): Phase | 'start' {
	if (format.preparationS !== null) return { name: 'preparing', sinceMs: nowMs };
	return format.begins === 'itself' ? 'start' : { name: 'ready' };
}

/** Books the time of the asking before the phase is left. */
export function leaveFor(now: Interview): Interview {
	if (now.phase.name !== 'asking') return now;
	return { ...now, spentMs: now.spentMs + runningMs(now) };
}

/**
 * The next question, or the end. When a conversation's time runs out, what is left of it goes to its last part (the
 * person's own questions); when it has run out, the interview is over, unless that part was never reached: then it
 * still gets one question.
 */
export function moveOn(now: Interview): Interview {
	const position = nextPosition(now);
	const moved = { ...now, spentMs: 0, left: leftBehind(now, position) };
	if (position === null) return { ...moved, phase: { name: 'finished' } };
	const there = { ...moved, position };
	return { ...there, phase: opening(there) };
}

function nextPosition(now: Interview): number | null {
	const next = nextOpen(now);
	const left = conversationLeft(now);
	if (next === null || left === null || now.peer) return next;
	const closing = closingAt(now);
	const isClosing = now.position >= closing;
	if (left.leftMs === 0) {
		const last = now.questionCount - 1;
		return !isClosing && nextOpen(now, last) === last ? last : null;
	}
	const neededMs = (now.questionCount - closing) * now.format.answerLimitS * 1000;
	return left.leftMs <= neededMs ? nextOpen(now, Math.max(now.position + 1, closing)) : next;
}

/** Who conducts may come back to a question; without them what was passed over stays behind. */
function leftBehind(now: Interview, next: number | null): readonly number[] {
	const { position, left, peer } = now;
	if (peer) return left;
	const many = next !== null && next > position ? next - position : 1;
	const behind = Array.from({ length: many }, (_, at) => position + at);
	return [...new Set([...left, ...behind])];
}

/** Where the last part begins; behind the last question in formats without parts. */
function closingAt({ questions, questionCount }: Interview): number {
	const last = questions.at(-1)?.part ?? null;
	const first = questions.findIndex(({ part }) => part !== null && part === last);
	return first === -1 ? questionCount - 1 : first;
}

/** A second person asks a question: the present one, the next, or any other of the plan. */
export function askAt(now: Interview, wanted?: number): Interview {
	const { phase } = now;
	const canAsk =
		isResting(phase) || ['waiting', 'asking', 'preparing', 'ready'].includes(phase.name);
	if (!canAsk) return now;
	const position = wanted ?? (isResting(phase) ? now.position + 1 : now.position);
	if (!Number.isInteger(position) || position < 0 || position >= now.questionCount) return now;
	const asking: Phase = { name: 'asking', sinceMs: now.nowMs, followUp: null };
	return { ...now, position, spentMs: 0, phase: asking };
}

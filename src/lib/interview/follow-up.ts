/** Follow-up questions: asked into a running answer, so that the recording goes on, or after it has ended. */
import { isResting } from './allowed.ts';
import { timeLeft } from './clock.ts';
import type { Answering, Interview } from './state.ts';

/** The interviewer asks `text` now; the recording goes on, the clock waits until it has been asked. */
export function askFollowUp(before: Interview, phase: Answering, text: string): Interview {
	const now = noteOverrun(before);
	const { nowMs, position } = now;
	const atMs = Math.max(0, nowMs - phase.sinceMs);
	const answering: Answering = {
		...phase,
		followUp: text,
		replySinceMs: null,
		askingSinceMs: nowMs,
		asked: phase.asked + 1
	};
	const followUps = [...now.followUps, { position, text, atMs, takeId: phase.takeId }];
	return { ...now, followUps, phase: answering };
}

/** The follow-up has been asked: the clock of the reply begins. */
export function answerReply(now: Interview, phase: Answering): Interview {
	if (phase.replySinceMs !== null) return now;
	return { ...now, phase: { ...phase, replySinceMs: now.nowMs, askingSinceMs: null } };
}

/** A second person asks on when the answer has ended already: once it is kept, that begins another take. */
export function followUpLate(now: Interview, text: string): Interview {
	if (now.phase.name === 'keeping') return { ...now, phase: { ...now.phase, askedLate: text } };
	if (!isResting(now.phase)) return now;
	return { ...now, phase: { name: 'asking', sinceMs: now.nowMs, followUp: text } };
}

/** Adds how far the reply that ends now has run over its time. */
export function noteOverrun(now: Interview): Interview {
	const overMs = timeLeft(now)?.overMs ?? 0;
	if (overMs === 0 || now.format.overrun !== 'note') return now;
	const before = now.overrunMs[now.position] ?? 0;
	return { ...now, overrunMs: { ...now.overrunMs, [now.position]: before + overMs } };
}

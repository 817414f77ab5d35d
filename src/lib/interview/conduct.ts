/**
 * The interview as a state machine: pure, so every edge can be tested. Each event is handed in with its moment, in
 * milliseconds of a clock that only counts up (performance.now). See `state.ts` for the phases.
 */
import {
	canFinish,
	canGoBack,
	canMoveOn,
	canRecordAgain,
	canStart,
	isResting,
	nextFollowUp
} from './allowed.ts';
import { afresh, goBack, interrupt, isLateTrouble, notice, pause } from './aside.ts';
import { shift, timeLeft, waitLeftMs } from './clock.ts';
import { answerReply, askFollowUp, followUpLate } from './follow-up.ts';
import { askAt, leaveFor, moveOn, opening, whenAsked } from './question-order.ts';
import type { Answering, Interview, Timed } from './state.ts';
import { afterKeeping, keep, recording, restOf, starting } from './take-course.ts';

/**
 * A gap between two ticks that cannot be a slow page: the machine slept. Ticks come every 100 ms or more often;
 * a hidden page's may be a minute apart where no worker keeps them going (`isSteady`).
 * @source Chromium wakes the timers of long-hidden pages once a minute ("intensive throttling")
 */
const ASLEEP_MS = { shown: 10_000, hidden: 90_000 } as const;
/** How long a notice stands, in milliseconds. */
const NOTICE_MS = 20_000;

/** What a page may notice first when the computer wakes; no person did any of it. */
const NOTICED_ON_WAKING: readonly string[] = [
	...['tick', 'shown', 'hidden'],
	...['sound-device', 'clock-changed']
];

/** What becomes of the interview when `event` happens; events that make no sense in a phase change nothing. */
export function conduct(before: Interview, event: Timed): Interview {
	const atMs = Math.max(before.nowMs, event.atMs);
	const slept = sleptMs(before, atMs);
	const woken = slept > 0 ? shift(before.phase, slept) : before.phase;
	const now = forget({ ...before, phase: woken, nowMs: atMs });
	if (slept === 0) return happen(now, event);
	const awake = notice(now, 'asleep', slept);
	// what was recorded before the sleep is kept; what the event says comes after it
	const { phase } = awake;
	const keeps = NOTICED_ON_WAKING.includes(event.type);
	const kept = keeps && phase.name === 'answering' ? keep(awake, phase, 'asleep') : awake;
	return happen(kept, event);
}

function happen(now: Interview, event: Timed): Interview {
	const { phase } = now;
	switch (event.type) {
		case 'tick':
			return runClock({ ...now, isSteady: event.steady ?? now.isSteady });
		case 'asked':
			return asked(now);
		case 'start-answer':
			return canStart(now) ? starting(now) : now;
		case 'recording':
			return recording(now, event);
		case 'came-to-nothing':
			return { ...now, cutShort: [...new Set([...now.cutShort, event.takeId])] };
		case 'finish-answer':
			return phase.name === 'answering' ? finishReply(now, phase) : now;
		case 'end-answer':
			return phase.name === 'answering' ? keep(now, phase, 'person') : now;
		case 'kept':
			return phase.name === 'keeping' ? afterKeeping(now, phase) : now;
		case 'reflected':
			return phase.name === 'reflecting' ? { ...now, phase: { ...phase, name: 'break' } } : now;
		case 'linger':
			return phase.name === 'reflecting' && !now.format.exam
				? { ...now, phase: { ...phase, totalMs: null } }
				: now;
		case 'record-again':
			return canRecordAgain(now) ? { ...now, spentMs: 0, phase: { name: 'ready' } } : now;
		case 'back-to-answer':
			return canGoBack(now) ? { ...now, phase: restOf(now) } : now;
		case 'next':
			return canMoveOn(now) ? moveOn(now) : now;
		case 'finish':
			return canFinish(now) ? { ...now, phase: { name: 'finished' } } : now;
		case 'pause':
			return pause(now);
		case 'resume':
			return phase.name === 'paused' ? { ...now, phase: goBack(now, phase) } : now;
		case 'trouble':
			return isLateTrouble(phase, event.attempt) ? now : interrupt(now, event.cause);
		case 'devices-back':
			return phase.name === 'interrupted' ? { ...now, phase: afresh(now, phase.back) } : now;
		case 'hidden':
			return { ...now, hiddenSinceMs: now.hiddenSinceMs ?? now.nowMs };
		case 'shown':
			return shown(now);
		case 'sound-device':
		case 'clock-changed':
			return notice(now, event.type, null);
		case 'dismiss':
			return { ...now, notice: null };
		case 'peer-joined':
			return { ...now, peer: true };
		case 'peer-left':
			return goOnAlone(now);
		case 'ask':
			return askAt(now, event.position);
		case 'follow-up':
			return phase.name === 'answering'
				? askFollowUp(now, phase, event.text)
				: followUpLate(now, event.text);
	}
}

/** Time during which the machine slept, in milliseconds; 0 when it did not. */
function sleptMs(interview: Interview, atMs: number): number {
	const gap = atMs - interview.nowMs;
	const isSlow = interview.hiddenSinceMs !== null && !interview.isSteady;
	return gap > (isSlow ? ASLEEP_MS.hidden : ASLEEP_MS.shown) ? gap : 0;
}

function forget(now: Interview): Interview {
	const isOld = now.notice !== null && now.nowMs - now.notice.atMs > NOTICE_MS;
	return isOld ? { ...now, notice: null } : now;
}

function shown(now: Interview): Interview {
	const since = now.hiddenSinceMs;
	if (since === null) return now;
	const after = runClock({ ...now, hiddenSinceMs: null });
	return after.notice === null ? notice(after, 'hidden', now.nowMs - since) : after;
}

function runClock(now: Interview): Interview {
	const { phase } = now;
	if ((waitLeftMs(phase, now.nowMs) ?? 1) <= 0) return loseHope(now);
	const left = timeLeft(now);
	if (left === null || left.leftMs > 0) return now;
	if (phase.name === 'preparing') return starting(now);
	if (isResting(phase)) return moveOn(now);
	if (phase.name !== 'answering' || now.format.overrun === 'note') return now;
	const followUp = nextFollowUp(now);
	return followUp === null ? keep(now, phase, 'limit') : askFollowUp(now, phase, followUp);
}

/** A device that had its time and did not answer. */
function loseHope(now: Interview): Interview {
	const { phase } = now;
	if (phase.name === 'starting') return interrupt(now, 'recorder');
	if (phase.name === 'keeping') return afterKeeping(now, { ...phase, endedBy: 'recorder' });
	return asked(now);
}

/** The question, or the follow-up, has been spoken. */
function asked(now: Interview): Interview {
	const { phase } = now;
	if (phase.name === 'answering') return answerReply(now, phase);
	if (phase.name !== 'asking') return now;
	if (phase.followUp !== null) return starting(now);
	const next = whenAsked(now);
	return next === 'start' ? starting(now) : { ...leaveFor(now), phase: next };
}

/** "Finish answer": the next follow-up, or the end. While the interviewer still speaks it only ends the speaking. */
function finishReply(now: Interview, phase: Answering): Interview {
	if (phase.replySinceMs === null) return answerReply(now, phase);
	const followUp = nextFollowUp(now);
	return followUp === null ? keep(now, phase, 'person') : askFollowUp(now, phase, followUp);
}

function goOnAlone(now: Interview): Interview {
	const alone = { ...now, peer: false };
	return now.phase.name === 'waiting' ? { ...alone, phase: opening(alone) } : alone;
}

/** The course of one recording: it is started, runs, and is kept. */
import { isLast } from './allowed.ts';
import { noteOverrun } from './follow-up.ts';
import { leaveFor } from './question-order.ts';
import type { Answering, Cause, Interview, Phase, Rest } from './state.ts';

/** The recorder is asked to begin. */
export function starting(now: Interview): Interview {
	const followUp = now.phase.name === 'asking' ? now.phase.followUp : null;
	const attempt = now.attempt + 1;
	const phase: Phase = { name: 'starting', sinceMs: now.nowMs, attempt, followUp };
	return { ...leaveFor(now), attempt, phase };
}

/** The recorder runs; an answer of it to an earlier attempt changes nothing. */
export function recording(now: Interview, event: { takeId?: string; attempt?: number }): Interview {
	const { phase, position, nowMs } = now;
	if (phase.name !== 'starting' || (event.attempt ?? phase.attempt) !== phase.attempt) return now;
	const { [position]: _before, ...overrunMs } = now.overrunMs;
	const takeId = event.takeId ?? null;
	const answering: Answering = {
		name: 'answering',
		sinceMs: nowMs,
		takeId,
		replySinceMs: nowMs,
		followUp: phase.followUp,
		askingSinceMs: null,
		asked: 0
	};
	const text = phase.followUp;
	const followUps =
		text === null ? now.followUps : [...now.followUps, { position, text, atMs: 0, takeId }];
	return { ...now, overrunMs, followUps, phase: answering };
}

/** The recording ends, with what was said until now. */
export function keep(now: Interview, phase: Answering, endedBy: Cause): Interview {
	const { takeId, sinceMs } = phase;
	const recordedMs = Math.max(0, now.nowMs - sinceMs);
	const keeping: Phase = { name: 'keeping', sinceMs: now.nowMs, takeId, recordedMs, endedBy };
	return { ...noteOverrun(now), phase: keeping };
}

/** The break of an answer that was given before. */
export function restOf({ nowMs }: Interview): Phase {
	const rest: Rest = {
		sinceMs: nowMs,
		totalMs: null,
		recordedMs: null,
		takeId: null,
		endedBy: 'person'
	};
	return { name: 'break', ...rest };
}

/** Everything recorded is on the device. */
export function afterKeeping(now: Interview, done: Extract<Phase, { name: 'keeping' }>): Interview {
	const { recordedMs, endedBy, takeId } = done;
	const rest: Rest = { sinceMs: now.nowMs, totalMs: null, recordedMs, takeId, endedBy };
	if (endedBy === 'person' || endedBy === 'limit') {
		const takes = now.takes.map((n, position) => (position === now.position ? n + 1 : n));
		const { breakS } = now.format;
		const isOver = isLast(now);
		const totalMs = breakS === null || isOver || now.peer ? null : breakS * 1000;
		// formats without a clock for the whole use nothing up
		const usedMs = now.format.totalS === null ? 0 : now.spentMs + recordedMs;
		const conversedMs = now.conversedMs + usedMs;
		const { askedLate } = done;
		const phase: Phase =
			askedLate === undefined
				? { name: 'reflecting', ...rest, totalMs }
				: { name: 'asking', sinceMs: now.nowMs, followUp: askedLate };
		return { ...now, takes, conversedMs, spentMs: 0, phase };
	}
	const back: Phase = { name: 'break', ...rest };
	const cutShort = takeId === null ? now.cutShort : [...new Set([...now.cutShort, takeId])];
	const phase: Phase =
		endedBy === 'pause'
			? { name: 'paused', sinceMs: now.nowMs, back }
			: { name: 'interrupted', cause: endedBy, recordedMs, back };
	return { ...now, cutShort, spentMs: 0, phase };
}

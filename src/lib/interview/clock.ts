/** The clocks of an interview, all counted from moments, so that a late tick shows the right time. Milliseconds. */
import type { Format } from '../question-bank/format.ts';
import type { Interview, Phase } from './state.ts';

export interface Clock {
	/** Never below zero. */
	leftMs: number;
	totalMs: number;
	/** How far over its time it is; 0 while time is left. */
	overMs: number;
}

/** How long a phase that waits for a device may last before the interview goes on without it. */
const PATIENCE_MS = { asking: 120_000, starting: 15_000, keeping: 20_000 } as const;

/** The running clock of the phase; null when no clock runs. */
export function timeLeft(interview: Interview): Clock | null {
	return clockOf(interview.phase, interview.format, interview.nowMs);
}

function clockOf(phase: Phase, format: Format, nowMs: number): Clock | null {
	switch (phase.name) {
		case 'preparing':
			return count((format.preparationS ?? 0) * 1000, nowMs - phase.sinceMs);
		case 'answering': {
			const usedMs = phase.replySinceMs === null ? 0 : nowMs - phase.replySinceMs;
			return count(format.answerLimitS * 1000, usedMs);
		}
		case 'reflecting':
		case 'break':
			return phase.totalMs === null ? null : count(phase.totalMs, nowMs - phase.sinceMs);
		default:
			return null;
	}
}

function count(totalMs: number, usedMs: number): Clock {
	return {
		totalMs,
		leftMs: Math.min(totalMs, Math.max(0, totalMs - usedMs)),
		overMs: Math.max(0, usedMs - totalMs)
	};
}

/** The clock of the whole conversation; null in formats without one. It stands still between two questions. */
export function conversationLeft(interview: Interview): Clock | null {
	const { totalS } = interview.format;
	if (totalS === null) return null;
	return count(totalS * 1000, interview.conversedMs + interview.spentMs + runningMs(interview));
}

/** What the present phase has used up of the conversation so far. */
export function runningMs({ phase, nowMs }: Interview): number {
	if (phase.name === 'asking' || phase.name === 'answering') return nowMs - phase.sinceMs;
	return phase.name === 'keeping' ? phase.recordedMs : 0;
}

/** When the next thing happens by itself, in milliseconds from now; null when nothing does. */
export function nextDeadlineMs(interview: Interview): number | null {
	const patience = waitLeftMs(interview.phase, interview.nowMs);
	const left = timeLeft(interview)?.leftMs ?? 0;
	const due = [patience === undefined ? 0 : Math.max(1, patience), left].filter((ms) => ms > 0);
	return due.length > 0 ? Math.min(...due) : null;
}

/** How long a device may still take, at most 0 when it has had its time. */
export function waitLeftMs(phase: Phase, nowMs: number): number | undefined {
	if (phase.name === 'answering') {
		const { askingSinceMs } = phase;
		return askingSinceMs === null ? undefined : PATIENCE_MS.asking - (nowMs - askingSinceMs);
	}
	if (phase.name !== 'asking' && phase.name !== 'starting' && phase.name !== 'keeping') {
		return undefined;
	}
	return PATIENCE_MS[phase.name] - (nowMs - phase.sinceMs);
}

export type Urgency = 'calm' | 'last-30' | 'last-10';

/** How the timer looks: 30 s and 10 s before the end it warns (10 s only, when the whole time is under a minute). */
export function urgencyOf({ leftMs, totalMs }: { leftMs: number; totalMs: number }): Urgency {
	if (leftMs <= 10_000) return 'last-10';
	return leftMs <= 30_000 && totalMs > 30_000 ? 'last-30' : 'calm';
}

/** The phase as if it had begun `byMs` later: what was slept or paused is nobody's time. */
export function shift(phase: Phase, byMs: number): Phase {
	if (phase.name === 'answering') {
		const later = (atMs: number | null) => (atMs === null ? null : atMs + byMs);
		return {
			...phase,
			sinceMs: phase.sinceMs + byMs,
			replySinceMs: later(phase.replySinceMs),
			askingSinceMs: later(phase.askingSinceMs)
		};
	}
	// a pause is taken out as a whole when it ends
	if (phase.name === 'paused') return phase;
	return 'sinceMs' in phase ? { ...phase, sinceMs: phase.sinceMs + byMs } : phase;
}

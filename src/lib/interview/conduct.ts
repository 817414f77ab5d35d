/**
 * The interview as a state machine: pure, so every edge can be tested. Moments (`atMs`) are milliseconds of a clock that
 * only counts up (performance.now), handed in with each event.
 *
 * ready -> starting -> answering -> keeping -> break -> next question ... finished
 * preparing (with a clock) stands before starting where the format has reading time.
 * interrupted: camera or microphone are gone, or recording could not begin; always with a way on.
 */
import type { Format } from '../question-bank/format.ts';

/** Why an answer ended or could not begin. */
export type Cause = 'person' | 'limit' | 'camera' | 'microphone' | 'recorder' | 'asleep';
export type Trouble = Exclude<Cause, 'person' | 'limit'>;

export type Phase =
	| { name: 'ready' }
	| { name: 'preparing'; sinceMs: number }
	| { name: 'starting' }
	| { name: 'answering'; sinceMs: number }
	| { name: 'keeping'; recordedMs: number; endedBy: Cause }
	| { name: 'break'; recordedMs: number | null; endedBy: Cause }
	| { name: 'interrupted'; cause: Trouble; recordedMs: number | null }
	| { name: 'finished' };

export interface Interview {
	format: Format;
	questionCount: number;
	/** 0 for the first question. */
	position: number;
	phase: Phase;
	/** Takes of each question that count against the format's limit; an interrupted take does not count. */
	takes: readonly number[];
	/** The latest moment seen. */
	nowMs: number;
	hidden: boolean;
}

export type Occurrence =
	| { type: 'tick' | 'start-answer' | 'recording' | 'finish-answer' | 'kept' }
	| { type: 'record-again' | 'next' | 'finish' | 'hidden' | 'shown' | 'devices-back' }
	| { type: 'trouble'; cause: Trouble };
export type Timed = Occurrence & { atMs: number };

/**
 * A gap between two ticks that cannot be a slow page: the machine slept. Ticks come every 100 ms; a hidden page's may be
 * a minute apart.
 * @source Chromium wakes the timers of long-hidden pages once a minute ("intensive throttling")
 */
const ASLEEP_MS = { shown: 5_000, hidden: 90_000 } as const;

/**
 * Opens the interview at a question, with the takes of each question that count. `hasRecording`: something was recorded
 * for the question it opens at, if only a take that was cut short.
 */
export function beginInterview(
	given: {
		format: Format;
		takes: readonly number[];
		position: number | null;
		hasRecording?: boolean;
	},
	atMs: number
): Interview {
	const base: Interview = {
		format: given.format,
		questionCount: given.takes.length,
		position: given.position ?? Math.max(0, given.takes.length - 1),
		phase: { name: 'finished' },
		takes: given.takes,
		nowMs: atMs,
		hidden: false
	};
	if (given.position === null) return base;
	const isRecorded = given.hasRecording ?? (given.takes[given.position] ?? 0) > 0;
	return isRecorded
		? { ...base, phase: { name: 'break', recordedMs: null, endedBy: 'person' } }
		: { ...base, phase: opening(base.format, atMs) };
}

/** What becomes of the interview when `event` happens; events that make no sense in a phase change nothing. */
export function conduct(before: Interview, event: Timed): Interview {
	const atMs = Math.max(before.nowMs, event.atMs);
	const slept = sleptMs(before, atMs);
	const now = { ...withoutSleep(before, slept), nowMs: atMs };
	switch (event.type) {
		case 'tick':
			return slept > 0 && now.phase.name === 'answering' ? keep(now, 'asleep') : runClock(now);
		case 'hidden':
			return { ...now, hidden: true };
		case 'shown':
			return { ...runClock(now), hidden: false };
		case 'start-answer':
			return isWaiting(now.phase) ? { ...now, phase: { name: 'starting' } } : now;
		case 'recording':
			return now.phase.name === 'starting'
				? { ...now, phase: { name: 'answering', sinceMs: atMs } }
				: now;
		case 'finish-answer':
			return now.phase.name === 'answering' ? keep(now, 'person') : now;
		case 'kept':
			return now.phase.name === 'keeping' ? afterKeeping(now, now.phase) : now;
		case 'record-again':
			return canRecordAgain(now) ? { ...now, phase: { name: 'ready' } } : now;
		case 'next':
			return canMoveOn(now) ? moveOn(now) : now;
		case 'finish':
			return canFinish(now) ? { ...now, phase: { name: 'finished' } } : now;
		case 'trouble':
			return interrupt(now, event.cause);
		case 'devices-back':
			return now.phase.name === 'interrupted' ? recover(now, now.phase) : now;
	}
}

const isWaiting = (phase: Phase) => phase.name === 'ready' || phase.name === 'preparing';

function opening(format: Format, atMs: number): Phase {
	return format.preparationS === null ? { name: 'ready' } : { name: 'preparing', sinceMs: atMs };
}

/** Time during which the machine slept, in milliseconds; 0 when it did not. */
function sleptMs(interview: Interview, atMs: number): number {
	const gap = atMs - interview.nowMs;
	return gap > (interview.hidden ? ASLEEP_MS.hidden : ASLEEP_MS.shown) ? gap : 0;
}

/** The clock does not punish a sleeping laptop: the slept time is taken out of the running phase. */
function withoutSleep(interview: Interview, slept: number): Interview {
	const { phase } = interview;
	if (slept === 0 || (phase.name !== 'preparing' && phase.name !== 'answering')) return interview;
	return { ...interview, phase: { ...phase, sinceMs: phase.sinceMs + slept } };
}

function runClock(now: Interview): Interview {
	const left = timeLeft(now);
	if (left === null || left.leftMs > 0) return now;
	return now.phase.name === 'preparing'
		? { ...now, phase: { name: 'starting' } }
		: keep(now, 'limit');
}

function keep(now: Interview, endedBy: Cause): Interview {
	if (now.phase.name !== 'answering') return now;
	const recordedMs = now.nowMs - now.phase.sinceMs;
	return { ...now, phase: { name: 'keeping', recordedMs, endedBy } };
}

function afterKeeping(now: Interview, done: Extract<Phase, { name: 'keeping' }>): Interview {
	const { recordedMs, endedBy } = done;
	if (endedBy !== 'person' && endedBy !== 'limit') {
		return { ...now, phase: { name: 'interrupted', cause: endedBy, recordedMs } };
	}
	const takes = now.takes.map((n, position) => (position === now.position ? n + 1 : n));
	return { ...now, takes, phase: { name: 'break', recordedMs, endedBy } };
}

function interrupt(now: Interview, cause: Trouble): Interview {
	if (now.phase.name === 'answering') return keep(now, cause);
	if (isWaiting(now.phase) || now.phase.name === 'starting') {
		return { ...now, phase: { name: 'interrupted', cause, recordedMs: null } };
	}
	return now;
}

function recover(now: Interview, lost: Extract<Phase, { name: 'interrupted' }>): Interview {
	const { cause, recordedMs } = lost;
	if (recordedMs === null) return { ...now, phase: { name: 'ready' } };
	return { ...now, phase: { name: 'break', recordedMs, endedBy: cause } };
}

function moveOn(now: Interview): Interview {
	if (isLast(now)) return { ...now, phase: { name: 'finished' } };
	return { ...now, position: now.position + 1, phase: opening(now.format, now.nowMs) };
}

export const isLast = (interview: Interview) => interview.position >= interview.questionCount - 1;

/** May this question be recorded (again)? A take that trouble cut short does not use up the format's takes. */
export function canRecordAgain({ phase, format, takes, position }: Interview): boolean {
	if (phase.name !== 'break') return false;
	return format.takes === null || (takes[position] ?? 0) < format.takes;
}

/** May the person go on to the next question or finish? Not while a recording runs or is being written. */
export function canMoveOn({ phase }: Interview): boolean {
	return phase.name === 'break' || phase.name === 'interrupted';
}

/** May the person end the interview here? */
export function canFinish(interview: Interview): boolean {
	return canMoveOn(interview) || isWaiting(interview.phase);
}

/** The running clock in milliseconds, never below zero; null when no clock runs. */
export function timeLeft(interview: Interview): { leftMs: number; totalMs: number } | null {
	const { phase, format, nowMs } = interview;
	if (phase.name === 'preparing') {
		const totalMs = (format.preparationS ?? 0) * 1000;
		return { totalMs, leftMs: Math.max(0, totalMs - (nowMs - phase.sinceMs)) };
	}
	if (phase.name === 'answering') {
		const totalMs = format.answerLimitS * 1000;
		return { totalMs, leftMs: Math.max(0, totalMs - (nowMs - phase.sinceMs)) };
	}
	return null;
}

export type Urgency = 'calm' | 'last-30' | 'last-10';

/** How the timer looks: 30 s and 10 s before the end it warns (10 s only, when the whole time is under a minute). */
export function urgencyOf({ leftMs, totalMs }: { leftMs: number; totalMs: number }): Urgency {
	if (leftMs <= 10_000) return 'last-10';
	return leftMs <= 30_000 && totalMs > 30_000 ? 'last-30' : 'calm';
}

/** A mark on the clock that is said aloud when it is passed. */
export type Mark = 'start' | 'half' | 'last-30' | 'last-10' | 'limit';

/** The marks passed between two states of the same interview, in order; the latest one is enough to say. */
export function marksPassed(before: Interview, after: Interview): Mark[] {
	if (after.phase.name === 'keeping' && before.phase.name === 'answering') {
		return after.phase.endedBy === 'limit' ? ['limit'] : [];
	}
	const now = timeLeft(after);
	if (!now) return [];
	if (before.phase.name !== after.phase.name || before.position !== after.position)
		return ['start'];
	const was = timeLeft(before)?.leftMs ?? now.totalMs;
	const passed = (mark: number) => was > mark && now.leftMs <= mark && now.totalMs > mark;
	const marks: Mark[] = [];
	if (now.totalMs >= 90_000 && passed(now.totalMs / 2)) marks.push('half');
	if (passed(30_000)) marks.push('last-30');
	if (passed(10_000)) marks.push('last-10');
	return marks;
}

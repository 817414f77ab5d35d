/** What takes an interview out of its line, a pause or trouble with a device, and the way back. */
import { canPause, isResting } from './allowed.ts';
import { shift } from './clock.ts';
import { opening } from './question-order.ts';
import type { Interview, Notice, Phase, Trouble } from './state.ts';
import { keep } from './take-course.ts';

/** Stops the clocks; a running answer is kept first. Where the format refuses, a notice says so. */
export function pause(now: Interview): Interview {
	const { phase } = now;
	if (!canPause(now)) {
		const wouldBe = canPause({ ...now, format: { ...now.format, noPause: null } });
		return wouldBe ? notice(now, 'no-pause', null) : now;
	}
	if (phase.name === 'answering') return keep(now, phase, 'pause');
	return { ...now, phase: { name: 'paused', sinceMs: now.nowMs, back: phase } };
}

/** A question whose asking was paused is asked again; everything else goes on where it was. */
export function goBack(
	now: Interview,
	{ back, sinceMs }: Extract<Phase, { name: 'paused' }>
): Phase {
	if (back.name === 'asking' || back.name === 'waiting') return afresh(now, back);
	return shift(back, now.nowMs - sinceMs);
}

/** A device is gone: a running answer is kept first, everything else waits. */
export function interrupt(now: Interview, cause: Trouble): Interview {
	const { phase } = now;
	if (phase.name === 'answering') return keep(now, phase, cause);
	if (['keeping', 'interrupted', 'finished'].includes(phase.name)) return now;
	const recordedMs = isResting(phase) && 'recordedMs' in phase ? phase.recordedMs : null;
	return { ...now, phase: { name: 'interrupted', cause, recordedMs, back: phase } };
}

/** Trouble of a recorder that was asked to start before something else happened. */
export function isLateTrouble(phase: Phase, attempt: number | undefined): boolean {
	if (attempt === undefined) return false;
	return phase.name !== 'starting' || phase.attempt !== attempt;
}

/** Where the interview goes on after trouble: no clock runs on its own until the person is there again. */
export function afresh(now: Interview, back: Phase): Phase {
	if (back.name === 'asking') return { ...back, sinceMs: now.nowMs };
	// whoever was waited for may have left meanwhile
	if (back.name === 'waiting') return opening(now);
	if (back.name === 'preparing' || back.name === 'starting') return { name: 'ready' };
	if (back.name === 'paused') return { ...back, sinceMs: now.nowMs, back: afresh(now, back.back) };
	return isResting(back) && 'totalMs' in back ? { ...back, totalMs: null } : back;
}

/** Tells the person something that stops nothing. */
export function notice(now: Interview, name: Notice['name'], forMs: number | null): Interview {
	return { ...now, notice: { name, forMs, atMs: now.nowMs } };
}

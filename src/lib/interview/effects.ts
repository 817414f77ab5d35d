/** What the world has to do when the interview goes from one state to the next. Pure, so that it can be tested. */
import type { Standing } from './standing.ts';
import type { Cause, Interview } from './state.ts';

export type Effect =
	/** Speak the question of `position`, or `followUp` instead. */
	| { do: 'ask'; position: number; followUp: string | null }
	/** Stop speaking. */
	| { do: 'hush' }
	| { do: 'start-recording'; position: number; attempt: number }
	| { do: 'stop-recording'; endedBy: Cause }
	/** The person has moved on from these questions. */
	| { do: 'leave'; positions: number[] }
	/** The place to come back to has changed; `urgent`: a crash now would cost something. */
	| { do: 'save'; urgent: boolean }
	| { do: 'end' };

/** In the order in which they are to be done. */
export function effectsOf(before: Interview, after: Interview): Effect[] {
	const effects: Effect[] = [];
	const was = speech(before);
	const is = speech(after);
	if (was !== null && is !== was) effects.push({ do: 'hush' });
	if (before.phase.name === 'answering' && after.phase.name === 'keeping') {
		effects.push({ do: 'stop-recording', endedBy: after.phase.endedBy });
	}
	if (before.position !== after.position || isEnd(before, after)) {
		effects.push({ do: 'leave', positions: left(before, after) });
	}
	if (is !== null && is !== was) effects.push({ do: 'ask', ...saying(after) });
	if (after.phase.name === 'starting' && attemptOf(before) !== after.phase.attempt) {
		const { attempt } = after.phase;
		effects.push({ do: 'start-recording', position: after.position, attempt });
	}
	if (isWorthSaving(before, after)) {
		effects.push({ do: 'save', urgent: runningOf(before) !== runningOf(after) });
	}
	if (isEnd(before, after)) effects.push({ do: 'end' });
	return effects;
}

/** Names one act of speaking; null while nobody speaks. */
function speech({ phase, position }: Interview): string | null {
	if (phase.name === 'asking') return `${position} ${phase.sinceMs} ${phase.followUp ?? ''}`;
	if (phase.name !== 'answering' || phase.askingSinceMs === null) return null;
	return `${position} ${phase.askingSinceMs} ${phase.followUp ?? ''}`;
}

function saying({ phase, position }: Interview): { position: number; followUp: string | null } {
	return { position, followUp: 'followUp' in phase ? phase.followUp : null };
}

const attemptOf = ({ phase }: Interview) => (phase.name === 'starting' ? phase.attempt : null);

const isEnd = (before: Interview, after: Interview) =>
	before.phase.name !== 'finished' && after.phase.name === 'finished';

/** A conversation that runs out of time passes over questions; a person who conducts may come back to them. */
function left(before: Interview, after: Interview): number[] {
	// who conducts may ask out of order: a question without an answer stays open
	if (after.peer && (before.takes[before.position] ?? 0) === 0) return [];
	if (after.peer || after.position <= before.position) return [before.position];
	const many = after.position - before.position;
	return Array.from({ length: many }, (_, at) => before.position + at);
}

function isWorthSaving(before: Interview, after: Interview): boolean {
	return (
		before.position !== after.position ||
		before.conversedMs !== after.conversedMs ||
		before.followUps !== after.followUps ||
		before.cutShort !== after.cutShort ||
		runningOf(before) !== runningOf(after) ||
		Object.keys(before.overrunMs).join() !== Object.keys(after.overrunMs).join()
	);
}

/** The take that is being recorded, or was until now and is not counted yet. */
function runningOf({ phase }: Interview): string | null {
	return phase.name === 'answering' || phase.name === 'keeping' ? phase.takeId : null;
}

/** What the server keeps of the interview. */
export function standingOf(interview: Interview): Standing {
	const { position, conversedMs, followUps, overrunMs, cutShort } = interview;
	const rounded = Object.entries(overrunMs).map(([at, ms]) => [at, Math.round(ms)] as const);
	return {
		position,
		conversedMs: Math.round(conversedMs),
		followUps: followUps.map((each) => ({ ...each, atMs: Math.round(each.atMs) })),
		overrunMs: Object.fromEntries(rounded),
		running: runningOf(interview),
		cutShort: [...cutShort]
	};
}

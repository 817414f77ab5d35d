/** How an interview begins, or goes on after it was left. */
import type { Format } from '../question-bank/format.ts';
import { opening } from './question-order.ts';
import type { Standing } from './standing.ts';
import type { ConductedQuestion, Interview, Phase, Rest } from './state.ts';

export interface Beginning {
	format: Format;
	/** Takes of each question that count. */
	takes: readonly number[];
	/** The question to open at; null when the interview is over. */
	position: number | null;
	/** Was anything recorded for that question, if only a take that was cut short? */
	hasRecording?: boolean;
	/** Was its latest take cut short? */
	isCutShort?: boolean;
	/** Questions that the person has moved on from, by position. */
	left?: readonly number[];
	questions?: readonly ConductedQuestion[];
	/** How it stood when it was left. */
	standing?: Standing | null;
	/** A second person is here to ask. */
	peer?: boolean;
}

/** Opens the interview at a question; one that has a recording opens in its break. */
export function beginInterview(given: Beginning, atMs: number): Interview {
	const { takes, position, standing } = given;
	const base: Interview = {
		format: given.format,
		questions: given.questions ?? takes.map(() => ({ followUps: [], part: null })),
		questionCount: takes.length,
		position: position ?? Math.max(0, takes.length - 1),
		phase: { name: 'finished' },
		takes,
		left: given.left ?? [],
		cutShort: standing?.cutShort ?? [],
		attempt: 0,
		nowMs: atMs,
		hiddenSinceMs: null,
		isSteady: false,
		notice: null,
		peer: given.peer ?? false,
		conversedMs: standing?.conversedMs ?? 0,
		spentMs: 0,
		followUps: standing?.followUps ?? [],
		overrunMs: standing?.overrunMs ?? {}
	};
	if (position === null) return base;
	const running = standing?.running;
	const cutShort = running ? [...base.cutShort, running] : base.cutShort;
	const isRecorded = given.hasRecording ?? (takes[position] ?? 0) > 0;
	const rest: Rest = {
		sinceMs: atMs,
		totalMs: null,
		recordedMs: null,
		takeId: null,
		// what ended it is not known any more, only that it was not the person
		endedBy: given.isCutShort ? 'recorder' : 'person'
	};
	const phase: Phase = isRecorded ? { name: 'break', ...rest } : opening(base);
	return { ...base, cutShort: [...new Set(cutShort)], phase };
}

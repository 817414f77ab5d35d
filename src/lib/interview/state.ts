/**
 * What an interview is at one moment. Moments (`...Ms` that begin with "since" or "at") are milliseconds of a clock that
 * only counts up (performance.now); the others are lengths in milliseconds.
 *
 * waiting -> asking -> preparing or ready -> starting -> answering -> keeping -> reflecting -> break -> next question
 * ... finished. `paused` and `interrupted` stand beside that line and lead back to it.
 */
import type { Format } from '../question-bank/format.ts';
import type { PlannedQuestion } from './plan.ts';
import type { AskedFollowUp } from './standing.ts';

/** What stops a recording, or keeps one from beginning, without the person wanting it. */
export type Trouble = 'camera' | 'microphone' | 'recorder' | 'asleep';
/** Why an answer ended. */
export type Cause = 'person' | 'limit' | 'pause' | Trouble;

/** The time after an answer. */
export interface Rest {
	sinceMs: number;
	/** After this the next question begins by itself; null: when the person is ready. */
	totalMs: number | null;
	/** Length of the answer; null when it was given in an earlier sitting. */
	recordedMs: number | null;
	/** The take that was kept; null when the answer was given in an earlier sitting. */
	takeId: string | null;
	endedBy: Cause;
}

export interface Answering {
	name: 'answering';
	/** When the recorder began. */
	sinceMs: number;
	takeId: string | null;
	/** When the clock of this reply began; null while a follow-up is being asked. */
	replySinceMs: number | null;
	/** The follow-up that is being asked or answered; null: the question itself. */
	followUp: string | null;
	/** When the follow-up began to be asked; null when none is. */
	askingSinceMs: number | null;
	/** How many follow-ups of the question's own list have been asked. */
	asked: number;
}

export type Phase =
	/** A second person conducts and has not asked yet. */
	| { name: 'waiting' }
	/** The interviewer speaks: the question, or a follow-up that came after the answer had ended. */
	| { name: 'asking'; sinceMs: number; followUp: string | null }
	| { name: 'preparing'; sinceMs: number }
	| { name: 'ready' }
	| { name: 'starting'; sinceMs: number; attempt: number; followUp: string | null }
	| Answering
	/** `askedLate`: what a second person has asked meanwhile. */
	| {
			name: 'keeping';
			sinceMs: number;
			takeId: string | null;
			recordedMs: number;
			endedBy: Cause;
			askedLate?: string;
	  }
	| ({ name: 'reflecting' } & Rest)
	| ({ name: 'break' } & Rest)
	/** The person stopped the clock; `back` is where they go on. */
	| { name: 'paused'; sinceMs: number; back: Phase }
	/** `recordedMs`: how much of the answer is kept, null when none was being given. */
	| { name: 'interrupted'; cause: Trouble; recordedMs: number | null; back: Phase }
	| { name: 'finished' };

/** Something the person should hear of that stops nothing. */
export interface Notice {
	name: 'hidden' | 'asleep' | 'clock-changed' | 'sound-device' | 'no-pause';
	atMs: number;
	/** How long it lasted, where it has a length. */
	forMs: number | null;
}

/** As much of a planned question as conducting it needs. */
export type ConductedQuestion = Pick<PlannedQuestion, 'followUps' | 'part'>;

export interface Interview {
	format: Format;
	questions: readonly ConductedQuestion[];
	questionCount: number;
	/** 0 for the first question. */
	position: number;
	phase: Phase;
	/** Takes of each question that count against the format's limit; one that was cut short does not. */
	takes: readonly number[];
	/** Questions that the person has moved on from, by position: none is asked again by itself. */
	left: readonly number[];
	/** Takes that trouble or a pause cut short. */
	cutShort: readonly string[];
	/** How often a recording was started in this sitting; tells a late answer of the recorder from the present one. */
	attempt: number;
	/** The latest moment seen. */
	nowMs: number;
	/** Since when the page is hidden; null while it is shown. */
	hiddenSinceMs: number | null;
	/** Do the ticks keep coming while the page is hidden? */
	isSteady: boolean;
	notice: Notice | null;
	/** A second person asks the questions. */
	peer: boolean;
	/** Time of the conversation that is used up by answers that were kept. */
	conversedMs: number;
	/** The same for this question, until its answer is kept. */
	spentMs: number;
	followUps: readonly AskedFollowUp[];
	/** By position: how far an answer ran over its time. */
	overrunMs: Readonly<Record<number, number>>;
}

/** Events that say everything with their name. */
export type PlainOccurrence =
	| { type: 'asked' | 'start-answer' | 'finish-answer' | 'end-answer' | 'kept' }
	| { type: 'reflected' | 'linger' | 'record-again' | 'back-to-answer' | 'next' | 'finish' }
	| { type: 'pause' | 'resume' }
	| { type: 'hidden' | 'shown' | 'devices-back' | 'sound-device' | 'clock-changed' | 'dismiss' }
	| { type: 'peer-joined' | 'peer-left' };

export type Occurrence =
	| PlainOccurrence
	/** `steady`: from a clock that a hidden page does not slow down; left out: as before. */
	| { type: 'tick'; steady?: boolean }
	| { type: 'recording'; takeId?: string; attempt?: number }
	| { type: 'came-to-nothing'; takeId: string }
	| { type: 'trouble'; cause: Trouble; attempt?: number }
	| { type: 'ask'; position?: number }
	| { type: 'follow-up'; text: string };
export type Timed = Occurrence & { atMs: number };

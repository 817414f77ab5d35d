/** A session as its pages see it. Times in milliseconds, moments as `Date`. */
import type { Plan } from '../interview/plan.ts';
import type { AskedFollowUp, Standing } from '../interview/standing.ts';

export interface Take {
	id: string;
	answerId: string;
	state: 'arriving' | 'received' | 'ready' | 'unplayable';
	mimeType: string;
	recordedAt: Date;
	durationMs: number | null;
	bytes: number | null;
	sha256: string | null;
	/** Ended by trouble or a pause: it does not use up one of the format's takes. */
	cutShort: boolean;
	/** The last check of the stored bytes found something wrong with them. */
	isDamaged: boolean;
	/** It arrived damaged: what could be read plays, and what arrived is kept beside it. */
	arrivedDamaged: boolean;
	/** What of it had arrived at the last count, in bytes. */
	uploadedBytes: number;
}

export interface Answer {
	id: string;
	position: number;
	questionId: string;
	question: string;
	target: { fromS: number; toS: number };
	closedAt: Date | null;
	/** The take that the person marked as their best; null when none is marked. */
	bestTakeId: string | null;
	/** What was asked further while it was given, in order. */
	followUps: AskedFollowUp[];
	/** How far it ran over its time, in milliseconds; only in formats that let it. */
	overrunMs: number;
	/** Oldest first. */
	takes: Take[];
}

export interface Session {
	id: string;
	plan: Plan;
	note: string;
	/** Where the sitting stands; null before it has begun, and for reviewers. */
	standing: Standing | null;
	startedAt: Date;
	finishedAt: Date | null;
	answers: Answer[];
}

/** One line of the list of sessions. */
export interface SessionSummary {
	id: string;
	format: string;
	questionSet: string;
	startedAt: Date;
	finishedAt: Date | null;
	questions: number;
	/** Answers with at least one take. */
	answered: number;
	/** Milliseconds recorded in takes that are ready. */
	recordedMs: number;
}

/** Which question the interview stands at; null when every question is closed or the session is finished. */
export function currentPosition(session: Pick<Session, 'finishedAt' | 'answers'>): number | null {
	if (session.finishedAt) return null;
	return session.answers.find((answer) => answer.closedAt === null)?.position ?? null;
}

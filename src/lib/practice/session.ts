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
	/** See `isSealed`. */
	isSealed: boolean;
	/** Milliseconds recorded in takes that are ready. */
	recordedMs: number;
}

/** In a format without playback nothing of a session is played or reported before it is finished. */
export function isSealed({
	finishedAt,
	plan
}: {
	finishedAt: Date | null;
	plan: { format: { playback: boolean } };
}): boolean {
	return finishedAt === null && !plan.format.playback;
}

/**
 * Which question the interview stands at: the one where it was left, while that is open; else the next that has neither
 * been closed nor answered. That a question was closed may not have reached the server, so its takes count too. Null:
 * there is none, or the session is finished.
 */
export function currentPosition({
	finishedAt,
	answers,
	standing
}: Pick<Session, 'finishedAt' | 'answers' | 'standing'>): number | null {
	if (finishedAt) return null;
	const open = answers.filter(({ closedAt }) => closedAt === null);
	if (!standing) return open[0]?.position ?? null;
	const unanswered = open.filter(({ takes }) => takes.every(({ cutShort }) => cutShort));
	const next =
		open.find(({ position }) => position === standing.position) ??
		unanswered.find(({ position }) => position > standing.position) ??
		unanswered[0];
	return next?.position ?? null;
}

/** A session as its pages see it. Times in milliseconds, moments as `Date`. */
import type { Plan } from '../interview/plan.ts';

export interface Take {
	id: string;
	answerId: string;
	state: 'arriving' | 'received' | 'ready' | 'unplayable';
	mimeType: string;
	recordedAt: Date;
	durationMs: number | null;
	bytes: number | null;
	sha256: string | null;
}

export interface Answer {
	id: string;
	position: number;
	questionId: string;
	question: string;
	target: { fromS: number; toS: number };
	closedAt: Date | null;
	/** Oldest first. */
	takes: Take[];
}

export interface Session {
	id: string;
	plan: Plan;
	note: string;
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

/** Reads of sessions, answers and takes. A person's own need an `OwnerId`; a reviewer's need a `Granted`. */
import {
	and,
	asc,
	countDistinct,
	desc,
	eq,
	getTableColumns,
	inArray,
	max,
	notInArray,
	or,
	sum
} from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import { completePlan } from '../interview/plan.ts';
import { isCutShort, type Standing } from '../interview/standing.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import type { Granted } from './granted.ts';
import { answer, session, take } from './schema.server.ts';
import { isSealed, type Answer, type Session, type SessionSummary, type Take } from './session.ts';

type SessionRow = typeof session.$inferSelect;

/** The owner's sessions, newest first. */
export async function listSessions(db: Database, owner: OwnerId): Promise<SessionSummary[]> {
	const rows = await db
		.select({
			session,
			questions: countDistinct(answer.id),
			answered: countDistinct(take.answerId),
			recordedMs: sum(take.durationMs)
		})
		.from(session)
		.leftJoin(answer, eq(answer.sessionId, session.id))
		.leftJoin(take, eq(take.answerId, answer.id))
		.where(eq(session.ownerId, owner))
		.groupBy(session.id)
		.orderBy(desc(session.startedAt));
	return rows.map((row) => ({
		id: row.session.id,
		format: row.session.plan.format.title,
		questionSet: row.session.plan.questionSet.title,
		startedAt: row.session.startedAt,
		finishedAt: row.session.finishedAt,
		questions: row.questions,
		answered: row.answered,
		isSealed: isSealed(row.session),
		recordedMs: Number(row.recordedMs ?? 0)
	}));
}

/** How often a question was answered, and when last. */
export interface Practised {
	questionId: string;
	/** Answers with at least one take. */
	times: number;
	lastAt: Date;
}

/** What the owner has practised, latest first; of one question only when `questionId` is given. */
export async function listPractised(
	db: Database,
	owner: OwnerId,
	questionId?: string
): Promise<Practised[]> {
	const lastAt = max(take.createdAt);
	const rows = await db
		.select({ questionId: answer.questionId, times: countDistinct(answer.id), lastAt })
		.from(session)
		.innerJoin(answer, eq(answer.sessionId, session.id))
		.innerJoin(take, eq(take.answerId, answer.id))
		.where(
			and(eq(session.ownerId, owner), questionId ? eq(answer.questionId, questionId) : undefined)
		)
		.groupBy(answer.questionId)
		.orderBy(desc(lastAt));
	return rows.map(({ lastAt: at, ...row }) => ({ ...row, lastAt: at ?? new Date(0) }));
}

/** One of the owner's sessions, whole. @throws {Fault} `not-found` when it is not theirs or does not exist. */
export async function readSession(db: Database, owner: OwnerId, id: string): Promise<Session> {
	if (!isUuid(id)) throw new Fault('not-found');
	const [row] = await db
		.select()
		.from(session)
		.where(and(eq(session.id, id), eq(session.ownerId, owner)));
	if (!row) throw new Fault('not-found');
	return assemble(db, row, null);
}

/** The granted answers of a session, without the owner's private note. @throws {Fault} `not-found` when it is gone. */
export async function readGrantedSession(db: Database, access: Granted): Promise<Session> {
	const [row] = await db.select().from(session).where(eq(session.id, access.sessionId));
	if (!row) throw new Fault('not-found');
	return { ...(await assemble(db, row, access)), note: '' };
}

async function assemble(db: Database, row: SessionRow, only: Granted | null): Promise<Session> {
	const chosen = only === null ? undefined : inArray(answer.id, [...only.answerIds]);
	const answers = await db
		.select()
		.from(answer)
		.where(and(eq(answer.sessionId, row.id), chosen))
		.orderBy(asc(answer.position));
	const takes = await db
		.select(getTableColumns(take))
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.where(and(eq(answer.sessionId, row.id), only === null ? undefined : takesOf(only)))
		.orderBy(asc(take.recordedAt), asc(take.createdAt));
	return {
		id: row.id,
		plan: completePlan(row.plan),
		note: row.note,
		standing: only === null ? row.standing : null,
		startedAt: row.startedAt,
		finishedAt: row.finishedAt,
		answers: answers.map((one) => toAnswer(row, one, takes))
	};
}

function toAnswer(
	row: SessionRow,
	one: typeof answer.$inferSelect,
	takes: (typeof take.$inferSelect)[]
): Answer {
	const planned = row.plan.questions[one.position];
	const own = takes.filter((each) => each.answerId === one.id);
	const isThere = own.some((each) => each.id === one.bestTakeId);
	const { standing } = row;
	return {
		id: one.id,
		position: one.position,
		questionId: one.questionId,
		question: one.question,
		target: planned?.target ?? { fromS: 90, toS: 120 },
		closedAt: one.closedAt,
		bestTakeId: isThere ? one.bestTakeId : null,
		followUps: standing?.followUps.filter(({ position }) => position === one.position) ?? [],
		overrunMs: standing?.overrunMs[one.position] ?? 0,
		takes: own.map((each) => toTake(each, standing))
	};
}

function toTake(row: typeof take.$inferSelect, standing: Standing | null): Take {
	const { id, answerId, state, mimeType, recordedAt, durationMs, bytes, sha256 } = row;
	const cutShort = row.cutShort || isCutShort(standing, id);
	const isDamaged = row.damage !== null;
	const arrivedDamaged = state === 'ready' && row.failure !== null;
	const facts = { mimeType, recordedAt, durationMs, bytes, sha256, cutShort, isDamaged };
	return { id, answerId, state, ...facts, arrivedDamaged, uploadedBytes: row.uploadedBytes };
}

/** Whose these sessions are: the owner's id by the session's. For rooms that deal between the owner and a reviewer. */
export async function readOwnersOf(
	db: Database,
	sessionIds: readonly string[]
): Promise<Map<string, string>> {
	if (sessionIds.length === 0) return new Map();
	const rows = await db
		.select({ id: session.id, ownerId: session.ownerId })
		.from(session)
		.where(inArray(session.id, [...new Set(sessionIds)]));
	return new Map(rows.map((row) => [row.id, row.ownerId]));
}

/** Where a take's bytes are and what they are; for whoever may see it. */
export interface TakeMedia {
	id: string;
	answerId: string;
	state: Take['state'];
	mediaKey: string | null;
	mimeType: string;
	bytes: number | null;
	sha256: string | null;
	durationMs: number | null;
}

const mediaColumns = {
	id: take.id,
	answerId: take.answerId,
	state: take.state,
	mediaKey: take.mediaKey,
	mimeType: take.mimeType,
	bytes: take.bytes,
	sha256: take.sha256,
	durationMs: take.durationMs
};

/** @throws {Fault} `not-found` when the take is not the owner's or does not exist. */
export async function readOwnTake(
	db: Database,
	owner: OwnerId,
	takeId: string
): Promise<TakeMedia> {
	if (!isUuid(takeId)) throw new Fault('not-found');
	const [row] = await db
		.select(mediaColumns)
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(take.id, takeId), eq(session.ownerId, owner)));
	if (!row) throw new Fault('not-found');
	return row;
}

/** @throws {Fault} `not-found` when the take is not among the granted answers or does not exist. */
export async function readGrantedTake(
	db: Database,
	access: Granted,
	takeId: string
): Promise<TakeMedia> {
	if (!isUuid(takeId) || access.answerIds.length === 0) throw new Fault('not-found');
	const [row] = await db
		.select(mediaColumns)
		.from(take)
		.where(and(eq(take.id, takeId), takesOf(access)));
	if (!row) throw new Fault('not-found');
	return row;
}

/** Which rows of `take` a reviewer may see. */
export function takesOf({ answerIds, takesOnlyOf, takeIds }: Granted) {
	return and(
		inArray(take.answerId, [...answerIds]),
		or(notInArray(take.answerId, [...takesOnlyOf]), inArray(take.id, [...takeIds]))
	);
}

/**
 * PostgreSQL refuses text that is not a UUID with an error; for us it is simply an id that does not exist. So is one in
 * capital letters, which PostgreSQL would find, but which names no file.
 */
export function isUuid(text: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

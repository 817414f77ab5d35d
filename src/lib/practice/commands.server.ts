/** Writes of sessions, answers and takes. Every one proves whose it is. */
import { and, eq, isNull, lt, notInArray, sql, type SQL } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import { completePlan, type StoredPlan } from '../interview/plan.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { isUuid } from './queries.server.ts';
import { answer, deletedTake, reflection, session, take } from './schema.server.ts';

/** Opens a session for a frozen plan, with one open answer for each question. */
export async function openSession(
	db: Database,
	owner: OwnerId,
	given: StoredPlan
): Promise<string> {
	const plan = completePlan(given);
	return db.transaction(async (tx) => {
		const [row] = await tx
			.insert(session)
			.values({ ownerId: owner, plan })
			.returning({ id: session.id });
		if (!row) throw new Fault('unexpected');
		await tx.insert(answer).values(
			plan.questions.map((question, position) => ({
				sessionId: row.id,
				position,
				questionId: question.id,
				question: question.text
			}))
		);
		return row.id;
	});
}

/** Moves everything one person owns to another; used when an anonymous person signs up or in. */
export async function adoptSessions(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	await db.update(session).set({ ownerId: to }).where(eq(session.ownerId, from));
}

/** Marks a question as done; doing it twice changes nothing. @throws {Fault} `not-found`. */
export async function closeAnswer(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	position: number
): Promise<void> {
	await proveOwn(db, owner, sessionId);
	const closed = await db
		.update(answer)
		.set({ closedAt: sql`coalesce(${answer.closedAt}, now())` })
		.where(and(eq(answer.sessionId, sessionId), eq(answer.position, position)))
		.returning({ id: answer.id });
	if (closed.length === 0) throw new Fault('not-found');
}

/** Finishes the session; doing it twice keeps the first time. @throws {Fault} `not-found`. */
export async function finishSession(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<void> {
	await proveOwn(db, owner, sessionId);
	await db
		.update(session)
		.set({ finishedAt: new Date() })
		.where(and(eq(session.id, sessionId), isNull(session.finishedAt)));
}

/** Replaces the owner's private note. @throws {Fault} `not-found`. */
export async function writeNote(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	note: string
): Promise<void> {
	await proveOwn(db, owner, sessionId);
	await db.update(session).set({ note }).where(eq(session.id, sessionId));
}

/** Removes every byte of a take, wherever it has got to; doing it twice does no harm. */
type RemoveBytes = (takeId: string) => Promise<void>;

/**
 * Deletes a session with its answers, takes, grants and reviews. The bytes go first: if that fails nothing is deleted and
 * the person can try again. They go once more afterwards, because a recording may become ready in between.
 * @throws {Fault} `not-found`.
 */
export async function deleteSession(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	removeBytes: RemoveBytes
): Promise<void> {
	await proveOwn(db, owner, sessionId);
	const takes = await db
		.select({ id: take.id })
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.where(eq(answer.sessionId, sessionId));
	for (const { id } of takes) await removeBytes(id);
	await db.transaction(async (tx) => {
		await noteDeleted(tx, eq(answer.sessionId, sessionId));
		await tx.delete(session).where(eq(session.id, sessionId));
	});
	for (const { id } of takes) await removeBytes(id);
}

/** Deletes one take, its bytes first and, as above, once more. @throws {Fault} `not-found`. */
export async function deleteTake(
	db: Database,
	owner: OwnerId,
	takeId: string,
	removeBytes: RemoveBytes
): Promise<void> {
	if (!isUuid(takeId)) throw new Fault('not-found');
	const [own] = await db
		.select({ id: take.id })
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(take.id, takeId), eq(session.ownerId, owner)));
	if (!own) throw new Fault('not-found');
	await removeBytes(takeId);
	await db.transaction(async (tx) => {
		await noteDeleted(tx, eq(take.id, takeId));
		await tx.delete(reflection).where(eq(reflection.takeId, takeId));
		await tx.delete(take).where(eq(take.id, takeId));
	});
	await removeBytes(takeId);
}

/** A device may still have these takes: it is told that they are gone. */
async function noteDeleted(db: Database, which: SQL): Promise<void> {
	const gone = await db
		.select({ id: take.id, answerId: take.answerId })
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.where(which);
	if (gone.length > 0) await db.insert(deletedTake).values(gone).onConflictDoNothing();
}

/** Forgets that takes were deleted, when that was before `before`: by then no device brings one again. */
export async function forgetDeletedTakes(db: Database, before: Date): Promise<void> {
	await db.delete(deletedTake).where(lt(deletedTake.deletedAt, before));
}

/**
 * Opens a finished session again at its first question without a take; one that has none stays as it is.
 * @throws {Fault} `not-found`.
 */
export async function reopenSession(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<void> {
	await proveOwn(db, owner, sessionId);
	await db.transaction(async (tx) => {
		const answered = tx.select({ id: take.answerId }).from(take);
		const open = await tx
			.update(answer)
			.set({ closedAt: null })
			.where(and(eq(answer.sessionId, sessionId), notInArray(answer.id, answered)))
			.returning({ position: answer.position });
		if (open.length === 0) return;
		const [row] = await tx.select().from(session).where(eq(session.id, sessionId));
		const position = Math.min(...open.map((each) => each.position));
		// a conversation whose time was up gets it back, or it would end after one question
		const standing = row?.standing ? { ...row.standing, position, conversedMs: 0 } : null;
		await tx.update(session).set({ finishedAt: null, standing }).where(eq(session.id, sessionId));
	});
}

/** Deletes every session begun before `before`, whoever it belongs to: the operator's retention time. Returns how many. */
export async function deleteSessionsBefore(
	db: Database,
	before: Date,
	removeBytes: RemoveBytes
): Promise<number> {
	const old = await db
		.select({ id: session.id, ownerId: session.ownerId })
		.from(session)
		.where(lt(session.startedAt, before));
	for (const { id, ownerId } of old) await deleteSession(db, ownerId as OwnerId, id, removeBytes);
	return old.length;
}

async function proveOwn(db: Database, owner: OwnerId, sessionId: string): Promise<void> {
	if (!isUuid(sessionId)) throw new Fault('not-found');
	const [own] = await db
		.select({ id: session.id })
		.from(session)
		.where(and(eq(session.id, sessionId), eq(session.ownerId, owner)));
	if (!own) throw new Fault('not-found');
}

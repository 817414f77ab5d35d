/** Reads of what belongs to one take. Whoever holds a `TakeMedia` has proven that they may see it. */
import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { starTick } from '../delivery/schema.server.ts';
import { isUuid, type TakeMedia } from '../queries.server.ts';
import { answer, deletedTake, session, take } from '../schema.server.ts';
import type { TakeMoments } from './chapters.ts';

/** The key of the take's still picture, or null. */
export async function readPosterKey(db: Database, { id }: TakeMedia): Promise<string | null> {
	const [row] = await db.select({ key: take.posterKey }).from(take).where(eq(take.id, id));
	return row?.key ?? null;
}

/**
 * The moments of a take. A follow-up belongs to the take it was asked in; where that is not known it belongs to every take
 * of its answer.
 */
export async function readMoments(db: Database, { id, answerId }: TakeMedia): Promise<TakeMoments> {
	const [row] = await db
		.select({
			question: answer.question,
			position: answer.position,
			standing: session.standing
		})
		.from(answer)
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(eq(answer.id, answerId));
	const asked = row?.standing?.followUps ?? [];
	const stars = await db
		.select({ part: starTick.part, atMs: starTick.atMs })
		.from(starTick)
		.where(eq(starTick.takeId, id))
		.orderBy(asc(starTick.atMs));
	return {
		question: row?.question ?? '',
		followUps: asked.filter(
			({ position, takeId }) => position === row?.position && (takeId ?? id) === id
		),
		stars
	};
}

/** Was this take the owner's and deleted, or did it go with its session? Of somebody else's session nothing is told. */
export async function isDeleted(db: Database, owner: OwnerId, takeId: string): Promise<boolean> {
	if (!isUuid(takeId)) return false;
	const rows = await db
		.select({ id: deletedTake.id })
		.from(deletedTake)
		.leftJoin(answer, eq(deletedTake.answerId, answer.id))
		.leftJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(deletedTake.id, takeId), or(isNull(session.id), eq(session.ownerId, owner))));
	return rows.length > 0;
}

/** What was stored of a take, for checking it; the operator's, whoever it belongs to. */
export interface StoredTake {
	id: string;
	state: typeof take.$inferSelect.state;
	mediaKey: string | null;
	posterKey: string | null;
	bytes: number | null;
	sha256: string | null;
	uploadedBytes: number;
	/** Of a take that is ready: what arrived damaged of it, in words. */
	failure: string | null;
}

/** Every take there is, oldest first. Only for the operator's own check of the store. */
export async function listStored(db: Database): Promise<StoredTake[]> {
	return db.select(storedColumns).from(take).orderBy(asc(take.createdAt));
}

/** One of them as it is now; null when it was deleted. As above only for the operator. */
export async function readStored(db: Database, id: string): Promise<StoredTake | null> {
	const [row] = await db.select(storedColumns).from(take).where(eq(take.id, id));
	return row ?? null;
}

const storedColumns = {
	id: take.id,
	state: take.state,
	mediaKey: take.mediaKey,
	posterKey: take.posterKey,
	bytes: take.bytes,
	sha256: take.sha256,
	uploadedBytes: take.uploadedBytes,
	failure: take.failure
};

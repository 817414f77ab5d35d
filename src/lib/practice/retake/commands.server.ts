/** Lets a retake be added to an answer of a finished interview. */
import { and, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { readSession } from '../queries.server.ts';
import { answer } from '../schema.server.ts';

/**
 * Afterwards a take of this answer that is recorded now belongs to the session, which stays finished when it was; a page
 * that is closed in the middle leaves nothing open. How many takes the format allows is a rule of the interview, not of
 * what is learned from it.
 * @throws {Fault} `not-found` when the session is not the owner's or has no such answer
 */
export async function openRetake(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	position: number,
	now: Date
): Promise<void> {
	const own = await readSession(db, owner, sessionId);
	const opened = await db
		.update(answer)
		.set({ retakeAt: now })
		.where(and(eq(answer.sessionId, own.id), eq(answer.position, position)))
		.returning({ id: answer.id });
	if (opened.length === 0) throw new Fault('not-found');
}

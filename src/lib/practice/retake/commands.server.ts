/** Opens a finished interview again, so that a retake can be added to one of its answers. */
import { eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { readSession } from '../queries.server.ts';
import { session } from '../schema.server.ts';

/**
 * Afterwards a take that is recorded now belongs to the session; its answers and where it stood stay as they are. How
 * many takes the format allows is a rule of the interview, not of what is learned from it.
 * @throws {Fault} `not-found` when the session is not the owner's or has no such answer
 */
export async function openRetake(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	position: number
): Promise<void> {
	const own = await readSession(db, owner, sessionId);
	if (!own.answers.some((each) => each.position === position)) throw new Fault('not-found');
	await db.update(session).set({ finishedAt: null }).where(eq(session.id, own.id));
}

/** Keeps the bullet points of a session; proves whose it is. */
import { and, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../queries.server.ts';
import { session } from '../schema.server.ts';

/** Replaces the bullet points of one of the owner's sessions. @throws {Fault} `not-found`. */
export async function writeBullets(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	bullets: string
): Promise<void> {
	if (!isUuid(sessionId)) throw new Fault('not-found');
	const written = await db
		.update(session)
		.set({ bullets })
		.where(and(eq(session.id, sessionId), eq(session.ownerId, owner)))
		.returning({ id: session.id });
	if (written.length === 0) throw new Fault('not-found');
}

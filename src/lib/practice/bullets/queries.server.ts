/** Reads the bullet points of a session. Never a reviewer's to see. */
import { and, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../queries.server.ts';
import { session } from '../schema.server.ts';

/** Empty when nothing was written. @throws {Fault} `not-found` when the session is not the owner's. */
export async function readBullets(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<string> {
	if (!isUuid(sessionId)) throw new Fault('not-found');
	const [own] = await db
		.select({ bullets: session.bullets })
		.from(session)
		.where(and(eq(session.id, sessionId), eq(session.ownerId, owner)));
	if (!own) throw new Fault('not-found');
	return own.bullets;
}

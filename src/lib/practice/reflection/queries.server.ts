/** Reads what a person thought of their own answers. Never a reviewer's to see. */
import { and, asc, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { isUuid } from '../queries.server.ts';
import type { KeptReflection } from '../reflection.ts';
import { answer, reflection, session } from '../schema.server.ts';

/** The reflections on one of the owner's sessions, oldest first; none when the session is not theirs. */
export async function listReflections(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<KeptReflection[]> {
	if (!isUuid(sessionId)) return [];
	return db
		.select({
			takeId: reflection.takeId,
			answerId: reflection.answerId,
			rating: reflection.rating,
			change: reflection.change,
			writtenAt: reflection.writtenAt
		})
		.from(reflection)
		.innerJoin(answer, eq(reflection.answerId, answer.id))
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(session.id, sessionId), eq(session.ownerId, owner)))
		.orderBy(asc(reflection.writtenAt));
}

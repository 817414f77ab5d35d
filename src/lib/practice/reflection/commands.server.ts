/** Keeps what a person thinks of their own answers; proves whose answer it is. */
import { and, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../queries.server.ts';
import type { Reflection } from '../reflection.ts';
import { answer, reflection, session, take } from '../schema.server.ts';

/**
 * Keeps or replaces the reflection on a take, which need not have been announced yet: the answer says whose it is.
 * @throws {Fault} `not-found` when the answer is not the owner's, or the take is known as one of another answer.
 */
export async function keepReflection(
	db: Database,
	owner: OwnerId,
	takeId: string,
	{ answerId, rating, change }: Reflection
): Promise<void> {
	if (!isUuid(takeId)) throw new Fault('not-found');
	const [own] = await db
		.select({ id: answer.id })
		.from(answer)
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(answer.id, answerId), eq(session.ownerId, owner)));
	if (!own) throw new Fault('not-found');
	const [known] = await db.select({ of: take.answerId }).from(take).where(eq(take.id, takeId));
	if (known && known.of !== answerId) throw new Fault('not-found');
	const kept = { answerId, rating, change, writtenAt: new Date() };
	const written = await db
		.insert(reflection)
		.values({ takeId, ...kept })
		.onConflictDoUpdate({
			target: reflection.takeId,
			set: kept,
			// a take's id may be guessed or repeated: the reflection on another answer stays as it is
			setWhere: eq(reflection.answerId, answerId)
		})
		.returning({ takeId: reflection.takeId });
	if (written.length === 0) throw new Fault('not-found');
}

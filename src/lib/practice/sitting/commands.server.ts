/** Writes while an interview is sat: where it stands, and which take the person likes best. */
import { and, eq, inArray } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Standing } from '../../interview/standing.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../queries.server.ts';
import { answer, session, take } from '../schema.server.ts';

/**
 * Replaces where a sitting stands, and marks the takes that were cut short: of this session only, whatever ids are sent.
 * @throws {Fault} `not-found`; `bad-input` when it speaks of a question that the session does not have.
 */
export async function keepStanding(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	standing: Standing
): Promise<void> {
	if (!isUuid(sessionId)) throw new Fault('not-found');
	await db.transaction(async (tx) => {
		const [own] = await tx
			.select({ plan: session.plan, finishedAt: session.finishedAt })
			.from(session)
			.where(and(eq(session.id, sessionId), eq(session.ownerId, owner)))
			.for('update');
		if (!own) throw new Fault('not-found');
		checkPositions(standing, own.plan.questions.length);
		// what a page says after the end changes nothing any more
		if (own.finishedAt === null) {
			await tx.update(session).set({ standing }).where(eq(session.id, sessionId));
		}
		if (!standing.cutShort?.length) return;
		const answers = tx
			.select({ id: answer.id })
			.from(answer)
			.where(eq(answer.sessionId, sessionId));
		await tx
			.update(take)
			.set({ cutShort: true })
			.where(and(inArray(take.id, standing.cutShort), inArray(take.answerId, answers)));
	});
}

function checkPositions(standing: Standing, questions: number): void {
	const positions: [string, number][] = [
		['position', standing.position],
		...standing.followUps.map(({ position }): [string, number] => ['followUps', position]),
		...Object.keys(standing.overrunMs).map((at): [string, number] => ['overrunMs', Number(at)])
	];
	const wrong = positions.find(([, position]) => position >= questions);
	if (!wrong) return;
	throw new Fault('bad-input', {
		field: wrong[0],
		message: 'This interview has no such question.'
	});
}

/**
 * Marks a take as the best of its answer, or none with null. @throws {Fault} `not-found` when the answer is not the
 * owner's or the take is not one of it.
 */
export async function markBestTake(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	position: number,
	takeId: string | null
): Promise<void> {
	if (!isUuid(sessionId)) throw new Fault('not-found');
	const [own] = await db
		.select({ id: answer.id })
		.from(answer)
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(
			and(eq(session.id, sessionId), eq(session.ownerId, owner), eq(answer.position, position))
		);
	if (!own) throw new Fault('not-found');
	if (takeId !== null) {
		const [of] = await db
			.select({ id: take.id })
			.from(take)
			.where(and(eq(take.id, takeId), eq(take.answerId, own.id)));
		if (!of) throw new Fault('not-found');
	}
	await db.update(answer).set({ bestTakeId: takeId }).where(eq(answer.id, own.id));
}

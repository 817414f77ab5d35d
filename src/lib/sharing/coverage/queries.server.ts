/** What each grant of a session covers, for whoever compares what several reviewers gave. */
import { count, eq, gt, inArray } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { listSessions, readSession } from '../../practice/queries.server.ts';
import type { Coverage } from '../coverage.ts';
import type { Grant } from '../grant.ts';
import { grant, grantAnswer, grantTake } from '../schema.server.ts';

/**
 * Every grant of the owner's session, withdrawn and expired ones too.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function listCoverage(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<Coverage[]> {
	const { id } = await readSession(db, owner, sessionId);
	return coverageOf(db, id);
}

/** The owner's sessions that were given to two reviewers or more, the newest first. */
export async function listSharedTwice(db: Database, owner: OwnerId): Promise<string[]> {
	const ids = (await listSessions(db, owner)).map(({ id }) => id);
	if (ids.length === 0) return [];
	const rows = await db
		.select({ id: grant.sessionId })
		.from(grant)
		.where(inArray(grant.sessionId, ids))
		.groupBy(grant.sessionId)
		.having(gt(count(), 1));
	const twice = new Set(rows.map(({ id }) => id));
	return ids.filter((id) => twice.has(id));
}

/** Every grant of the session that this reviewer's own grant is of, their own too. */
export async function listCoverageBeside(db: Database, access: Grant): Promise<Coverage[]> {
	return coverageOf(db, access.sessionId);
}

/** The rubric that the owner chose for this grant; null: the general one. */
export async function readRubricIdOf(db: Database, access: Grant): Promise<string | null> {
	const [row] = await db
		.select({ rubricId: grant.rubricId })
		.from(grant)
		.where(eq(grant.id, access.id));
	return row?.rubricId ?? null;
}

async function coverageOf(db: Database, sessionId: string): Promise<Coverage[]> {
	const rows = await db
		.select({
			grantId: grant.id,
			invited: grant.reviewerName,
			personId: grant.personId,
			rubricId: grant.rubricId,
			revokedAt: grant.revokedAt
		})
		.from(grant)
		.where(eq(grant.sessionId, sessionId))
		.orderBy(grant.createdAt, grant.id);
	const ids = rows.map((row) => row.grantId);
	if (ids.length === 0) return [];
	const answers = await db.select().from(grantAnswer).where(inArray(grantAnswer.grantId, ids));
	const takes = await db.select().from(grantTake).where(inArray(grantTake.grantId, ids));
	return rows.map(({ revokedAt, ...row }) => {
		const own = answers.filter((each) => each.grantId === row.grantId);
		return {
			...row,
			isRevoked: revokedAt !== null,
			answerIds: own.map((each) => each.answerId),
			takesOnlyOf: own.filter((each) => each.takesOnly).map((each) => each.answerId),
			takeIds: takes.filter((each) => each.grantId === row.grantId).map((each) => each.takeId)
		};
	});
}

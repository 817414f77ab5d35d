/** Reads of grants: the reviewer's by their link's token, the owner's by proof that the session is theirs. */
import { count, desc, eq, max } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { readSession } from '../practice/queries.server.ts';
import { linkNotActive, stateOf, type Grant, type SharedLink } from './grant.ts';
import { grant, grantAnswer, grantOpening } from './schema.server.ts';
import { hashToken } from './token.server.ts';

/**
 * The grant behind a link's token.
 * @throws {Fault} `not-found`, the same for an unknown, malformed, expired or withdrawn token.
 */
export async function openGrant(db: Database, token: string, now: Date): Promise<Grant> {
	const tokenHash = hashToken(token);
	if (!tokenHash) throw linkNotActive();
	const [row] = await db.select().from(grant).where(eq(grant.tokenHash, tokenHash));
	if (!row || stateOf(row, now) !== 'active') throw linkNotActive();
	const answers = await db
		.select({ id: grantAnswer.answerId })
		.from(grantAnswer)
		.where(eq(grantAnswer.grantId, row.id));
	const opened: Omit<Grant, symbol> = {
		id: row.id,
		sessionId: row.sessionId,
		reviewerName: row.reviewerName,
		expiresAt: row.expiresAt,
		answerIds: answers.map((answer) => answer.id)
	};
	return opened as Grant;
}

/**
 * Every link of the owner's session, newest first.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function listGrants(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	now: Date
): Promise<SharedLink[]> {
	const { id } = await readSession(db, owner, sessionId);
	const rows = await db
		.select({
			grant,
			openings: count(grantOpening.id),
			lastOpenedAt: max(grantOpening.openedAt)
		})
		.from(grant)
		.leftJoin(grantOpening, eq(grantOpening.grantId, grant.id))
		.where(eq(grant.sessionId, id))
		.groupBy(grant.id)
		.orderBy(desc(grant.createdAt));
	const answers = await db
		.select({ grantId: grantAnswer.grantId, answerId: grantAnswer.answerId })
		.from(grantAnswer)
		.innerJoin(grant, eq(grantAnswer.grantId, grant.id))
		.where(eq(grant.sessionId, id));
	return rows.map(({ grant: row, openings, lastOpenedAt }) => ({
		id: row.id,
		reviewerName: row.reviewerName,
		createdAt: row.createdAt,
		expiresAt: row.expiresAt,
		state: stateOf(row, now),
		answerIds: answers.filter((each) => each.grantId === row.id).map((each) => each.answerId),
		openings,
		lastOpenedAt
	}));
}

/**
 * Who was invited to the owner's session: the reviewer's name of every grant by its id, withdrawn and expired ones too.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function listInvited(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<Map<string, string>> {
	const { id } = await readSession(db, owner, sessionId);
	const rows = await db
		.select({ id: grant.id, reviewerName: grant.reviewerName })
		.from(grant)
		.where(eq(grant.sessionId, id));
	return new Map(rows.map((row) => [row.id, row.reviewerName]));
}

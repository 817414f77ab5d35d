/** Writes of grants: made and withdrawn by the owner; an opening is noted by the reviewer's page. */
import { eq, sql } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { isUuid, readSession } from '../practice/queries.server.ts';
import { expiryOf, type Grant, type NewGrant } from './grant.ts';
import { grant, grantAnswer, grantOpening } from './schema.server.ts';
import { hashToken, makeToken } from './token.server.ts';

/**
 * Makes a grant for the owner's session. `token` is told once, here; only its hash is kept.
 * @throws {Fault} `not-found` for a session or an answer that is not theirs; `conflict` when there is nothing to share.
 */
export async function createGrant(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	wanted: NewGrant,
	now: Date
): Promise<{ id: string; token: string; expiresAt: Date }> {
	const session = await readSession(db, owner, sessionId);
	const answerIds = chooseAnswers(session.answers, wanted.answerIds);
	const token = makeToken();
	const expiresAt = expiryOf(now, wanted.expiresInDays);
	const tokenHash = hashToken(token) as string;
	const id = await db.transaction(async (tx) => {
		const [row] = await tx
			.insert(grant)
			.values({ sessionId: session.id, reviewerName: wanted.reviewerName, tokenHash, expiresAt })
			.returning({ id: grant.id });
		if (!row) throw new Fault('unexpected');
		await tx
			.insert(grantAnswer)
			.values(answerIds.map((answerId) => ({ grantId: row.id, answerId })));
		return row.id;
	});
	return { id, token, expiresAt };
}

function chooseAnswers(
	answers: readonly { id: string; takes: readonly unknown[] }[],
	wanted: readonly string[] | undefined
): string[] {
	if (wanted) {
		const own = new Set(answers.map((answer) => answer.id));
		if (!wanted.every((id) => own.has(id))) throw new Fault('not-found');
		return [...new Set(wanted)];
	}
	const recorded = answers.filter((answer) => answer.takes.length > 0).map((answer) => answer.id);
	if (recorded.length > 0) return recorded;
	throw new Fault('conflict', {
		message: 'There is nothing to share yet: record an answer first.'
	});
}

/**
 * Withdraws a grant at once; doing it twice keeps the first time.
 * @throws {Fault} `not-found` when the grant is not of a session of the owner's, or does not exist.
 */
export async function revokeGrant(
	db: Database,
	owner: OwnerId,
	grantId: string,
	now: Date
): Promise<void> {
	if (!isUuid(grantId)) throw new Fault('not-found');
	const [row] = await db
		.select({ sessionId: grant.sessionId })
		.from(grant)
		.where(eq(grant.id, grantId));
	if (!row) throw new Fault('not-found');
	await readSession(db, owner, row.sessionId);
	await db
		.update(grant)
		.set({ revokedAt: sql`coalesce(${grant.revokedAt}, ${now.toISOString()}::timestamptz)` })
		.where(eq(grant.id, grantId));
}

/** Notes that the reviewer's page was opened; once for each load of the page. */
export async function recordOpening(db: Database, opened: Grant, now: Date): Promise<void> {
	await db.insert(grantOpening).values({ grantId: opened.id, openedAt: now });
}

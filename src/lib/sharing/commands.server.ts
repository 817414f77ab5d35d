/** Writes of grants by the owner: made, changed, given a new link. */
import { and, count, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { readSession } from '../practice/queries.server.ts';
import type { Session } from '../practice/session.ts';
import { readChoosableRubric } from '../rubric/queries.server.ts';
import { chooseShared } from './chosen.ts';
import { expiryOf, MOST_LINKS, MOST_REVIEWERS, stateOf } from './grant.ts';
import type { GrantChange, NewGrant } from './new-grant.ts';
import { mailOut } from './notices/schema.server.ts';
import { hashPasscode } from './passcode.server.ts';
import { readOwnGrant } from './queries.server.ts';
import { findByCode } from './reviewer/queries.server.ts';
import { grant, grantAnswer, grantTake } from './schema.server.ts';
import { hashToken, makeToken } from './token.server.ts';

/** A grant that was just made; the token is told once. */
export interface MadeGrant {
	id: string;
	token: string;
	expiresAt: Date;
	/** The account it is for; null when it is for whoever has the link. */
	personId: string | null;
}

/**
 * Makes a grant for the owner's session. `token` is told once, here; only its hash is kept.
 * @throws {Fault} `not-found` for a session, answer or take that is not theirs; `conflict` when there is nothing to
 * share or too many reviewers have access; `bad-input` for a code that is nobody's.
 */
export async function createGrant(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	wanted: NewGrant,
	now: Date
): Promise<MadeGrant> {
	const session = await readSession(db, owner, sessionId);
	const chosen = chooseShared(session.answers, wanted);
	if (wanted.rubricId !== undefined) await proveRubric(db, owner, wanted.rubricId);
	const { reviewerCode: code } = wanted;
	const personId = code === undefined ? null : await findByCode(db, owner, code);
	const token = makeToken();
	const expiresAt = expiryOf(now, wanted.expiresInDays);
	const passcodeHash = wanted.passcode === undefined ? null : await hashPasscode(wanted.passcode);
	const row = {
		sessionId: session.id,
		personId,
		reviewerName: wanted.reviewerName,
		tokenHash: hashToken(token) as string,
		passcodeHash,
		canDownload: wanted.canDownload ?? false,
		askFor: wanted.askFor ?? '',
		rubricId: wanted.rubricId ?? null,
		dueAt: wanted.dueOn ?? null,
		email: wanted.email ?? null,
		createdAt: now,
		releasedAt: wanted.release === false ? null : now,
		expiresAt
	};
	const id = await db.transaction(async (tx) => {
		await refuseMore(tx, session, now);
		const [made] = await tx.insert(grant).values(row).returning({ id: grant.id });
		if (!made) throw new Fault('unexpected');
		const grantId = made.id;
		const { answers, takeIds } = chosen;
		await tx.insert(grantAnswer).values(answers.map((each) => ({ grantId, ...each })));
		if (takeIds.length > 0)
			await tx.insert(grantTake).values(takeIds.map((takeId) => ({ grantId, takeId })));
		return grantId;
	});
	return { id, token, expiresAt, personId };
}

/** Of the bank, or the owner's own. @throws {Fault} `bad-input` */
async function proveRubric(db: Database, owner: OwnerId, rubricId: string): Promise<void> {
	await readChoosableRubric(db, owner, rubricId).catch((caught: unknown) => {
		if (!(caught instanceof Fault)) throw caught;
		const message = 'rubricId: There is no such rubric. Choose one from the list.';
		throw new Fault('bad-input', { field: 'rubricId', message });
	});
}

/** One session's grants are counted by one at a time. @throws {Fault} `conflict` when there is no place for one more. */
async function refuseMore(
	tx: Database,
	{ id }: Pick<Session, 'id'>,
	now: Date,
	besides?: string
): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`grants ${id}`}, 0))`);
	const [open] = await tx
		.select({ grants: count() })
		.from(grant)
		.where(
			and(
				eq(grant.sessionId, id),
				isNull(grant.revokedAt),
				gt(grant.expiresAt, now),
				besides === undefined ? undefined : ne(grant.id, besides)
			)
		);
	if ((open?.grants ?? 0) >= MOST_REVIEWERS) {
		throw new Fault('conflict', {
			message: `At most ${MOST_REVIEWERS} reviewers can have access to a session. Withdraw one first.`
		});
	}
	const [ever] = await tx.select({ grants: count() }).from(grant).where(eq(grant.sessionId, id));
	if ((ever?.grants ?? 0) - (besides === undefined ? 0 : 1) >= MOST_LINKS) {
		throw new Fault('conflict', { message: `A session can have at most ${MOST_LINKS} links.` });
	}
}

/**
 * Changes what the owner may change at any time: released, withdrawn or given again, extended, its passcode and words.
 * @throws {Fault} `not-found` when the grant is not of a session of the owner's; `conflict` when ten others have access.
 */
export async function changeGrant(
	db: Database,
	owner: OwnerId,
	grantId: string,
	wanted: GrantChange,
	now: Date
): Promise<void> {
	const { sessionId } = await readOwnGrant(db, owner, grantId);
	const { passcode } = wanted;
	const passcodeHash = typeof passcode === 'string' ? await hashPasscode(passcode) : passcode;
	await db.transaction(async (tx) => {
		const [before] = await tx.select().from(grant).where(eq(grant.id, grantId)).for('update');
		if (!before) throw new Fault('not-found');
		const set = { ...changesOf(before, wanted, now), ...resetPasscode(passcodeHash) };
		if (Object.keys(set).length === 0) return;
		const isShut = (row: typeof before) => ['expired', 'revoked'].includes(stateOf(row, now));
		if (isShut(before) && !isShut({ ...before, ...set })) {
			await refuseMore(tx, { id: sessionId }, now, grantId);
		}
		await tx.update(grant).set(set).where(eq(grant.id, grantId));
		if (wanted.withdrawn) await holdBack(tx, grantId);
	});
}

type GrantRow = typeof grant.$inferSelect;

function changesOf(before: GrantRow, wanted: GrantChange, now: Date): Partial<GrantRow> {
	const { expiresInDays, withdrawn, released, canDownload, askFor, dueOn } = wanted;
	return {
		...(expiresInDays !== undefined && {
			expiresAt: expiryOf(now, expiresInDays),
			endToldAt: null
		}),
		...(withdrawn === true && { revokedAt: before.revokedAt ?? now }),
		...(withdrawn === false && { revokedAt: null }),
		...(released && { releasedAt: before.releasedAt ?? now }),
		...(canDownload !== undefined && { canDownload }),
		...(askFor !== undefined && { askFor }),
		...(dueOn !== undefined && { dueAt: dueOn })
	};
}

/** A fresh passcode is a fresh start for who mistyped the old one. */
function resetPasscode(passcodeHash: string | null | undefined): Partial<GrantRow> {
	if (passcodeHash === undefined) return {};
	return { passcodeHash, passcodeMisses: 0, passcodeWaitUntil: null };
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
	await changeGrant(db, owner, grantId, { withdrawn: true }, now);
}

/**
 * Gives the grant a new link; from now on the old one opens nothing, and whoever kept it in their reviews loses it there:
 * they may be the one the link leaked to. Who it was given to by their code keeps it. Returns the new token, told once.
 * @throws {Fault} `not-found` when the grant is not of a session of the owner's, or does not exist.
 */
export async function renewLink(db: Database, owner: OwnerId, grantId: string): Promise<string> {
	await readOwnGrant(db, owner, grantId);
	const token = makeToken();
	await db
		.update(grant)
		.set({
			tokenHash: hashToken(token) as string,
			personId: sql`case when ${grant.claimedAt} is null then ${grant.personId} end`,
			claimedAt: null
		})
		.where(eq(grant.id, grantId));
	await holdBack(db, grantId);
	return token;
}

/** An invitation that has not left yet would hold a link that opens nothing. */
async function holdBack(db: Database, grantId: string): Promise<void> {
	await db.delete(mailOut).where(and(eq(mailOut.grantId, grantId), eq(mailOut.state, 'waiting')));
}

/** Moves a reviewer's grants to their account; used when an anonymous person signs up or in. */
export async function adoptGrants(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	await db.update(grant).set({ personId: to }).where(eq(grant.personId, from));
}

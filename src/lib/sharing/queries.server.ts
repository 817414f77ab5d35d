/** Reads of grants: the reviewer's by their key, the owner's by proof that the session is theirs. */
import { createHash } from 'node:crypto';
import { and, desc, eq, inArray, max, sql } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import { readPeople, type Known } from '../account/queries.server.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { isUuid, readOwnersOf, readSession } from '../practice/queries.server.ts';
import {
	linkNotActive,
	MOST_MISSES_EVER,
	stateOf,
	type Grant,
	type SharedLink,
	type Visitor
} from './grant.ts';
import type { Opening } from './opening.ts';
import { grant, grantAnswer, grantOpening, grantTake } from './schema.server.ts';
import { hashToken } from './token.server.ts';

type GrantRow = typeof grant.$inferSelect;

/** A grant that a key opens, before its passcode was asked for. */
export interface FoundGrant {
	row: Pick<
		GrantRow,
		'id' | 'sessionId' | 'personId' | 'passcodeHash' | 'passcodeWaitUntil' | 'reviewerName'
	>;
	/** Does the visitor know the passcode, or is there none? */
	isProven: boolean;
}

/**
 * The active grant that this key opens: the token of its link, or for its own person its id.
 * @throws {Fault} `not-found`, the same for an unknown, malformed, expired, withdrawn or unreleased one;
 * `passcode-needed` when the link is right and the passcode is not proven.
 */
export async function openGrant(
	db: Database,
	key: string,
	visitor: Visitor,
	now: Date
): Promise<Grant> {
	const row = await readByKey(db, key, visitor, now);
	if (!isProven(row, visitor)) throw new Fault('passcode-needed');
	const answers = await db.select().from(grantAnswer).where(eq(grantAnswer.grantId, row.id));
	const takes = await db.select().from(grantTake).where(eq(grantTake.grantId, row.id));
	const opened: Omit<Grant, symbol> = {
		id: row.id,
		sessionId: row.sessionId,
		reviewerName: row.reviewerName,
		applicant: (await readApplicants(db, [row.sessionId])).get(row.sessionId)?.name ?? null,
		askFor: row.askFor,
		dueAt: row.dueAt,
		expiresAt: row.expiresAt,
		canDownload: row.canDownload,
		keptBy: keptBy(row, visitor),
		seal: sealOf(row, isUuid(key)),
		answerIds: answers.map((answer) => answer.answerId),
		takesOnlyOf: answers.filter((answer) => answer.takesOnly).map((answer) => answer.answerId),
		takeIds: takes.map((take) => take.takeId)
	};
	return opened as Grant;
}

/** The same before its passcode, for the page that asks for it. @throws {Fault} `not-found` */
export async function findGrant(
	db: Database,
	key: string,
	visitor: Visitor,
	now: Date
): Promise<FoundGrant> {
	const row = await readByKey(db, key, visitor, now);
	return { row, isProven: isProven(row, visitor) };
}

async function readByKey(
	db: Database,
	key: string,
	visitor: Visitor,
	now: Date
): Promise<GrantRow> {
	const [row] = await db.select().from(grant).where(whichOf(key, visitor));
	if (!row || stateOf(row, now) !== 'active') throw linkNotActive();
	return row;
}

function whichOf(key: string, { person }: Visitor) {
	if (isUuid(key)) {
		if (person === null) throw linkNotActive();
		return and(eq(grant.id, key), eq(grant.personId, person));
	}
	const tokenHash = hashToken(key);
	if (!tokenHash) throw linkNotActive();
	return eq(grant.tokenHash, tokenHash);
}

function isProven({ id, passcodeHash }: GrantRow, { passcodeProof }: Visitor): boolean {
	if (passcodeHash === null) return true;
	return passcodeProof?.(id, passcodeHash) ?? false;
}

function keptBy({ personId }: GrantRow, { person }: Visitor): Grant['keptBy'] {
	if (personId === null) return 'nobody';
	return personId === person ? 'visitor' : 'another';
}

/** The same for as long as the key that was used and the passcode stay what they are. */
function sealOf(row: GrantRow, isByPerson: boolean): string {
	const by = isByPerson ? `person ${row.personId}` : `link ${row.tokenHash}`;
	return createHash('sha256').update(`${by}\n${row.passcodeHash}`).digest('hex');
}

/** Who asks, by the session's id. */
export async function readApplicants(
	db: Database,
	sessionIds: readonly string[]
): Promise<Map<string, Known & { id: string }>> {
	const owners = await readOwnersOf(db, sessionIds);
	const people = await readPeople(db, [...owners.values()]);
	return new Map(
		[...owners].map(([sessionId, id]) => [
			sessionId,
			{ id, ...(people.get(id) ?? { name: null, email: null }) }
		])
	);
}

/** The seals with which each of these grants is open now; a grant that is not has none. */
export async function readSeals(
	db: Database,
	grantIds: readonly string[],
	now: Date
): Promise<Map<string, readonly string[]>> {
	if (grantIds.length === 0) return new Map();
	const rows = await db
		.select()
		.from(grant)
		.where(inArray(grant.id, [...grantIds]));
	return new Map(
		rows
			.filter((row) => stateOf(row, now) === 'active')
			.map((row) => [row.id, [sealOf(row, false), sealOf(row, true)]])
	);
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
	const isPage = eq(grantOpening.kind, 'page');
	const rows = await db
		.select({
			grant,
			openings: sql<number>`count(*) filter (where ${isPage})`.mapWith(Number),
			plays: sql<number>`count(${grantOpening.id}) filter (where not ${isPage})`.mapWith(Number),
			lastOpenedAt: max(grantOpening.openedAt)
		})
		.from(grant)
		.leftJoin(grantOpening, eq(grantOpening.grantId, grant.id))
		.where(eq(grant.sessionId, id))
		.groupBy(grant.id)
		.orderBy(desc(grant.createdAt));
	const ids = rows.map((row) => row.grant.id);
	if (ids.length === 0) return [];
	const answers = await db.select().from(grantAnswer).where(inArray(grantAnswer.grantId, ids));
	const takes = await db.select().from(grantTake).where(inArray(grantTake.grantId, ids));
	const keepers = rows.flatMap((row) => row.grant.personId ?? []);
	const people = await readPeople(db, keepers);
	return rows.map(({ grant: row, openings, plays, lastOpenedAt }) => ({
		id: row.id,
		reviewerName: row.reviewerName,
		createdAt: row.createdAt,
		expiresAt: row.expiresAt,
		dueAt: row.dueAt,
		state: stateOf(row, now),
		answerIds: answers.filter((each) => each.grantId === row.id).map((each) => each.answerId),
		takeIds: takes.filter((each) => each.grantId === row.id).map((each) => each.takeId),
		askFor: row.askFor,
		hasPasscode: row.passcodeHash !== null,
		passcodeWaitUntil: (row.passcodeWaitUntil ?? now) > now ? row.passcodeWaitUntil : null,
		isPasscodeClosed: row.passcodeHash !== null && row.passcodeMisses >= MOST_MISSES_EVER,
		canDownload: row.canDownload,
		email: row.email,
		keptBy: row.personId === null ? null : (people.get(row.personId)?.name ?? 'a guest'),
		isClaimed: row.claimedAt !== null,
		openings,
		plays,
		lastOpenedAt
	}));
}

/** More openings than these are counted, not listed. */
const MOST_OPENINGS = 200;

/**
 * When a link of the owner's was opened and what was watched, latest first.
 * @throws {Fault} `not-found` when the grant is not of a session of theirs, or does not exist.
 */
export async function listOpenings(
	db: Database,
	owner: OwnerId,
	grantId: string
): Promise<Opening[]> {
	await readOwnGrant(db, owner, grantId);
	return db
		.select({ at: grantOpening.openedAt, kind: grantOpening.kind, takeId: grantOpening.takeId })
		.from(grantOpening)
		.where(eq(grantOpening.grantId, grantId))
		.orderBy(desc(grantOpening.openedAt))
		.limit(MOST_OPENINGS);
}

/** @throws {Fault} `not-found` when the grant is not of a session of the owner's, or does not exist. */
export async function readOwnGrant(
	db: Database,
	owner: OwnerId,
	grantId: string
): Promise<GrantRow> {
	if (!isUuid(grantId)) throw new Fault('not-found');
	const [row] = await db.select().from(grant).where(eq(grant.id, grantId));
	if (!row) throw new Fault('not-found');
	await readSession(db, owner, row.sessionId);
	return row;
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

/** Writes by a reviewer: opening a grant, proving its passcode, keeping it in their reviews, their code. */
import { and, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { readOwnersOf } from '../../practice/queries.server.ts';
import {
	MOST_MISSES,
	MOST_MISSES_EVER,
	PASSCODE_WAIT_MS,
	SAME_OPENING_MS,
	type Grant,
	type Visitor
} from '../grant.ts';
import { announceClosedPasscode, type Outlet } from '../notices/commands.server.ts';
import { isPasscode } from '../passcode.server.ts';
import { findGrant } from '../queries.server.ts';
import { grant, grantOpening, reviewerCode } from '../schema.server.ts';
import { makeReviewerCode } from '../token.server.ts';

/** So many openings of one grant are noted. */
const MOST_OPENINGS = 10_000;

/** Notes that the reviewer's page was opened; once for each load of the page. */
export async function recordOpening(db: Database, opened: Grant, now: Date): Promise<void> {
	// a loop by somebody with the link must not fill the database
	if ((await db.$count(grantOpening, eq(grantOpening.grantId, opened.id))) >= MOST_OPENINGS) return;
	await db.insert(grantOpening).values({ grantId: opened.id, openedAt: now });
}

/** Notes a page that was drawn again, or a recording that was fetched, unless that was noted a short time ago. */
export async function recordOpeningOnce(
	db: Database,
	opened: Grant,
	takeId: string | null,
	now: Date
): Promise<void> {
	const kind = takeId === null ? 'page' : 'play';
	const [recent] = await db
		.select({ id: grantOpening.id })
		.from(grantOpening)
		.where(
			and(
				eq(grantOpening.grantId, opened.id),
				eq(grantOpening.kind, kind),
				takeId === null ? isNull(grantOpening.takeId) : eq(grantOpening.takeId, takeId),
				gt(grantOpening.openedAt, new Date(now.getTime() - SAME_OPENING_MS))
			)
		)
		.limit(1);
	if (recent) return;
	await db.insert(grantOpening).values({ grantId: opened.id, kind, takeId, openedAt: now });
}

/**
 * Proves a passcode. Returns the grant's id and what its proof is made of; null when the grant has no passcode. The owner
 * is told when it was wrong so often that it is closed.
 * @throws {Fault} `not-found` when the key opens nothing; `bad-input` for a wrong one; `too-many` after ten.
 */
export async function provePasscode(
	db: Database,
	outlet: Outlet,
	key: string,
	visitor: Visitor,
	passcode: string,
	now: Date
): Promise<{ grantId: string; passcodeHash: string } | null> {
	const { row } = await findGrant(db, key, visitor, now);
	const { id, passcodeHash } = row;
	if (passcodeHash === null) return null;
	const tries = await countTry(db, id, now);
	if (!(await isPasscode(passcode, passcodeHash))) {
		if (tries === MOST_MISSES_EVER) await announceClosedPasscode(db, outlet, row, now);
		const message = 'This is not the passcode. Ask the person who sent you the link.';
		throw new Fault('bad-input', { field: 'passcode', message });
	}
	await db
		.update(grant)
		.set({ passcodeMisses: 0, passcodeWaitUntil: null })
		.where(and(eq(grant.id, id), eq(grant.passcodeHash, passcodeHash)));
	return { grantId: id, passcodeHash };
}

/**
 * Counted before the passcode is looked at, so that many guesses at once are no more than many in a row. Returns how many
 * there were since it was set or proven.
 */
async function countTry(db: Database, grantId: string, now: Date): Promise<number> {
	const tries = sql`(${grant.passcodeMisses} + 1)`;
	const wait = sql`${PASSCODE_WAIT_MS}::float8 * power(2, ${tries} / ${MOST_MISSES}::int - 1)`;
	const until = sql`${now.toISOString()}::timestamptz + ${wait} * interval '1 millisecond'`;
	const [counted] = await db
		.update(grant)
		.set({
			passcodeMisses: tries,
			passcodeWaitUntil: sql`case when ${tries} % ${MOST_MISSES}::int = 0 then ${until} end`
		})
		.where(
			and(
				eq(grant.id, grantId),
				lt(grant.passcodeMisses, MOST_MISSES_EVER),
				or(isNull(grant.passcodeWaitUntil), lte(grant.passcodeWaitUntil, now))
			)
		)
		.returning({ tries: grant.passcodeMisses });
	if (counted) return counted.tries;
	const [held] = await db.select().from(grant).where(eq(grant.id, grantId));
	if (!held || held.passcodeMisses >= MOST_MISSES_EVER) {
		throw new Fault('too-many', { message: CLOSED });
	}
	const waitMs = (held.passcodeWaitUntil ?? now).getTime() - now.getTime();
	const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
	throw new Fault('too-many', {
		message: `That was wrong ${MOST_MISSES} times. For your applicant's safety, wait ${minutes === 1 ? '1 minute' : `${minutes} minutes`}, then try again.`
	});
}

const CLOSED = `The passcode was wrong ${MOST_MISSES_EVER} times, so it opens nothing any more. Ask the person who sent you the link for a new passcode.`;

/**
 * Keeps a grant in this person's reviews. Whoever is first has it; doing it twice changes nothing.
 * @throws {Fault} `conflict` when it is the owner's own, or another reviewer has it.
 */
export async function claimGrant(db: Database, me: OwnerId, opened: Grant): Promise<void> {
	const owners = await readOwnersOf(db, [opened.sessionId]);
	if (owners.get(opened.sessionId) === me) {
		throw new Fault('conflict', { message: 'These are your own answers.' });
	}
	const kept = await db
		.update(grant)
		.set({
			personId: me,
			claimedAt: sql`case when ${grant.personId} is null then now() else ${grant.claimedAt} end`
		})
		.where(and(eq(grant.id, opened.id), or(isNull(grant.personId), eq(grant.personId, me))))
		.returning({ id: grant.id });
	if (kept.length > 0) return;
	throw new Fault('conflict', { message: 'Another reviewer keeps this review already.' });
}

/** This person's reviewer code, made when they have none yet. */
export async function ownCode(db: Database, me: OwnerId): Promise<string> {
	await db
		.insert(reviewerCode)
		.values({ personId: me, code: makeReviewerCode() })
		.onConflictDoNothing();
	const [row] = await db
		.select({ code: reviewerCode.code })
		.from(reviewerCode)
		.where(eq(reviewerCode.personId, me));
	if (!row) throw new Fault('unexpected');
	return row.code;
}

/** Gives this person a new code; the old one finds nobody from now on. What was asked with it stays. */
export async function renewCode(db: Database, me: OwnerId, now: Date): Promise<string> {
	const code = makeReviewerCode();
	await db
		.insert(reviewerCode)
		.values({ personId: me, code, madeAt: now })
		.onConflictDoUpdate({ target: reviewerCode.personId, set: { code, madeAt: now } });
	return code;
}

/** A guest's code becomes their account's, unless the account has one. */
export async function adoptCode(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	const [has] = await db.select().from(reviewerCode).where(eq(reviewerCode.personId, to));
	if (has) await db.delete(reviewerCode).where(eq(reviewerCode.personId, from));
	else await db.update(reviewerCode).set({ personId: to }).where(eq(reviewerCode.personId, from));
}

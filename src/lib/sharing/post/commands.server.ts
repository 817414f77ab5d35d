/** The outbox: which letters are due, and what became of them. Kept in rows, so that a restart loses none. */
import { and, asc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { readPeople } from '../../account/queries.server.ts';
import type { Database } from '../../platform/db.server.ts';
import { digest, endingSoon, SOMEBODY } from '../notices/letter.ts';
import { post, takeEnding, tell, type Outlet } from '../notices/commands.server.ts';
import { mailOut, notice } from '../notices/schema.server.ts';
import { readApplicants } from '../queries.server.ts';
import { grant } from '../schema.server.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long to wait after each try that failed, in milliseconds; after the last the letter is given up, in two days. */
const WAITS_MS = [
	15_000,
	MINUTE_MS,
	5 * MINUTE_MS,
	15 * MINUTE_MS,
	HOUR_MS,
	3 * HOUR_MS,
	6 * HOUR_MS,
	12 * HOUR_MS,
	DAY_MS
];
/** Longer than any try takes: a letter whose sender was killed is tried again after it, in milliseconds. */
const LEASE_MS = 5 * MINUTE_MS;
const MOST_AT_ONCE = 10;

export type Due = Pick<
	typeof mailOut.$inferSelect,
	'id' | 'address' | 'subject' | 'body' | 'html' | 'attempts'
>;

/** Takes letters that are due, each for one postman only. */
export async function takeDue(db: Database, now: Date): Promise<Due[]> {
	const due = db
		.select({ id: mailOut.id })
		.from(mailOut)
		.where(
			and(
				eq(mailOut.state, 'waiting'),
				lte(mailOut.nextTryAt, now),
				// an invitation to what was deleted never leaves
				or(isNull(mailOut.senderId), isNotNull(mailOut.grantId))
			)
		)
		.orderBy(asc(mailOut.nextTryAt))
		.limit(MOST_AT_ONCE)
		.for('update', { skipLocked: true });
	return db
		.update(mailOut)
		.set({
			attempts: sql`${mailOut.attempts} + 1`,
			nextTryAt: new Date(now.getTime() + LEASE_MS)
		})
		.where(inArray(mailOut.id, due))
		.returning();
}

const EMPTIED = { body: '', html: '' };

export async function markSent(db: Database, { id }: Due, now: Date): Promise<void> {
	await db
		.update(mailOut)
		.set({ state: 'sent', sentAt: now, ...EMPTIED })
		.where(eq(mailOut.id, id));
}

/** Tries again later, or gives up and tells who asked for it. Returns whether it was given up. */
export async function markFailed(
	db: Database,
	outlet: Outlet,
	{ id, attempts }: Due,
	isFinal: boolean,
	now: Date
): Promise<boolean> {
	const waitMs = WAITS_MS[attempts - 1];
	if (!isFinal && waitMs !== undefined) {
		const nextTryAt = new Date(now.getTime() + waitMs);
		await db.update(mailOut).set({ nextTryAt }).where(eq(mailOut.id, id));
		return false;
	}
	const [row] = await db
		.update(mailOut)
		.set({ state: 'failed', ...EMPTIED })
		.where(eq(mailOut.id, id))
		.returning({ senderId: mailOut.senderId, grantId: mailOut.grantId });
	if (row?.senderId && row.grantId)
		await tellUndelivered(db, outlet, row.senderId, row.grantId, now);
	return true;
}

async function tellUndelivered(
	db: Database,
	outlet: Outlet,
	senderId: string,
	grantId: string,
	now: Date
): Promise<void> {
	const [invited] = await db.select().from(grant).where(eq(grant.id, grantId));
	if (!invited) return;
	const { sessionId, reviewerName: who } = invited;
	await tell(db, outlet, senderId, { kind: 'undelivered', who, sessionId, grantId }, now);
}

/** Writes the daily mails: all that waits for a person, once the first of it is a day old. */
export async function writeDigests(db: Database, { origin }: Outlet, now: Date): Promise<void> {
	const waiting = await db
		.selectDistinct({ personId: notice.personId })
		.from(notice)
		.where(
			and(eq(notice.isForDigest, true), lt(notice.createdAt, new Date(now.getTime() - DAY_MS)))
		);
	const people = await readPeople(
		db,
		waiting.map((each) => each.personId)
	);
	for (const { personId } of waiting) {
		await db.transaction(async (tx) => {
			const news = await tx
				.update(notice)
				.set({ isForDigest: false })
				.where(and(eq(notice.personId, personId), eq(notice.isForDigest, true)))
				.returning();
			// what was read inside the app meanwhile needs no mail
			const unread = news.filter((each) => each.readAt === null);
			const address = people.get(personId)?.email;
			if (unread.length === 0 || !address) return;
			const letter = { address, ...digest(unread, origin), senderId: null, grantId: null };
			await post(tx, letter, now);
		});
	}
}

/**
 * Tells reviewer and owner that access ends within two days, where the review is not in yet.
 * @param submitted which of these grants have a submitted review
 */
export async function tellEnding(
	db: Database,
	outlet: Outlet,
	submitted: (grantIds: string[]) => Promise<ReadonlySet<string>>,
	now: Date
): Promise<void> {
	const ending = await takeEnding(db, now);
	if (ending.length === 0) return;
	const isIn = await submitted(ending.map((each) => each.id));
	const open = ending.filter((each) => !isIn.has(each.id));
	const applicants = await readApplicants(
		db,
		open.map((each) => each.sessionId)
	);
	for (const { id: grantId, sessionId, personId, email, reviewerName, expiresAt } of open) {
		const applicant = applicants.get(sessionId);
		const who = applicant?.name ?? SOMEBODY;
		if (personId !== null) {
			await tell(db, outlet, personId, { kind: 'ending', who, sessionId: null, grantId }, now);
		} else if (email !== null && outlet.canMail) {
			const words = endingSoon({ applicant: applicant?.name ?? null, expiresAt });
			await post(db, { ...words, address: email, senderId: null, grantId }, now);
		}
		if (!applicant) continue;
		const news = { kind: 'unread-end', who: reviewerName, sessionId, grantId } as const;
		await tell(db, outlet, applicant.id, news, now);
	}
}

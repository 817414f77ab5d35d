/** Tells people what happened: a notice inside the app, and a mail when they want one. */
import { and, count, eq, gt, isNotNull, isNull, lt, ne, sql, type SQLWrapper } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import { readPeople } from '../../account/queries.server.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid, readSession } from '../../practice/queries.server.ts';
import type { Answer, Take } from '../../practice/session.ts';
import { chooseShared } from '../chosen.ts';
import type { MadeGrant } from '../commands.server.ts';
import { expiryOf, type Grant } from '../grant.ts';
import type { NewGrant } from '../new-grant.ts';
import { readApplicants } from '../queries.server.ts';
import { grant, grantAnswer } from '../schema.server.ts';
import { invitation, oneNotice, SOMEBODY, type Words } from './letter.ts';
import type { MailRhythm, Notice } from './notice.ts';
import { readRhythm } from './queries.server.ts';
import { mailOut, mailSetting, notice } from './schema.server.ts';

/** Where links lead, and whether mail can leave this server at all. */
export interface Outlet {
	origin: string;
	canMail: boolean;
}

/** Invitations one person can have sent within a day: nobody's server is a way to write to strangers. */
const MOST_INVITATIONS = 20;
/** Invitations one address can get within a day, whoever sends them: a mentor of a group gets no more either. */
const MOST_TO_ONE_ADDRESS = 10;
const DAY_MS = 24 * 3600 * 1000;

export type News = Pick<Notice, 'kind' | 'who' | 'sessionId' | 'grantId'>;

/** Tells a person. News that they have not read yet is not told twice. */
export async function tell(
	db: Database,
	{ origin, canMail }: Outlet,
	personId: string,
	news: News,
	now: Date
): Promise<void> {
	if (news.grantId !== null && (await isTold(db, personId, news, now))) return;
	const address = canMail
		? ((await readPeople(db, [personId])).get(personId)?.email ?? null)
		: null;
	const rhythm = address === null ? 'off' : await readRhythm(db, personId);
	await db
		.insert(notice)
		.values({ ...news, personId, createdAt: now, isForDigest: rhythm === 'daily' });
	if (address === null || rhythm !== 'at-once') return;
	await post(db, { address, ...oneNotice(news, origin), senderId: null, grantId: null }, now);
}

async function isTold(db: Database, personId: string, news: News, now: Date): Promise<boolean> {
	const again = await db
		.update(notice)
		.set({ createdAt: now })
		.where(
			and(
				eq(notice.personId, personId),
				eq(notice.kind, news.kind),
				eq(notice.grantId, news.grantId ?? ''),
				isNull(notice.readAt)
			)
		)
		.returning({ id: notice.id });
	return again.length > 0;
}

/** Puts a letter where the postman takes it from. */
export async function post(
	db: Database,
	letter: Words & { address: string; senderId: string | null; grantId: string | null },
	now: Date
): Promise<void> {
	await db.insert(mailOut).values({ ...letter, nextTryAt: now, createdAt: now });
}

/**
 * Can an invitation be mailed for this owner now?
 * @throws {Fault} `bad-input` naming `email` when this server sends no mail, the link is not open yet or nothing that is
 * shared has been recorded; `not-found` when that is not theirs; `too-many`.
 */
export async function allowInvitation(
	db: Database,
	{ canMail }: Outlet,
	owner: OwnerId,
	sessionId: string,
	wanted: NewGrant,
	now: Date
): Promise<void> {
	const { email, release } = wanted;
	if (email === undefined) return;
	const refuse = (message: string) => new Fault('bad-input', { field: 'email', message });
	if (!canMail) throw refuse('This server sends no mail. Leave the address out and send the link.');
	if (release === false) {
		throw refuse('What is only prepared cannot be mailed yet. Leave the address out.');
	}
	const { answers } = await readSession(db, owner, sessionId);
	if (!isRecorded(answers, wanted)) {
		throw refuse(
			'There is no recording to watch yet. Leave the address out and send the link yourself.'
		);
	}
	const [row] = await db
		.select({ sent: count() })
		.from(mailOut)
		.where(and(eq(mailOut.senderId, owner), gt(mailOut.createdAt, dayBefore(now))));
	if ((row?.sent ?? 0) >= MOST_INVITATIONS) {
		throw new Fault('too-many', {
			message: `You have sent ${MOST_INVITATIONS} invitations today. Make the link without an address and send it yourself.`
		});
	}
	if (await hasEnough(db, email, now)) {
		throw new Fault('too-many', {
			message:
				'This address has got enough invitations for today. Make the link without an address and send it yourself.'
		});
	}
}

/** Has something arrived of what would be shared? An empty session is no reason to write to a stranger. */
function isRecorded(answers: readonly Answer[], wanted: NewGrant): boolean {
	const shared = chooseShared(answers, wanted);
	const takesOf = ({ answerId, takesOnly }: (typeof shared.answers)[number]) => {
		const takes = answers.find(({ id }) => id === answerId)?.takes ?? [];
		return takesOnly ? takes.filter(({ id }) => shared.takeIds.includes(id)) : takes;
	};
	const hasArrived = ({ state }: Take) => state === 'received' || state === 'ready';
	return shared.answers.flatMap(takesOf).some(hasArrived);
}

const dayBefore = (now: Date) => new Date(now.getTime() - DAY_MS);

/** One mailbox may be written in capitals, and with anything behind a plus. */
async function hasEnough(db: Database, address: string, now: Date): Promise<boolean> {
	const box = (written: SQLWrapper | string) =>
		sql`regexp_replace(lower(${written}), '\\+[^@]*@', '@')`;
	const isInvitation = isNotNull(mailOut.senderId);
	const sent = await db.$count(
		mailOut,
		and(
			gt(mailOut.createdAt, dayBefore(now)),
			isInvitation,
			sql`${box(mailOut.address)} = ${box(address)}`
		)
	);
	return sent >= MOST_TO_ONE_ADDRESS;
}

/** Tells the reviewer of a grant that was just made and is open. Returns whether an invitation was mailed. */
export async function announceGrant(
	db: Database,
	outlet: Outlet,
	made: MadeGrant & { sessionId: string },
	wanted: NewGrant,
	now: Date
): Promise<boolean> {
	if (wanted.release === false) return false;
	await announceToPerson(db, outlet, made, now);
	if (wanted.email === undefined || !outlet.canMail) return false;
	const applicant = (await readApplicants(db, [made.sessionId])).get(made.sessionId);
	const [covered] = await db
		.select({ answers: count() })
		.from(grantAnswer)
		.where(eq(grantAnswer.grantId, made.id));
	const words = invitation({
		applicant: applicant?.name ?? null,
		reviewerName: wanted.reviewerName,
		askFor: wanted.askFor ?? '',
		answers: covered?.answers ?? 0,
		hasPasscode: wanted.passcode !== undefined,
		dueAt: wanted.dueOn ?? null,
		expiresAt: made.expiresAt,
		link: `${outlet.origin}/review/${made.token}`
	});
	const senderId = applicant?.id ?? null;
	const address = wanted.email;
	return db.transaction(async (tx) => {
		// many at once are no more than many in a row
		await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('invitations', 0))`);
		if (await hasEnough(tx, address, now)) return false;
		await post(tx, { ...words, address, senderId, grantId: made.id }, now);
		return true;
	});
}

/** Tells the account that a grant is for that it is open to them; nobody when it is for whoever has the link. */
export async function announceToPerson(
	db: Database,
	outlet: Outlet,
	{ id, sessionId, personId }: { id: string; sessionId: string; personId: string | null },
	now: Date
): Promise<void> {
	if (personId === null) return;
	const who = (await readApplicants(db, [sessionId])).get(sessionId)?.name ?? SOMEBODY;
	await tell(db, outlet, personId, { kind: 'asked', who, sessionId: null, grantId: id }, now);
}

/** Tells the owner of the session that this review was submitted. */
export async function announceFeedback(
	db: Database,
	outlet: Outlet,
	{ id, sessionId, reviewerName }: Grant,
	now: Date
): Promise<void> {
	const owner = (await readApplicants(db, [sessionId])).get(sessionId);
	if (!owner) return;
	const news = { kind: 'feedback', who: reviewerName, sessionId, grantId: id } as const;
	await tell(db, outlet, owner.id, news, now);
}

/** Tells the owner of the session that a passcode was wrong so often that it is closed. */
export async function announceClosedPasscode(
	db: Database,
	outlet: Outlet,
	{
		id,
		sessionId,
		reviewerName
	}: Pick<typeof grant.$inferSelect, 'id' | 'sessionId' | 'reviewerName'>,
	now: Date
): Promise<void> {
	const owner = (await readApplicants(db, [sessionId])).get(sessionId);
	if (!owner) return;
	const news = { kind: 'passcode-closed', who: reviewerName, sessionId, grantId: id } as const;
	await tell(db, outlet, owner.id, news, now);
}

/** Puts notices away: this one, or all of them. Doing it twice changes nothing. */
export async function putAway(
	db: Database,
	me: OwnerId,
	which: string | 'all',
	now: Date
): Promise<void> {
	if (which !== 'all' && !isUuid(which)) throw new Fault('not-found');
	const put = await db
		.update(notice)
		.set({ readAt: sql`coalesce(${notice.readAt}, ${now.toISOString()}::timestamptz)` })
		.where(and(eq(notice.personId, me), which === 'all' ? undefined : eq(notice.id, which)))
		.returning({ id: notice.id });
	if (which !== 'all' && put.length === 0) throw new Fault('not-found');
}

/** How often this person wants mail from now on; what waits for a daily mail goes with the rhythm. */
export async function chooseRhythm(db: Database, me: OwnerId, rhythm: MailRhythm): Promise<void> {
	await db
		.insert(mailSetting)
		.values({ personId: me, rhythm })
		.onConflictDoUpdate({ target: mailSetting.personId, set: { rhythm } });
	if (rhythm === 'daily') return;
	await db.update(notice).set({ isForDigest: false }).where(eq(notice.personId, me));
}

/** A guest's notices become their account's. */
export async function adoptNotices(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	await db.update(notice).set({ personId: to }).where(eq(notice.personId, from));
	await db.update(mailOut).set({ senderId: to }).where(eq(mailOut.senderId, from));
}

/** Forgets what was put away and what was mailed before this moment. */
export async function forgetNewsBefore(db: Database, before: Date): Promise<void> {
	await db.delete(notice).where(lt(notice.readAt, before));
	await db.delete(mailOut).where(and(ne(mailOut.state, 'waiting'), lt(mailOut.createdAt, before)));
}

/** Grants whose end nobody was told, and who made them long enough ago that it is news. */
export async function takeEnding(db: Database, now: Date): Promise<(typeof grant.$inferSelect)[]> {
	return db
		.update(grant)
		.set({ endToldAt: now })
		.where(
			and(
				isNull(grant.endToldAt),
				isNull(grant.revokedAt),
				lt(grant.releasedAt, now),
				gt(grant.expiresAt, now),
				lt(grant.expiresAt, expiryOf(now, 2)),
				// who was given three days or less knows that they are short
				sql`${grant.expiresAt} - ${grant.createdAt} > interval '3 days'`
			)
		)
		.returning();
}

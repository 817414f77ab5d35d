/** Writes of circles: made, joined, left, a session put in, and unlocked by a review given. */
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { readSession } from '../../practice/queries.server.ts';
import { createGrant } from '../commands.server.ts';
import { DEFAULT_GRANT_DAYS } from '../new-grant.ts';
import { announceToPerson, type Outlet } from '../notices/commands.server.ts';
import { grant } from '../schema.server.ts';
import { canUnlock, MOST_CIRCLES, MOST_MEMBERS, MOST_REQUESTS, whoseTurn } from './circle.ts';
import {
	findCircleOf,
	grantsOf,
	listCircles,
	lockedOf,
	membersOf,
	readOwnCircle,
	readTally,
	type Submitted
} from './queries.server.ts';
import { circle, circleGrant, circleMember, circleRequest, circleTally } from './schema.server.ts';

/** Makes a circle with its maker as the first member. Returns its id. @throws {Fault} `conflict` */
export async function createCircle(
	db: Database,
	me: OwnerId,
	given: { name: string; memberName: string; isOpen: boolean }
): Promise<string> {
	await refuseMoreCircles(db, me);
	return db.transaction(async (tx) => {
		const [row] = await tx
			.insert(circle)
			.values({ name: given.name, isOpen: given.isOpen })
			.returning({ id: circle.id });
		if (!row) throw new Fault('unexpected');
		await tx
			.insert(circleMember)
			.values({ circleId: row.id, personId: me, name: given.memberName });
		return row.id;
	});
}

/**
 * Joins a circle; doing it twice changes nothing. `id` must come from an invitation that was checked.
 * @throws {Fault} `not-found`; `conflict` when it is full.
 */
export async function joinCircle(
	db: Database,
	me: OwnerId,
	id: string,
	name: string
): Promise<void> {
	await refuseMoreCircles(db, me);
	await db.transaction(async (tx) => {
		const [row] = await tx.select().from(circle).where(eq(circle.id, id)).for('update');
		if (!row) throw new Fault('not-found');
		const members = await membersOf(tx, id);
		if (members.some(({ personId }) => personId === me)) return;
		if (members.length >= MOST_MEMBERS) {
			const message = `This circle is full: it has ${MOST_MEMBERS} people.`;
			throw new Fault('conflict', { message });
		}
		await tx.insert(circleMember).values({ circleId: id, personId: me, name });
	});
}

async function refuseMoreCircles(db: Database, me: OwnerId): Promise<void> {
	if ((await listCircles(db, me)).length < MOST_CIRCLES) return;
	throw new Fault('conflict', { message: `You are in ${MOST_CIRCLES} circles already.` });
}

/**
 * Leaves a circle: access ends both ways, feedback stays. What everybody has given and had unlocked stays counted, for who
 * comes back. The last one who leaves ends the circle.
 * @throws {Fault} `not-found`
 */
export async function leaveCircle(
	db: Database,
	me: OwnerId,
	id: string,
	submitted: Submitted,
	now: Date
): Promise<void> {
	await readOwnCircle(db, me, id);
	await db.transaction(async (tx) => {
		await lock(tx, id);
		await tallyUp(tx, id, submitted);
		const mine = await tx
			.select({ id: circleRequest.id })
			.from(circleRequest)
			.where(and(eq(circleRequest.circleId, id), eq(circleRequest.personId, me)));
		const requestIds = new Set(mine.map((each) => each.id));
		const ending = (await grantsOf(tx, id))
			.filter((each) => each.grant.personId === me || requestIds.has(each.requestId))
			.map((each) => each.grant.id);
		if (ending.length > 0) {
			await tx
				.update(grant)
				.set({ revokedAt: now })
				.where(and(inArray(grant.id, ending), isNull(grant.revokedAt)));
		}
		await tx
			.delete(circleRequest)
			.where(and(eq(circleRequest.circleId, id), eq(circleRequest.personId, me)));
		await tx
			.delete(circleMember)
			.where(and(eq(circleMember.circleId, id), eq(circleMember.personId, me)));
		const [left] = await tx
			.select({ id: circleMember.personId })
			.from(circleMember)
			.where(eq(circleMember.circleId, id))
			.limit(1);
		if (!left) await tx.delete(circle).where(eq(circle.id, id));
	});
}

/**
 * Puts a session of mine into a circle. It is shown to others at once when I have given enough, else when I have.
 * @throws {Fault} `not-found`; `conflict` when it is in already, has nothing recorded or nobody else is there.
 */
export async function putIn(
	db: Database,
	outlet: Outlet,
	me: OwnerId,
	id: string,
	given: { session: string; askFor: string },
	submitted: Submitted,
	now: Date
): Promise<void> {
	await readOwnCircle(db, me, id);
	const { answers } = await readSession(db, me, given.session);
	const refuse = (message: string) => new Fault('conflict', { message });
	if (!answers.some(({ takes }) => takes.length > 0)) {
		throw refuse('There is nothing to share yet: record an answer first.');
	}
	if ((await membersOf(db, id)).length < 2) {
		throw refuse('Nobody else is in this circle yet. Send the invitation first.');
	}
	await db.transaction(async (tx) => {
		await lock(tx, id);
		const mine = await tx
			.select()
			.from(circleRequest)
			.where(and(eq(circleRequest.circleId, id), eq(circleRequest.personId, me)));
		if (mine.some(({ sessionId }) => sessionId === given.session)) {
			throw refuse('This session is in the circle already.');
		}
		if (mine.length >= MOST_REQUESTS) throw refuse('You have enough in this circle for now.');
		const { session: sessionId, askFor } = given;
		await tx
			.insert(circleRequest)
			.values({ circleId: id, personId: me, sessionId, askFor, createdAt: now });
	});
	await unlock(db, outlet, me, id, submitted, now);
}

/** After a review was submitted: what its reviewer put into the same circle may be unlocked by it. */
export async function unlockAfter(
	db: Database,
	outlet: Outlet,
	me: OwnerId,
	grantId: string,
	submitted: Submitted,
	now: Date
): Promise<void> {
	const id = await findCircleOf(db, grantId);
	if (id !== null) await unlock(db, outlet, me, id, submitted, now);
}

/** Shows what I put in to others, as long as I have given enough for it. */
async function unlock(
	db: Database,
	outlet: Outlet,
	me: OwnerId,
	id: string,
	submitted: Submitted,
	now: Date
): Promise<void> {
	const { isOpen } = await readOwnCircle(db, me, id);
	/** Requests that cannot be shown now: no room for more reviewers, or nothing recorded any more. */
	const stuck = new Set<string>();
	let tried = '';
	const showNext = () =>
		db.transaction(async (tx) => {
			await lock(tx, id);
			await tallyUp(tx, id, submitted);
			const grants = await grantsOf(tx, id);
			const { given, unlocked } = await readTally(tx, me, id);
			const next = (await lockedOf(tx, me, id)).find((each) => !stuck.has(each.id));
			if (!next || !canUnlock(given, unlocked)) return true;
			tried = next.id;
			const members = await membersOf(tx, id);
			const asked = new Map<string, number>();
			for (const { grant: each } of grants) {
				if (each.personId) asked.set(each.personId, (asked.get(each.personId) ?? 0) + 1);
			}
			const turn = whoseTurn(members, asked, me);
			const reviewers = members.filter(({ personId }) =>
				isOpen ? personId !== me : personId === turn
			);
			await show(tx, outlet, me, next, reviewers, now);
			return false;
		});
	const waitIfStuck = (caught: unknown) => {
		if (!(caught instanceof Fault) || caught.code !== 'conflict' || stuck.has(tried)) throw caught;
		stuck.add(tried);
		return false;
	};
	while (!(await showNext().catch(waitIfStuck)));
}

async function show(
	tx: Database,
	outlet: Outlet,
	me: OwnerId,
	request: typeof circleRequest.$inferSelect,
	reviewers: readonly { personId: string; name: string }[],
	now: Date
): Promise<void> {
	for (const { personId, name } of reviewers) {
		const { askFor, sessionId } = request;
		const wanted = { reviewerName: name, expiresInDays: DEFAULT_GRANT_DAYS, askFor };
		const { id } = await createGrant(tx, me, sessionId, wanted, now);
		await tx.update(grant).set({ personId }).where(eq(grant.id, id));
		await tx.insert(circleGrant).values({ grantId: id, requestId: request.id });
		await announceToPerson(tx, outlet, { id, sessionId, personId }, now);
	}
	await tx.update(circleRequest).set({ unlockedAt: now }).where(eq(circleRequest.id, request.id));
}

/**
 * Puts into the tallies what is not there yet: reviews that were submitted, and sessions that were shown. Counted once and
 * for good, because the sessions go when their owner deletes them or leaves.
 */
async function tallyUp(tx: Database, id: string, submitted: Submitted): Promise<void> {
	const open = (await grantsOf(tx, id)).filter(({ isCounted }) => !isCounted);
	const isIn = await submitted(
		tx,
		open.map((each) => each.grant.id)
	);
	for (const { grant: each } of open) {
		if (each.personId === null || !isIn.has(each.id)) continue;
		await addTo(tx, id, each.personId, { given: 1, unlocked: 0 });
		await tx.update(circleGrant).set({ isCounted: true }).where(eq(circleGrant.grantId, each.id));
	}
	const shown = await tx
		.update(circleRequest)
		.set({ isCounted: true })
		.where(
			and(
				eq(circleRequest.circleId, id),
				eq(circleRequest.isCounted, false),
				isNotNull(circleRequest.unlockedAt)
			)
		)
		.returning({ personId: circleRequest.personId });
	for (const { personId } of shown) await addTo(tx, id, personId, { given: 0, unlocked: 1 });
}

async function addTo(
	tx: Database,
	circleId: string,
	personId: string,
	{ given, unlocked }: { given: number; unlocked: number }
): Promise<void> {
	await tx
		.insert(circleTally)
		.values({ circleId, personId, given, unlocked })
		.onConflictDoUpdate({
			target: [circleTally.circleId, circleTally.personId],
			set: {
				given: sql`${circleTally.given} + ${given}`,
				unlocked: sql`${circleTally.unlocked} + ${unlocked}`
			}
		});
}

/** Turns are decided one after the other. */
async function lock(tx: Database, id: string): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`circle ${id}`}, 0))`);
}

/** A guest's seats become their account's. */
export async function adoptCircles(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	const there = db
		.select({ id: circleMember.circleId })
		.from(circleMember)
		.where(eq(circleMember.personId, to));
	await db
		.delete(circleMember)
		.where(and(eq(circleMember.personId, from), inArray(circleMember.circleId, there)));
	await db.update(circleMember).set({ personId: to }).where(eq(circleMember.personId, from));
	await db.update(circleRequest).set({ personId: to }).where(eq(circleRequest.personId, from));
	const tallies = await db.delete(circleTally).where(eq(circleTally.personId, from)).returning();
	for (const tally of tallies) await addTo(db, tally.circleId, to, tally);
}

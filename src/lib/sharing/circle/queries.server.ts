/** Reads of circles, by their members only. */
import { and, asc, count, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../../practice/queries.server.ts';
import { stateOf } from '../grant.ts';
import { grant } from '../schema.server.ts';
import type { CircleMember, CircleRequest } from './circle.ts';
import { circle, circleGrant, circleMember, circleRequest, circleTally } from './schema.server.ts';

/** Which of these grants have a submitted review; asked with the transaction that runs. */
export type Submitted = (db: Database, grantIds: string[]) => Promise<ReadonlySet<string>>;

/** The person's circles, the newest first. */
export async function listCircles(
	db: Database,
	me: OwnerId
): Promise<{ id: string; name: string; members: number }[]> {
	const mine = await db
		.select({ id: circle.id, name: circle.name })
		.from(circle)
		.innerJoin(circleMember, eq(circleMember.circleId, circle.id))
		.where(eq(circleMember.personId, me))
		.orderBy(desc(circle.createdAt));
	if (mine.length === 0) return [];
	const counted = await db
		.select({ id: circleMember.circleId, members: count() })
		.from(circleMember)
		.where(
			inArray(
				circleMember.circleId,
				mine.map(({ id }) => id)
			)
		)
		.groupBy(circleMember.circleId);
	return mine.map((each) => ({
		...each,
		members: counted.find(({ id }) => id === each.id)?.members ?? 0
	}));
}

/** The circle behind an invitation that was checked: its name and whether I am in it. @throws {Fault} `not-found` */
export async function readInvited(
	db: Database,
	me: OwnerId | null,
	id: string
): Promise<{ id: string; name: string; isMember: boolean }> {
	const [row] = await db.select().from(circle).where(eq(circle.id, id));
	if (!row) throw new Fault('not-found');
	const members = await membersOf(db, id);
	const isMember = members.some(({ personId }) => personId === me);
	return { id, name: row.name, isMember };
}

/** @throws {Fault} `not-found` for everybody who is not a member */
export async function readOwnCircle(db: Database, me: OwnerId, id: string) {
	if (!isUuid(id)) throw new Fault('not-found');
	const [row] = await db
		.select({ id: circle.id, name: circle.name, isOpen: circle.isOpen })
		.from(circle)
		.innerJoin(circleMember, eq(circleMember.circleId, circle.id))
		.where(and(eq(circle.id, id), eq(circleMember.personId, me)));
	if (!row) throw new Fault('not-found');
	return row;
}

/** In the order they joined. Only for a circle whose membership or invitation was proven. */
export async function membersOf(db: Database, id: string) {
	return db
		.select()
		.from(circleMember)
		.where(eq(circleMember.circleId, id))
		.orderBy(asc(circleMember.joinedAt));
}

/** Every grant of a circle. Only for a circle whose membership was proven. */
export async function grantsOf(db: Database, id: string) {
	return db
		.select({ grant, requestId: circleGrant.requestId, isCounted: circleGrant.isCounted })
		.from(circleGrant)
		.innerJoin(circleRequest, eq(circleGrant.requestId, circleRequest.id))
		.innerJoin(grant, eq(circleGrant.grantId, grant.id))
		.where(eq(circleRequest.circleId, id));
}

/** What this person has given in the circle and had unlocked there, as far as it was counted. */
export async function readTally(
	db: Database,
	personId: string,
	id: string
): Promise<{ given: number; unlocked: number }> {
	const [row] = await db
		.select({ given: circleTally.given, unlocked: circleTally.unlocked })
		.from(circleTally)
		.where(and(eq(circleTally.circleId, id), eq(circleTally.personId, personId)));
	return row ?? { given: 0, unlocked: 0 };
}

/** A circle as a member sees it. @throws {Fault} `not-found` for everybody else */
export async function readCircle(
	db: Database,
	me: OwnerId,
	id: string,
	submitted: Submitted,
	now: Date
): Promise<{
	name: string;
	isOpen: boolean;
	members: CircleMember[];
	requests: CircleRequest[];
}> {
	const { name, isOpen } = await readOwnCircle(db, me, id);
	const members = await membersOf(db, id);
	const grants = await grantsOf(db, id);
	const isIn = await submitted(
		db,
		grants.map((each) => each.grant.id)
	);
	const tallies = await db.select().from(circleTally).where(eq(circleTally.circleId, id));
	const requests = await db
		.select()
		.from(circleRequest)
		.where(eq(circleRequest.circleId, id))
		.orderBy(desc(circleRequest.createdAt));
	const isActive = (each: (typeof grants)[number]) => stateOf(each.grant, now) === 'active';
	return {
		name,
		isOpen,
		members: members.map(({ personId, name }) => {
			const theirs = grants.filter((each) => each.grant.personId === personId);
			return {
				name,
				isMe: personId === me,
				given:
					(tallies.find((each) => each.personId === personId)?.given ?? 0) +
					theirs.filter((each) => !each.isCounted && isIn.has(each.grant.id)).length,
				owed: theirs.filter((each) => isActive(each) && !isIn.has(each.grant.id)).length
			};
		}),
		requests: requests.map((request) => {
			const its = grants.filter((each) => each.requestId === request.id);
			const mine = its.find((each) => each.grant.personId === me && isActive(each));
			return {
				id: request.id,
				name: members.find(({ personId }) => personId === request.personId)?.name ?? 'Somebody',
				isMine: request.personId === me,
				createdAt: request.createdAt,
				isUnlocked: request.unlockedAt !== null,
				reviewers: its.length,
				reviewed: its.filter((each) => isIn.has(each.grant.id)).length,
				grantId: mine?.grant.id ?? null
			};
		})
	};
}

/** The circle that a grant belongs to, and null for one that was shared otherwise. */
export async function findCircleOf(db: Database, grantId: string): Promise<string | null> {
	const [row] = await db
		.select({ circleId: circleRequest.circleId })
		.from(circleGrant)
		.innerJoin(circleRequest, eq(circleGrant.requestId, circleRequest.id))
		.where(eq(circleGrant.grantId, grantId));
	return row?.circleId ?? null;
}

/** What this member put in and is not shown to others yet, oldest first. */
export async function lockedOf(db: Database, me: OwnerId, id: string) {
	return db
		.select()
		.from(circleRequest)
		.where(
			and(
				eq(circleRequest.circleId, id),
				eq(circleRequest.personId, me),
				isNull(circleRequest.unlockedAt)
			)
		)
		.orderBy(asc(circleRequest.createdAt));
}

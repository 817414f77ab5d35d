/** Writes of peer interviews. */
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Plan } from '../../interview/plan.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { openSession } from '../commands.server.ts';
import { readSession } from '../queries.server.ts';
import { PEER_LINK_DAYS } from './peer.ts';
import { findPeerInterviewOf, readOwnPeerInterview, readPeerInterview } from './queries.server.ts';
import { peerInterview } from './schema.server.ts';

/**
 * Lets a second person into a session of mine; asked again it gives the same one. Returns its id.
 * @throws {Fault} `not-found`, or `conflict` when the session is finished.
 */
export async function openPeerInterview(
	db: Database,
	me: OwnerId,
	sessionId: string
): Promise<string> {
	const { finishedAt } = await readSession(db, me, sessionId);
	if (finishedAt) throw new Fault('conflict', { message: 'This interview is finished already.' });
	const open = await findPeerInterviewOf(db, me, sessionId);
	if (open) return open;
	const expiresAt = new Date(Date.now() + PEER_LINK_DAYS * 24 * 3600 * 1000);
	const [row] = await db
		.insert(peerInterview)
		.values({ hostId: me, sessionId, expiresAt })
		.returning({ id: peerInterview.id });
	if (!row) throw new Fault('unexpected');
	return row.id;
}

/**
 * Takes the second seat; whoever sits in it already keeps it. `id` must come from a link that was checked.
 * @throws {Fault} `not-found`, or `conflict` when somebody else was faster.
 */
export async function joinPeerInterview(db: Database, me: OwnerId, id: string): Promise<void> {
	const { role } = await readPeerInterview(db, me, id);
	if (role) return;
	const [taken] = await db
		.update(peerInterview)
		.set({ guestId: me })
		.where(
			and(eq(peerInterview.id, id), isNull(peerInterview.guestId), ne(peerInterview.hostId, me))
		)
		.returning({ id: peerInterview.id });
	if (!taken) {
		throw new Fault('conflict', { message: 'Two people are in this interview already.' });
	}
}

/**
 * Swaps the roles: a fresh session of the same kind for who was the interviewer. The session before stays with its
 * owner. `from`: the session that was running when the person pressed, so that two who press at once swap once. `draw`
 * makes the new plan.
 * @throws {Fault} `not-found`, or `conflict` when nobody has joined yet or the roles were swapped already.
 */
export async function swapRoles(
	db: Database,
	me: OwnerId,
	id: string,
	from: string,
	draw: (before: Plan) => Promise<Plan>
): Promise<void> {
	const { sessionId, plan, interviewerId, isFull } = await readOwnPeerInterview(db, me, id);
	if (!isFull || !interviewerId) {
		throw new Fault('conflict', {
			message: 'Nobody has joined yet, so there is nobody to swap with.'
		});
	}
	if (sessionId !== from) throw new Fault('conflict');
	const drawn = await draw(plan);
	await db.transaction(async (tx) => {
		const fresh = await openSession(tx, interviewerId as OwnerId, drawn);
		const [moved] = await tx
			.update(peerInterview)
			.set({ sessionId: fresh })
			.where(and(eq(peerInterview.id, id), eq(peerInterview.sessionId, sessionId)))
			.returning({ id: peerInterview.id });
		if (!moved) throw new Fault('conflict');
	});
}

/** Ends it for both; the sessions stay. Doing it twice changes nothing. @throws {Fault} `not-found`. */
export async function endPeerInterview(db: Database, me: OwnerId, id: string): Promise<void> {
	await readOwnPeerInterview(db, me, id);
	await db.update(peerInterview).set({ endedAt: new Date() }).where(eq(peerInterview.id, id));
}

/** Moves a person's seats to their account; used when an anonymous person signs up or in. */
export async function adoptPeerInterviews(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	await db.update(peerInterview).set({ hostId: to }).where(eq(peerInterview.hostId, from));
	await db.update(peerInterview).set({ guestId: to }).where(eq(peerInterview.guestId, from));
}

/** Reads of peer interviews. */
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import { completePlan, type Plan } from '../../interview/plan.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../queries.server.ts';
import { session } from '../schema.server.ts';
import type { Role } from './peer.ts';
import { peerInterview } from './schema.server.ts';

export interface PeerInterview {
	id: string;
	sessionId: string;
	/** Null for somebody who has not joined. */
	role: Role | null;
	/** Who is the interviewer, or will be after the next swap; null until somebody has joined. */
	interviewerId: string | null;
	/** Is there a second person already? */
	isFull: boolean;
	plan: Plan;
	isSessionFinished: boolean;
}

/**
 * The open peer interview with this id, as `me` takes part in it. The id must come from a link that was checked, or be
 * used with `requireRole`.
 * @throws {Fault} `not-found` when it has ended, expired or never was.
 */
export async function readPeerInterview(
	db: Database,
	me: OwnerId | null,
	id: string
): Promise<PeerInterview> {
	if (!isUuid(id)) throw new Fault('not-found');
	const [row] = await db
		.select({ peer: peerInterview, session })
		.from(peerInterview)
		.innerJoin(session, eq(peerInterview.sessionId, session.id))
		.where(isOpen(id));
	if (!row) throw new Fault('not-found');
	const { hostId, guestId, sessionId } = row.peer;
	const takesPart = me !== null && (me === hostId || me === guestId);
	return {
		id,
		sessionId,
		role: takesPart ? (me === row.session.ownerId ? 'applicant' : 'interviewer') : null,
		interviewerId: row.session.ownerId === hostId ? guestId : hostId,
		isFull: guestId !== null,
		plan: completePlan(row.session.plan),
		isSessionFinished: row.session.finishedAt !== null
	};
}

/** The peer interview, for somebody who takes part in it. @throws {Fault} `not-found` for everybody else. */
export async function readOwnPeerInterview(
	db: Database,
	me: OwnerId,
	id: string
): Promise<PeerInterview & { role: Role }> {
	const found = await readPeerInterview(db, me, id);
	if (!found.role) throw new Fault('not-found');
	return { ...found, role: found.role };
}

/** The open peer interview that runs this session of mine, or null. */
export async function findPeerInterviewOf(
	db: Database,
	me: OwnerId,
	sessionId: string
): Promise<string | null> {
	const [row] = await db
		.select({ id: peerInterview.id })
		.from(peerInterview)
		.innerJoin(session, eq(peerInterview.sessionId, session.id))
		.where(and(eq(session.ownerId, me), eq(session.id, sessionId), isOpen()))
		.orderBy(desc(peerInterview.createdAt))
		.limit(1);
	return row?.id ?? null;
}

function isOpen(id?: string) {
	return and(
		id === undefined ? undefined : eq(peerInterview.id, id),
		isNull(peerInterview.endedAt),
		gt(peerInterview.expiresAt, new Date())
	);
}

/** Reads of what was measured of takes, and of their words: the owner's, and a reviewer's of what was granted. */
import { and, asc, desc, eq, lt, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import type { Granted } from '../granted.ts';
import { isUuid, takesOf, type TakeMedia } from '../queries.server.ts';
import { answer, session, take } from '../schema.server.ts';
import { NOTHING_MEASURED, type Delivery } from './measured.ts';
import { delivery, starTick, transcript } from './schema.server.ts';
import type { StarTick, Transcript } from './transcript.ts';

/** Everything beside the recording itself. */
export interface TakeMeasures extends Delivery {
	measuredAt: Date | null;
	transcript: Transcript | null;
	/** In the order of their moments. */
	stars: StarTick[];
	/** Is there a still picture of it? */
	hasPoster: boolean;
}

export const UNMEASURED: TakeMeasures = {
	...NOTHING_MEASURED,
	hasPoster: false,
	measuredAt: null,
	transcript: null,
	stars: []
};

/** By take id, of the owner's session; a take without an entry has nothing yet. Empty when it is not theirs. */
export async function listMeasures(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<Map<string, TakeMeasures>> {
	if (!isUuid(sessionId)) return new Map();
	return measuresOf(db, and(eq(session.id, sessionId), eq(session.ownerId, owner)));
}

/** The same of the granted answers. */
export async function listGrantedMeasures(
	db: Database,
	access: Granted
): Promise<Map<string, TakeMeasures>> {
	if (access.answerIds.length === 0) return new Map();
	return measuresOf(db, takesOf(access));
}

/** Of one take; whoever holds a `TakeMedia` has proven that they may see it. */
export async function readMeasures(db: Database, { id }: TakeMedia): Promise<TakeMeasures> {
	const found = await measuresOf(db, eq(take.id, id));
	return found.get(id) ?? UNMEASURED;
}

/** A past take of a question, with what was measured of it. */
export interface EarlierTake extends Pick<Delivery, 'gaze' | 'pacing'> {
	/** The take of the session that it stands beside. */
	besideId: string;
	takeId: string;
	sessionId: string;
	recordedAt: Date;
	durationMs: number | null;
}

/** So many takes before each one are enough to see how it went before. */
const MOST_EARLIER = 3;

/**
 * For each take of the owner's session the last playable ones of the same question that were recorded before it, in any
 * session, newest first. Empty when the session is not theirs.
 */
export async function listEarlierTakes(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<EarlierTake[]> {
	if (!isUuid(sessionId)) return [];
	const [own, ownAnswer, ownSession] = [
		alias(take, 'own'),
		alias(answer, 'own_answer'),
		alias(session, 'own_session')
	];
	const before = db
		.select({
			takeId: take.id,
			sessionId: answer.sessionId,
			recordedAt: take.recordedAt,
			durationMs: take.durationMs,
			gaze: delivery.gaze,
			pacing: delivery.pacing
		})
		.from(session)
		.innerJoin(answer, eq(answer.sessionId, session.id))
		.innerJoin(take, eq(take.answerId, answer.id))
		.leftJoin(delivery, eq(delivery.takeId, take.id))
		.where(
			and(
				eq(session.ownerId, owner),
				eq(take.state, 'ready'),
				eq(answer.questionId, ownAnswer.questionId),
				lt(take.recordedAt, own.recordedAt)
			)
		)
		.orderBy(desc(take.recordedAt))
		.limit(MOST_EARLIER)
		.as('before');
	return db
		.select({
			besideId: own.id,
			takeId: before.takeId,
			sessionId: before.sessionId,
			recordedAt: before.recordedAt,
			durationMs: before.durationMs,
			gaze: before.gaze,
			pacing: before.pacing
		})
		.from(own)
		.innerJoin(ownAnswer, eq(own.answerId, ownAnswer.id))
		.innerJoin(ownSession, eq(ownAnswer.sessionId, ownSession.id))
		.crossJoinLateral(before)
		.where(and(eq(ownSession.id, sessionId), eq(ownSession.ownerId, owner)))
		.orderBy(desc(before.recordedAt));
}

async function measuresOf(
	db: Database,
	which: SQL | undefined
): Promise<Map<string, TakeMeasures>> {
	const rows = await db
		.select({ takeId: take.id, posterKey: take.posterKey, delivery, transcript })
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.innerJoin(session, eq(answer.sessionId, session.id))
		.leftJoin(delivery, eq(delivery.takeId, take.id))
		.leftJoin(transcript, eq(transcript.takeId, take.id))
		.where(which);
	const ticks = await db
		.select({ takeId: starTick.takeId, part: starTick.part, atMs: starTick.atMs })
		.from(starTick)
		.innerJoin(take, eq(starTick.takeId, take.id))
		.innerJoin(answer, eq(take.answerId, answer.id))
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(which)
		.orderBy(asc(starTick.atMs));
	return new Map(
		rows.map((row) => {
			const { gaze, framing, pacing, gazeTrack, measuredAt } = row.delivery ?? UNMEASURED;
			const words = row.transcript;
			const stars = ticks
				.filter((tick) => tick.takeId === row.takeId)
				.map(({ part, atMs }) => ({ part, atMs }));
			const kept = words && { source: words.source, text: words.text, segments: words.segments };
			const measured = { gaze, framing, pacing, gazeTrack, measuredAt };
			const hasPoster = row.posterKey !== null;
			return [row.takeId, { ...measured, transcript: kept, stars, hasPoster }];
		})
	);
}

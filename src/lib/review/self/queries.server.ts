/** Reads of how owners rated themselves. */
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { readSession } from '../../practice/queries.server.ts';
import { readChoosableRubric } from '../../rubric/queries.server.ts';
import { keyOfRubric, type Rubric } from '../../rubric/rubric.ts';
import { totalOf } from '../../rubric/score.ts';
import { listCoverage } from '../../sharing/coverage/queries.server.ts';
import type { SelfReview } from '../feedback.ts';
import { hasRatings } from '../received.ts';
import { review } from '../schema.server.ts';
import { listShownRubrics } from '../shown/queries.server.ts';
import { withParts, type ReviewRow } from '../whole/queries.server.ts';

/** A rating of oneself: of which session, by which rubric. Without a version the first that is still open. */
export interface SelfOf {
	sessionId: string;
	rubricId: string;
	version?: number | undefined;
}

/**
 * By which rubrics the owner has rated themselves in this session, as `keyOfRubric` names them.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function listSelfRated(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<ReadonlySet<string>> {
	const { id } = await readSession(db, owner, sessionId);
	const rows = await db
		.select({ rubric: review.rubric })
		.from(review)
		.where(and(eq(review.selfOf, id), isNotNull(review.submittedAt)));
	return new Set(rows.map(({ rubric }) => keyOfRubric(rubric)));
}

/** The owner's own review by this version of the rubric. Only for a session whose owner was proven. */
export function whichSelf(sessionId: string, { id, version }: Rubric) {
	const sameVersion = sql`${review.rubric} ->> 'version' = ${String(version)}`;
	return and(eq(review.selfOf, sessionId), eq(review.rubricId, id), sameVersion);
}

/**
 * How the owner rated themselves in this session, or can: one for each version of a rubric that a reviewer was asked to
 * use, begun or not.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function listSelfReviews(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<SelfReview[]> {
	const { id } = await readSession(db, owner, sessionId);
	const begun = await withParts(db, await readSelf(db, id));
	const given = await withParts(db, await readReviewers(db, owner, id));
	const coverages = await listCoverage(db, owner, id);
	const awaited = new Set(
		given
			.filter(({ row, rubric, feedback }) => {
				const ratings = row.submittedAt ? feedback.ratings : (row.handedOver?.ratings ?? []);
				return hasRatings(rubric, ratings);
			})
			.map(({ rubric }) => keyOfRubric(rubric))
	);
	const found = new Map<string, SelfReview>();
	const add = (rubric: Rubric, ratings: SelfReview['ratings'], submittedAt: Date | null) => {
		const key = keyOfRubric(rubric);
		if (found.has(key)) return;
		const total = totalOf(rubric, ratings);
		const isAwaited = submittedAt === null && awaited.has(key);
		found.set(key, { rubric, ratings, total, submittedAt, isAwaited });
	};
	for (const { rubric, feedback } of begun) add(rubric, feedback.ratings, feedback.submittedAt);
	for (const { rubric } of given) add(rubric, [], null);
	for (const rubric of await listShownRubrics(db, coverages)) add(rubric, [], null);
	return [...found.values()];
}

/** One of them, or an empty one by any rubric that the owner can choose. @throws {Fault} `not-found`. */
export async function readSelfReview(
	db: Database,
	owner: OwnerId,
	{ sessionId, rubricId, version }: SelfOf
): Promise<SelfReview> {
	const is = ({ rubric }: Pick<SelfReview, 'rubric'>) =>
		rubric.id === rubricId && (version === undefined || rubric.version === version);
	const known = (await listSelfReviews(db, owner, sessionId)).filter(is);
	const found =
		known.find(({ submittedAt, isAwaited }) => submittedAt === null && isAwaited) ??
		known.find(({ submittedAt }) => submittedAt === null) ??
		known.at(-1);
	if (found) return found;
	const rubric = await readChoosableRubric(db, owner, rubricId);
	if (!is({ rubric })) throw new Fault('not-found');
	return { rubric, ratings: [], total: totalOf(rubric, []), submittedAt: null, isAwaited: false };
}

function readSelf(db: Database, sessionId: string): Promise<ReviewRow[]> {
	return db.select().from(review).where(eq(review.selfOf, sessionId)).orderBy(review.createdAt);
}

async function readReviewers(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<ReviewRow[]> {
	const grantIds = (await listCoverage(db, owner, sessionId)).map(({ grantId }) => grantId);
	if (grantIds.length === 0) return [];
	return db
		.select()
		.from(review)
		.where(inArray(review.grantId, grantIds))
		.orderBy(review.createdAt, review.id);
}

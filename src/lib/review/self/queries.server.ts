/** Reads of how owners rated themselves. */
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { readSession } from '../../practice/queries.server.ts';
import { readChoosableRubric, readRubricOf } from '../../rubric/queries.server.ts';
import { completeRubric, type Rubric } from '../../rubric/rubric.ts';
import { totalOf } from '../../rubric/score.ts';
import { listCoverage } from '../../sharing/coverage/queries.server.ts';
import type { SelfReview } from '../feedback.ts';
import { hasRatings } from '../received.ts';
import { review } from '../schema.server.ts';
import { withParts, type ReviewRow } from '../whole/queries.server.ts';

/**
 * By which rubrics the owner has rated themselves in this session, by id.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function listSelfRated(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<ReadonlySet<string>> {
	const { id } = await readSession(db, owner, sessionId);
	const rows = await db
		.select({ rubricId: review.rubricId })
		.from(review)
		.where(and(eq(review.selfOf, id), isNotNull(review.submittedAt)));
	return new Set(rows.map((row) => row.rubricId));
}

/** The rubric with this id as a reviewer of the owner's session has it already; null when none has. */
export async function findRubricInUse(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	rubricId: string
): Promise<Rubric | null> {
	const rows = await readReviewers(db, owner, sessionId);
	const used = rows.find((row) => row.rubric.id === rubricId);
	if (used) return completeRubric(used.rubric);
	const coverages = await listCoverage(db, owner, sessionId);
	const isAsked = coverages.some((each) => each.rubricId === rubricId);
	return isAsked ? readRubricOf(db, rubricId) : null;
}

/**
 * How the owner rated themselves in this session, or can: one for each rubric that a reviewer was asked to use, begun or
 * not.
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
			.map(({ rubric }) => rubric.id)
	);
	const found = new Map<string, SelfReview>();
	const add = (rubric: Rubric, ratings: SelfReview['ratings'], submittedAt: Date | null) => {
		if (found.has(rubric.id)) return;
		const total = totalOf(rubric, ratings);
		const isAwaited = submittedAt === null && awaited.has(rubric.id);
		found.set(rubric.id, { rubric, ratings, total, submittedAt, isAwaited });
	};
	for (const { rubric, feedback } of begun) add(rubric, feedback.ratings, feedback.submittedAt);
	for (const { rubric } of given) add(rubric, [], null);
	for (const { rubricId } of coverages) add(await readRubricOf(db, rubricId), [], null);
	return [...found.values()];
}

/** One of them, or an empty one by any rubric that the owner can choose. @throws {Fault} `not-found`. */
export async function readSelfReview(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	rubricId: string
): Promise<SelfReview> {
	const all = await listSelfReviews(db, owner, sessionId);
	const known = all.find(({ rubric }) => rubric.id === rubricId);
	if (known) return known;
	const rubric = await readChoosableRubric(db, owner, rubricId);
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

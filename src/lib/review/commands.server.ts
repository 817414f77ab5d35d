/** Writes of a review as a whole. A reviewer's grant is the only way in; a submitted review is closed until it is reopened. */
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import type { Grant } from '../sharing/grant.ts';
import type { OthersReview, Words } from './feedback.ts';
import { handOver } from './handed-over.ts';
import { firstObstacle } from './obstacles.ts';
import { inOpenReview } from './opened/commands.server.ts';
import { listOthers } from './queries.server.ts';
import { review } from './schema.server.ts';
import { readWhole } from './whole/queries.server.ts';

/** Keeps what is written so far; fields that are left out stay as they were. @throws {Fault} `review-submitted`. */
export async function saveWords(db: Database, grant: Grant, given: Partial<Words>): Promise<void> {
	await inOpenReview(db, grant, async (tx, { row }) => {
		const set = Object.fromEntries(
			Object.entries(given).filter(([, value]) => value !== undefined)
		);
		if (Object.keys(set).length === 0) return;
		await tx.update(review).set(set).where(eq(review.id, row.id));
	});
}

/**
 * Hands the review to the applicant. Until its reviewer has read what others gave, its ratings count as blind.
 * @throws {Fault} `bad-input` naming the first thing that stands in the way; `review-submitted`.
 */
export async function submitReview(db: Database, grant: Grant, now: Date): Promise<void> {
	const submit = async (tx: Database, { row }: { row: typeof review.$inferSelect }) => {
		const { feedback, rubric } = await readWhole(tx, row);
		const obstacle = firstObstacle(feedback, rubric);
		if (obstacle) {
			throw new Fault('bad-input', { field: obstacle.field, message: obstacle.message });
		}
		const blind = row.seenOthersAt ? {} : { blindRatings: feedback.ratings };
		const set = { submittedAt: now, handedOver: handOver(feedback, now), ...blind };
		await tx.update(review).set(set).where(eq(review.id, row.id));
	};
	await inOpenReview(db, grant, submit, false);
}

/** Opens a submitted review for changes; the applicant keeps what they got until it is submitted again. A draft stays one. */
export async function reopenReview(db: Database, grant: Grant): Promise<void> {
	await db.update(review).set({ submittedAt: null }).where(eq(review.grantId, grant.id));
}

/**
 * What others gave, for a reviewer whose own review is in. It is noted that they have read it: what they change from now
 * on is told apart. @throws {Fault} `conflict` before their own review is in.
 */
export async function seeOthers(db: Database, grant: Grant, now: Date): Promise<OthersReview[]> {
	const others = await listOthers(db, grant);
	if (others.length === 0) return others;
	const noted = await db
		.update(review)
		.set({ seenOthersAt: sql`coalesce(${review.seenOthersAt}, ${now.toISOString()}::timestamptz)` })
		.where(and(eq(review.grantId, grant.id), isNotNull(review.submittedAt)))
		.returning({ id: review.id });
	// opened for changes in between: then they are blind again
	if (noted.length === 0) throw new Fault('conflict');
	return others;
}

/** Finds what the applicant was given, and nothing else: not a draft, nor another person's. */
import { eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../../practice/queries.server.ts';
import { listInvited } from '../../sharing/queries.server.ts';
import { comment, review } from '../schema.server.ts';

type ReviewRow = typeof review.$inferSelect;
type CommentRow = typeof comment.$inferSelect;

/** @throws {Fault} `not-found` when the review is not of the owner's session, or was never submitted. */
export async function findReceivedReview(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	reviewId: string
): Promise<ReviewRow> {
	const invited = await listInvited(db, owner, sessionId);
	if (!isUuid(reviewId)) throw new Fault('not-found');
	const [row] = await db.select().from(review).where(eq(review.id, reviewId));
	if (!row || !invited.has(row.grantId ?? '')) throw new Fault('not-found');
	if (!row.submittedAt && !row.handedOver) throw new Fault('not-found');
	return row;
}

/**
 * @throws {Fault} `not-found` when the comment is not one that the owner was given: not of their session, or still in a
 * draft.
 */
export async function findReceivedComment(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	commentId: string
): Promise<CommentRow> {
	const invited = await listInvited(db, owner, sessionId);
	if (!isUuid(commentId)) throw new Fault('not-found');
	const [found] = await db
		.select({ comment, grantId: review.grantId, review })
		.from(comment)
		.innerJoin(review, eq(comment.reviewId, review.id))
		.where(eq(comment.id, commentId));
	if (!found || !invited.has(found.grantId ?? '')) throw new Fault('not-found');
	const { submittedAt, handedOver } = found.review;
	const isGiven = submittedAt || handedOver?.comments.some((each) => each.id === commentId);
	if (!isGiven) throw new Fault('not-found');
	return found.comment;
}

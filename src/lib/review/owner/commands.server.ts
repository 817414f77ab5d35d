/** What the applicant does with what they got: thanks, resolves, takes either back. Every write proves whose it is. */
import { eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { readSession } from '../../practice/queries.server.ts';
import { comment, review } from '../schema.server.ts';
import { findReceivedComment, findReceivedReview } from './queries.server.ts';

/** Thanks for a whole review; doing it twice keeps the first time. @throws {Fault} `not-found`. */
export async function thankReview(
	db: Database,
	owner: OwnerId,
	of: { sessionId: string; reviewId: string },
	now: Date
): Promise<void> {
	const { id, thankedAt } = await findReceivedReview(db, owner, of.sessionId, of.reviewId);
	if (thankedAt) return;
	await db.update(review).set({ thankedAt: now }).where(eq(review.id, id));
}

/** Takes the thanks back. @throws {Fault} `not-found`. */
export async function unthankReview(
	db: Database,
	owner: OwnerId,
	of: { sessionId: string; reviewId: string }
): Promise<void> {
	const { id } = await findReceivedReview(db, owner, of.sessionId, of.reviewId);
	await db.update(review).set({ thankedAt: null }).where(eq(review.id, id));
}

/** Thanks for one comment; doing it twice keeps the first time. @throws {Fault} `not-found`. */
export async function thankComment(
	db: Database,
	owner: OwnerId,
	of: { sessionId: string; commentId: string },
	now: Date
): Promise<void> {
	const { id, thankedAt } = await findReceivedComment(db, owner, of.sessionId, of.commentId);
	if (thankedAt) return;
	await db.update(comment).set({ thankedAt: now }).where(eq(comment.id, id));
}

/** Takes the thanks back. @throws {Fault} `not-found`. */
export async function unthankComment(
	db: Database,
	owner: OwnerId,
	of: { sessionId: string; commentId: string }
): Promise<void> {
	const { id } = await findReceivedComment(db, owner, of.sessionId, of.commentId);
	await db.update(comment).set({ thankedAt: null }).where(eq(comment.id, id));
}

/**
 * Resolves a comment, as it is or by a retake of the same answer; resolving it again replaces the retake.
 * @throws {Fault} `not-found` for a comment or a take that is not theirs; `bad-input` for a take of another answer, or
 * the one that was commented on.
 */
export async function resolveComment(
	db: Database,
	owner: OwnerId,
	of: { sessionId: string; commentId: string },
	takeId: string | null,
	now: Date
): Promise<void> {
	const row = await findReceivedComment(db, owner, of.sessionId, of.commentId);
	if (takeId !== null) await proveRetake(db, owner, of.sessionId, row.takeId, takeId);
	const resolvedAt = row.resolvedAt ?? now;
	await db
		.update(comment)
		.set({ resolvedAt, resolvedByTakeId: takeId })
		.where(eq(comment.id, row.id));
}

/** Opens a resolved comment again. @throws {Fault} `not-found`. */
export async function unresolveComment(
	db: Database,
	owner: OwnerId,
	of: { sessionId: string; commentId: string }
): Promise<void> {
	const { id } = await findReceivedComment(db, owner, of.sessionId, of.commentId);
	await db
		.update(comment)
		.set({ resolvedAt: null, resolvedByTakeId: null })
		.where(eq(comment.id, id));
}

async function proveRetake(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	commentedId: string,
	takeId: string
): Promise<void> {
	const { answers } = await readSession(db, owner, sessionId);
	const answerOf = (id: string) =>
		answers.find(({ takes }) => takes.some((take) => take.id === id));
	const answer = answerOf(takeId);
	if (!answer) throw new Fault('not-found');
	if (answer !== answerOf(commentedId)) {
		refuse('takeId: A comment is resolved by another take of the same answer.');
	}
	if (takeId === commentedId) refuse('takeId: This is the take that the comment is about.');
}

function refuse(message: string): never {
	throw new Fault('bad-input', { field: 'takeId', message });
}

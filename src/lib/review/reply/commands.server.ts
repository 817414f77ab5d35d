/** Writes of replies: by the applicant under what they got, by a reviewer under their own comments, submitted or not. */
import { and, count, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../../practice/queries.server.ts';
import type { Grant } from '../../sharing/grant.ts';
import { refuseEmpty } from '../comment/commands.server.ts';
import type { NewReply } from '../feedback-input.ts';
import type { Reply } from '../feedback.ts';
import { findReceivedComment } from '../owner/queries.server.ts';
import { comment, commentRecording, commentReply, review } from '../schema.server.ts';

/** Under one comment. */
const MOST_REPLIES = 100;

/** Who writes, and the comment that they may reply to. */
export interface ReplyPlace {
	commentId: string;
	by: Reply['by'];
}

/** @throws {Fault} `not-found` when the comment is not one that the owner was given. */
export async function placeForOwner(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	commentId: string
): Promise<ReplyPlace> {
	const row = await findReceivedComment(db, owner, sessionId, commentId);
	return { commentId: row.id, by: 'applicant' };
}

/** @throws {Fault} `not-found` when the comment is not of this reviewer's own review. */
export async function placeForReviewer(
	db: Database,
	grant: Grant,
	commentId: string
): Promise<ReplyPlace> {
	if (!isUuid(commentId)) throw new Fault('not-found');
	const [row] = await db
		.select({ id: comment.id })
		.from(comment)
		.innerJoin(review, eq(comment.reviewId, review.id))
		.where(and(eq(comment.id, commentId), eq(review.grantId, grant.id)));
	if (!row) throw new Fault('not-found');
	return { commentId: row.id, by: 'reviewer' };
}

/** Adds a reply, or replaces the writer's own one with the same id. @throws {Fault} `conflict`. */
export async function addReply(
	db: Database,
	{ commentId, by }: ReplyPlace,
	given: NewReply,
	now: Date
): Promise<Reply> {
	const { text, isSpoken } = given;
	return db.transaction(async (tx) => {
		const [parent] = await tx
			.select({ id: comment.id })
			.from(comment)
			.where(eq(comment.id, commentId))
			.for('update');
		if (!parent) throw new Fault('not-found');
		const [held] = await tx
			.select({ replies: count() })
			.from(commentReply)
			.where(eq(commentReply.commentId, commentId));
		if ((held?.replies ?? 0) >= MOST_REPLIES) {
			throw new Fault('too-large', { message: `A comment has at most ${MOST_REPLIES} replies.` });
		}
		const [row] = await tx
			.insert(commentReply)
			.values({
				...(given.id ? { id: given.id } : {}),
				commentId,
				by,
				text,
				isSpoken,
				createdAt: now
			})
			.onConflictDoUpdate({
				target: commentReply.id,
				set: { text, isSpoken },
				setWhere: and(eq(commentReply.commentId, commentId), eq(commentReply.by, by))
			})
			.returning();
		if (!row) throw new Fault('conflict');
		return { id: row.id, by, text, isSpoken, at: row.createdAt, recording: null };
	});
}

/** @throws {Fault} `not-found` when the reply is not the writer's own; `bad-input` when it is left empty. */
export async function editReply(
	db: Database,
	place: ReplyPlace,
	replyId: string,
	text: string
): Promise<void> {
	const row = await findOwnReply(db, place, replyId);
	refuseEmpty(text, row.isSpoken);
	await db.update(commentReply).set({ text }).where(eq(commentReply.id, row.id));
}

/**
 * @returns the media keys of its recording, whose bytes are to be removed now
 * @throws {Fault} `not-found` when the reply is not the writer's own.
 */
export async function removeReply(
	db: Database,
	place: ReplyPlace,
	replyId: string
): Promise<string[]> {
	const row = await findOwnReply(db, place, replyId);
	return db.transaction(async (tx) => {
		const recordings = await tx
			.select({ mediaKey: commentRecording.mediaKey })
			.from(commentRecording)
			.where(eq(commentRecording.replyId, row.id));
		await tx.delete(commentReply).where(eq(commentReply.id, row.id));
		return recordings.map(({ mediaKey }) => mediaKey);
	});
}

/** A reply of this writer's under this comment. @throws {Fault} `not-found`. */
export async function findOwnReply(db: Database, { commentId, by }: ReplyPlace, replyId: string) {
	const row = await findReply(db, commentId, replyId);
	if (row.by !== by) throw new Fault('not-found');
	return row;
}

/** A reply under this comment, whoever wrote it. @throws {Fault} `not-found`. */
export async function findReply(db: Database, commentId: string, replyId: string) {
	if (!isUuid(replyId)) throw new Fault('not-found');
	const [row] = await db
		.select()
		.from(commentReply)
		.where(and(eq(commentReply.id, replyId), eq(commentReply.commentId, commentId)));
	if (!row) throw new Fault('not-found');
	return row;
}

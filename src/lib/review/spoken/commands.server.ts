/** Writes down whose a recording is: of one comment of an open review, or of one reply. */
import { and, eq, inArray, or, sum } from 'drizzle-orm';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../../practice/queries.server.ts';
import type { Grant } from '../../sharing/grant.ts';
import type { SpokenPart } from '../feedback.ts';
import { inOpenReview, refuseHandedOver } from '../opened/commands.server.ts';
import { findOwnReply, type ReplyPlace } from '../reply/commands.server.ts';
import { comment, commentRecording, commentReply } from '../schema.server.ts';
import type { StoredSpoken } from './receive.server.ts';
import { LARGEST_SPOKEN_TOGETHER } from './spoken.ts';

/** What is kept now, and the keys of what it replaced, whose bytes are to be removed. */
export interface KeptSpoken {
	spoken: SpokenPart;
	replaced: string[];
}

/**
 * Gives a comment of the reviewer's open review its recording, in the place of an earlier one.
 * @throws {Fault} `not-found` when the comment is not of this review; `review-submitted`; `quota-full`.
 */
export async function keepSpokenComment(
	db: Database,
	grant: Grant,
	commentId: string,
	stored: StoredSpoken
): Promise<KeptSpoken> {
	return inOpenReview(db, grant, async (tx, open) => {
		const { row } = open;
		await proveOwn(tx, row.id, commentId);
		refuseHandedOver(open, commentId);
		await refuseMore(tx, row.id, stored.bytes);
		await tx.update(comment).set({ isSpoken: true }).where(eq(comment.id, commentId));
		return replace(tx, { commentId, replyId: null }, stored);
	});
}

/** Looks before a byte is taken in. @throws {Fault} as `keepSpokenComment` */
export async function proveSpokenPlace(
	db: Database,
	grant: Grant,
	commentId: string
): Promise<void> {
	await inOpenReview(
		db,
		grant,
		async (tx, { row }) => {
			await proveOwn(tx, row.id, commentId);
			await refuseMore(tx, row.id, 0);
		},
		false
	);
}

/** Takes a comment's recording away; returns the keys whose bytes are to be removed. @throws {Fault} as above */
export async function removeSpokenComment(
	db: Database,
	grant: Grant,
	commentId: string
): Promise<string[]> {
	return inOpenReview(db, grant, async (tx, open) => {
		await proveOwn(tx, open.row.id, commentId);
		refuseHandedOver(open, commentId);
		const gone = await tx
			.delete(commentRecording)
			.where(eq(commentRecording.commentId, commentId))
			.returning({ mediaKey: commentRecording.mediaKey });
		return gone.map(({ mediaKey }) => mediaKey);
	});
}

/** Gives the writer's own reply its recording, in the place of an earlier one. @throws {Fault} `not-found`, `quota-full` */
export async function keepSpokenReply(
	db: Database,
	place: ReplyPlace,
	replyId: string,
	stored: StoredSpoken
): Promise<KeptSpoken> {
	return db.transaction(async (tx) => {
		const [parent] = await tx
			.select({ reviewId: comment.reviewId })
			.from(comment)
			.where(eq(comment.id, place.commentId))
			.for('update');
		if (!parent) throw new Fault('not-found');
		const { id } = await findOwnReply(tx, place, replyId);
		await refuseMore(tx, parent.reviewId, stored.bytes);
		await tx.update(commentReply).set({ isSpoken: true }).where(eq(commentReply.id, id));
		return replace(tx, { commentId: null, replyId: id }, stored);
	});
}

async function replace(
	tx: Database,
	of: { commentId: string; replyId: null } | { commentId: null; replyId: string },
	stored: StoredSpoken
): Promise<KeptSpoken> {
	const isItsOwn =
		of.commentId === null
			? eq(commentRecording.replyId, of.replyId)
			: eq(commentRecording.commentId, of.commentId);
	const gone = await tx
		.delete(commentRecording)
		.where(isItsOwn)
		.returning({ mediaKey: commentRecording.mediaKey });
	await tx.insert(commentRecording).values({ ...of, ...stored });
	const { mimeType, durationMs, bytes } = stored;
	const replaced = gone.map(({ mediaKey }) => mediaKey);
	return { spoken: { mimeType, durationMs, bytes }, replaced };
}

async function proveOwn(tx: Database, reviewId: string, commentId: string): Promise<void> {
	if (!isUuid(commentId)) throw new Fault('not-found');
	const [row] = await tx
		.select({ id: comment.id })
		.from(comment)
		.where(and(eq(comment.id, commentId), eq(comment.reviewId, reviewId)));
	if (!row) throw new Fault('not-found');
}

/** It bounds what a leaked link can do. @throws {Fault} `quota-full` */
async function refuseMore(tx: Database, reviewId: string, bytes: number): Promise<void> {
	const comments = tx
		.select({ id: comment.id })
		.from(comment)
		.where(eq(comment.reviewId, reviewId));
	const replies = tx
		.select({ id: commentReply.id })
		.from(commentReply)
		.where(inArray(commentReply.commentId, comments));
	const [held] = await tx
		.select({ bytes: sum(commentRecording.bytes) })
		.from(commentRecording)
		.where(
			or(inArray(commentRecording.commentId, comments), inArray(commentRecording.replyId, replies))
		);
	if (Number(held?.bytes ?? 0) + bytes <= LARGEST_SPOKEN_TOGETHER) return;
	const message = 'This review has no room for more recordings. Write the comment instead.';
	throw new Fault('quota-full', { message });
}

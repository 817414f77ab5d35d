/** Finds the recordings of comments and replies, for whoever has proven that they may hear them. */
import { and, eq, inArray, or } from 'drizzle-orm';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import type { StoredMedia } from '../../platform/media-answer.server.ts';
import type { ReplyPlace } from '../reply/commands.server.ts';
import { findReply } from '../reply/commands.server.ts';
import { comment, commentRecording, commentReply } from '../schema.server.ts';

/** @throws {Fault} `not-found` when it has none. */
export async function readSpokenComment(
	db: Database,
	{ commentId }: ReplyPlace
): Promise<StoredMedia> {
	const [row] = await db
		.select()
		.from(commentRecording)
		.where(eq(commentRecording.commentId, commentId));
	if (!row) throw new Fault('not-found');
	return row;
}

/** @throws {Fault} `not-found` when the reply is not under this comment, or has none. */
export async function readSpokenReply(
	db: Database,
	{ commentId }: ReplyPlace,
	replyId: string
): Promise<StoredMedia> {
	const { id } = await findReply(db, commentId, replyId);
	const [row] = await db.select().from(commentRecording).where(eq(commentRecording.replyId, id));
	if (!row) throw new Fault('not-found');
	return row;
}

/** The recordings that go with a take: those of comments on it, and of their replies. */
export async function listSpokenOfTake(db: Database, takeId: string): Promise<string[]> {
	const comments = db.select({ id: comment.id }).from(comment).where(eq(comment.takeId, takeId));
	const replies = db
		.select({ id: commentReply.id })
		.from(commentReply)
		.where(inArray(commentReply.commentId, comments));
	const rows = await db
		.select({ mediaKey: commentRecording.mediaKey })
		.from(commentRecording)
		.where(
			or(inArray(commentRecording.commentId, comments), inArray(commentRecording.replyId, replies))
		);
	return rows.map(({ mediaKey }) => mediaKey);
}

/** Every recording of a comment or a reply, whoever it belongs to. Only for the operator's own check of the store. */
export async function listStoredSpoken(
	db: Database
): Promise<{ mediaKey: string; bytes: number; sha256: string }[]> {
	const { mediaKey, bytes, sha256 } = commentRecording;
	return db.select({ mediaKey, bytes, sha256 }).from(commentRecording);
}

/** Which of these keys belong to a comment or a reply. */
export async function knownSpoken(
	db: Database,
	mediaKeys: readonly string[]
): Promise<ReadonlySet<string>> {
	if (mediaKeys.length === 0) return new Set();
	const rows = await db
		.select({ mediaKey: commentRecording.mediaKey })
		.from(commentRecording)
		.where(and(inArray(commentRecording.mediaKey, [...mediaKeys])));
	return new Set(rows.map(({ mediaKey }) => mediaKey));
}

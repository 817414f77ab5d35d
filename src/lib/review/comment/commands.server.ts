/** Writes of comments by their reviewer, while the review is open. */
import { and, count, eq, or, inArray } from 'drizzle-orm';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../../practice/queries.server.ts';
import type { Grant } from '../../sharing/grant.ts';
import type { NewComment } from '../feedback-input.ts';
import {
	inOpenReview,
	proveMoment,
	refuseHandedOver,
	type OpenReview
} from '../opened/commands.server.ts';
import { comment, commentRecording, commentReply } from '../schema.server.ts';

/** Far above what one person writes about one session; it bounds what a leaked link can do. */
const MOST_COMMENTS = 500;

/** What a comment may leave out where it is added by the program itself. */
type Added = Omit<NewComment, 'isSpoken'> & { isSpoken?: boolean };

/**
 * Adds a comment, or replaces the reviewer's own comment with the same id.
 * @throws {Fault} `not-found` when the take is not in the grant; `bad-input` past its end; `review-submitted`.
 */
export async function addComment(db: Database, grant: Grant, given: Added): Promise<string> {
	return inOpenReview(db, grant, async (tx, open) => {
		await proveMoment(open, given.takeId, given);
		const [held] = await tx
			.select({ comments: count() })
			.from(comment)
			.where(eq(comment.reviewId, open.row.id));
		if ((held?.comments ?? 0) >= MOST_COMMENTS) {
			throw new Fault('too-large', {
				message: `A review holds at most ${MOST_COMMENTS} comments.`
			});
		}
		const { takeId, atMs, text, isSpoken = false } = given;
		const set = { takeId, atMs, endMs: given.endMs ?? null, text, isSpoken };
		const [row] = await tx
			.insert(comment)
			.values({ ...(given.id ? { id: given.id } : {}), reviewId: open.row.id, ...set })
			.onConflictDoUpdate({ target: comment.id, set, setWhere: eq(comment.reviewId, open.row.id) })
			.returning({ id: comment.id });
		if (!row) throw new Fault('conflict');
		return row.id;
	});
}

/** @throws {Fault} `not-found` when the comment is not of this review; `bad-input` when it is left empty; `review-submitted`. */
export async function editComment(
	db: Database,
	grant: Grant,
	commentId: string,
	text: string
): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		const [row] = await tx.select().from(comment).where(own(open, commentId));
		if (!row) throw new Fault('not-found');
		refuseEmpty(text, row.isSpoken);
		await tx.update(comment).set({ text }).where(eq(comment.id, row.id));
	});
}

/**
 * Removes a comment with everything under it.
 * @returns the media keys of its recordings, whose bytes are to be removed now
 * @throws {Fault} `not-found` when the comment is not of this review; `bad-input` when the applicant has it and has
 * answered, thanked or resolved it, or it was spoken; `review-submitted`.
 */
export async function removeComment(
	db: Database,
	grant: Grant,
	commentId: string
): Promise<string[]> {
	return inOpenReview(db, grant, async (tx, open) => {
		const [row] = await tx.select().from(comment).where(own(open, commentId));
		if (!row) throw new Fault('not-found');
		const replies = tx
			.select({ id: commentReply.id })
			.from(commentReply)
			.where(eq(commentReply.commentId, row.id));
		const recordings = await tx
			.select({ mediaKey: commentRecording.mediaKey })
			.from(commentRecording)
			.where(
				or(eq(commentRecording.commentId, row.id), inArray(commentRecording.replyId, replies))
			);
		const answers = await tx.$count(commentReply, eq(commentReply.commentId, row.id));
		const isAnswered = row.resolvedAt !== null || row.thankedAt !== null || answers > 0;
		if (recordings.length > 0 || isAnswered) refuseHandedOver(open, row.id);
		await tx.delete(comment).where(eq(comment.id, row.id));
		return recordings.map(({ mediaKey }) => mediaKey);
	});
}

/** Text may be left out of what is spoken, and of nothing else. @throws {Fault} `bad-input` */
export function refuseEmpty(text: string, isSpoken: boolean): void {
	if (text !== '' || isSpoken) return;
	const message = 'text: The comment is empty; write something.';
	throw new Fault('bad-input', { field: 'text', message });
}

function own({ row }: OpenReview, commentId: string) {
	if (!isUuid(commentId)) throw new Fault('not-found');
	return and(eq(comment.id, commentId), eq(comment.reviewId, row.id));
}

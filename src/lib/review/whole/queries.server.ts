/** Reviews with everything in them, for whoever has proven that they may read these rows. */
import { asc, eq, inArray, or } from 'drizzle-orm';
import type { Database } from '../../platform/db.server.ts';
import { blankGiven } from '../../rubric/given.ts';
import { completeRubric, type Level, type Rubric } from '../../rubric/rubric.ts';
import type { Comment, Feedback, Rating, Reply, SpokenPart } from '../feedback.ts';
import {
	comment,
	commentRecording,
	commentReply,
	marker,
	rating,
	ratingTick,
	review
} from '../schema.server.ts';

export type ReviewRow = typeof review.$inferSelect;
type CommentRow = typeof comment.$inferSelect;
type RatingRow = typeof rating.$inferSelect;
type TickRow = typeof ratingTick.$inferSelect;

export interface Whole {
	row: ReviewRow;
	rubric: Rubric;
	feedback: Feedback;
}

/** The rows with their ratings, comments and markers, in the same order. */
export async function withParts(db: Database, rows: readonly ReviewRow[]): Promise<Whole[]> {
	if (rows.length === 0) return [];
	const ids = rows.map((row) => row.id);
	const ratings = await db.select().from(rating).where(inArray(rating.reviewId, ids));
	const ticks = await db.select().from(ratingTick).where(inArray(ratingTick.reviewId, ids));
	const markers = await db
		.select()
		.from(marker)
		.where(inArray(marker.reviewId, ids))
		.orderBy(asc(marker.atMs), asc(marker.createdAt), asc(marker.id));
	const comments = await readComments(db, ids);
	return rows.map((row) => {
		const isOwn = (part: { reviewId: string }) => part.reviewId === row.id;
		const rubric = completeRubric(row.rubric);
		const { reviewer, keep, change, tryNext, submittedAt, thankedAt, changedAfterSeeing } = row;
		const feedback: Feedback = {
			...{ reviewer, keep, change, tryNext, submittedAt, thankedAt, changedAfterSeeing },
			ratings: toRatings(rubric, ratings.filter(isOwn), ticks.filter(isOwn)),
			comments: comments.filter(isOwn).map(({ reviewId: _, ...each }) => each),
			markers: markers
				.filter(isOwn)
				.map(({ id, takeId, atMs, kind }) => ({ id, takeId, atMs, kind }))
		};
		return { row, rubric, feedback };
	});
}

async function readComments(
	db: Database,
	reviewIds: string[]
): Promise<(Comment & { reviewId: string })[]> {
	const rows = await db
		.select()
		.from(comment)
		.where(inArray(comment.reviewId, reviewIds))
		.orderBy(asc(comment.atMs), asc(comment.createdAt), asc(comment.id));
	const commentIds = rows.map((row) => row.id);
	if (commentIds.length === 0) return [];
	const replies = await db
		.select()
		.from(commentReply)
		.where(inArray(commentReply.commentId, commentIds))
		.orderBy(asc(commentReply.createdAt), asc(commentReply.id));
	const recordings = await db
		.select()
		.from(commentRecording)
		.where(
			or(
				inArray(commentRecording.commentId, commentIds),
				inArray(
					commentRecording.replyId,
					replies.map((reply) => reply.id)
				)
			)
		);
	const spoken = new Map(
		recordings.map((each) => [each.commentId ?? each.replyId, toSpoken(each)])
	);
	return rows.map((row) => ({
		...toComment(row),
		recording: spoken.get(row.id) ?? null,
		replies: replies
			.filter((reply) => reply.commentId === row.id)
			.map(({ id, by, text, createdAt, isSpoken }): Reply => {
				return { id, by, text, at: createdAt, isSpoken, recording: spoken.get(id) ?? null };
			}),
		reviewId: row.reviewId
	}));
}

function toComment(row: CommentRow): Omit<Comment, 'recording' | 'replies'> {
	const { id, takeId, atMs, endMs, text, isSpoken, resolvedAt, resolvedByTakeId, thankedAt } = row;
	const resolved = resolvedAt && { at: resolvedAt, takeId: resolvedByTakeId };
	return { id, takeId, atMs, endMs, text, isSpoken, resolved, thankedAt };
}

function toSpoken({
	mimeType,
	durationMs,
	bytes
}: typeof commentRecording.$inferSelect): SpokenPart {
	return { mimeType, durationMs, bytes };
}

function toRatings(rubric: Rubric, rows: RatingRow[], ticks: TickRow[]): Rating[] {
	return rubric.criteria.flatMap((criterion) => {
		const row = rows.find((each) => each.criterion === criterion.id);
		if (!row) return [];
		const { level, points, text, noMoment } = row;
		const ticked =
			criterion.kind === 'checklist'
				? criterion.items.flatMap(({ id }) => {
						const tick = ticks.find((each) => each.criterion === row.criterion && each.item === id);
						return tick ? [{ item: id, ...momentOf(tick) }] : [];
					})
				: null;
		const given = { ...blankGiven(), level: level as Level | null, points, text, ticked };
		return [{ criterion: criterion.id, ...given, ...momentOf(row), noMoment }];
	});
}

/** A deleted take takes the moment with it, never the rating. */
function momentOf({ takeId, atMs }: { takeId: string | null; atMs: number | null }) {
	return { takeId, atMs: takeId === null ? null : atMs };
}

/** One review by its row. */
export async function readWhole(db: Database, row: ReviewRow): Promise<Whole> {
	const [whole] = await withParts(db, [row]);
	if (!whole) throw new Error('a row that was given has no review');
	return whole;
}

/** The review that a grant's reviewer has written so far; null when nothing was written yet. */
export async function readByGrant(db: Database, grantId: string): Promise<Whole | null> {
	const rows = await db.select().from(review).where(eq(review.grantId, grantId));
	const [whole] = await withParts(db, rows);
	return whole ?? null;
}

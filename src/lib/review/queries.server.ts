/** Reads of reviews: a reviewer's own by their grant, all of a session's by its owner. */
import { asc, eq, inArray } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import type { Level, Rubric } from '../rubric/rubric.ts';
import type { Grant } from '../sharing/grant.ts';
import { listInvited } from '../sharing/queries.server.ts';
import type { Feedback, ReceivedReview } from './feedback.ts';
import { comment, rating, review } from './schema.server.ts';

type ReviewRow = typeof review.$inferSelect;
type CommentRow = typeof comment.$inferSelect;
type RatingRow = typeof rating.$inferSelect;

interface Whole {
	row: ReviewRow;
	comments: CommentRow[];
	ratings: RatingRow[];
}

/** What this reviewer has given so far, and the rubric it was given under; null when nothing was written yet. */
export async function readReview(
	db: Database,
	access: Grant
): Promise<(Feedback & { rubric: Rubric }) | null> {
	const rows = await db.select().from(review).where(eq(review.grantId, access.id));
	const [whole] = await withParts(db, rows);
	return whole ? { ...toFeedback(whole), rubric: whole.row.rubric } : null;
}

/**
 * The reviews of the owner's session, whatever became of their links; drafts without what is in them.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function listReviews(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<ReceivedReview[]> {
	const wholes = await readAll(db, owner, sessionId);
	return wholes.map(({ whole, invited }) => {
		const { id, rubric, submittedAt } = whole.row;
		if (!submittedAt) return { id, state: 'in-progress', reviewer: invited };
		return { id, state: 'submitted', ...toFeedback(whole), submittedAt, rubric };
	});
}

/** One entry of `reviews` in the export document; a draft is named, and empty. */
export interface ExportedReview {
	reviewer: string;
	submittedAt: string | null;
	rubric: { id: string; version: number };
	ratings: { criterion: string; level: Level; takeId: string | null; atMs: number | null }[];
	comments: {
		takeId: string;
		atMs: number;
		endMs: number | null;
		text: string;
		marker: null;
		resolved: boolean;
	}[];
	keep: string;
	change: string;
	tryNext: string;
}

/**
 * The reviews of the owner's session for the export document.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function reviewsForExport(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<ExportedReview[]> {
	const wholes = await readAll(db, owner, sessionId);
	return wholes.map(({ whole, invited }) => {
		const { id, version } = whole.row.rubric;
		const rubric = { id, version };
		if (!whole.row.submittedAt) return { ...EMPTY, reviewer: invited, rubric };
		const { reviewer, keep, change, tryNext, ratings } = toFeedback(whole);
		const submittedAt = whole.row.submittedAt.toISOString();
		const comments = whole.comments.map((each) => ({
			takeId: each.takeId,
			atMs: each.atMs,
			endMs: each.endMs,
			text: each.text,
			marker: null,
			resolved: each.resolvedAt !== null
		}));
		return { reviewer, submittedAt, rubric, ratings, comments, keep, change, tryNext };
	});
}

const EMPTY = { submittedAt: null, ratings: [], comments: [], keep: '', change: '', tryNext: '' };

async function readAll(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<{ whole: Whole; invited: string }[]> {
	const invited = await listInvited(db, owner, sessionId);
	const rows = await db
		.select()
		.from(review)
		.where(inArray(review.grantId, [...invited.keys()]))
		.orderBy(asc(review.createdAt));
	const wholes = await withParts(db, rows);
	return wholes.map((whole) => ({ whole, invited: invited.get(whole.row.grantId) ?? '' }));
}

async function withParts(db: Database, rows: ReviewRow[]): Promise<Whole[]> {
	if (rows.length === 0) return [];
	const ids = rows.map((row) => row.id);
	const comments = await db
		.select()
		.from(comment)
		.where(inArray(comment.reviewId, ids))
		.orderBy(asc(comment.atMs), asc(comment.createdAt));
	const ratings = await db.select().from(rating).where(inArray(rating.reviewId, ids));
	return rows.map((row) => ({
		row,
		comments: comments.filter((each) => each.reviewId === row.id),
		ratings: ratings.filter((each) => each.reviewId === row.id)
	}));
}

function toFeedback({ row, comments, ratings }: Whole): Feedback {
	const { reviewer, keep, change, tryNext, submittedAt } = row;
	return {
		reviewer,
		keep,
		change,
		tryNext,
		submittedAt,
		comments: comments.map(({ id, takeId, atMs, endMs, text }) => ({
			id,
			takeId,
			atMs,
			endMs,
			text
		})),
		ratings: row.rubric.criteria.flatMap((criterion) => {
			const given = ratings.find((each) => each.criterion === criterion.id);
			if (!given) return [];
			const { takeId, level } = given;
			// a deleted take takes the moment with it, never the rating
			const atMs = takeId === null ? null : given.atMs;
			return [{ criterion: criterion.id, level: level as Level, takeId, atMs }];
		})
	};
}

/** Writes of a review. A reviewer's grant is the only way in; a submitted review is closed until it is reopened. */
import { and, count, eq } from 'drizzle-orm';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { isUuid, readGrantedTake } from '../practice/queries.server.ts';
import { GENERAL_RUBRIC, readRubric } from '../rubric/rubric.server.ts';
import type { Grant } from '../sharing/grant.ts';
import { firstMissing, type NewComment, type NewRating, type Words } from './feedback.ts';
import { comment, rating, review } from './schema.server.ts';

type ReviewRow = typeof review.$inferSelect;

/** Far above what one person writes about one session; it bounds what a leaked link can do. */
const MOST_COMMENTS = 500;
/** A player may stand this far behind the length the server measured, in milliseconds. */
const LENGTH_SLACK_MS = 1000;

/** Keeps what is written so far; fields that are left out stay as they were. @throws {Fault} `conflict`. */
export async function saveWords(db: Database, grant: Grant, given: Partial<Words>): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		const set = Object.fromEntries(
			Object.entries(given).filter(([, value]) => value !== undefined)
		);
		if (Object.keys(set).length === 0) return;
		await tx.update(review).set(set).where(eq(review.id, open.id));
	});
}

/**
 * Gives a criterion of the review's rubric a level, replacing an earlier one.
 * @throws {Fault} `not-found` for a criterion or take that is not there; `bad-input`; `conflict`.
 */
export async function rate(
	db: Database,
	grant: Grant,
	criterion: string,
	given: NewRating
): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		requireCriterion(open, criterion);
		const { level, takeId, atMs } = given;
		if (takeId !== undefined) await proveMoment(tx, grant, takeId, { atMs });
		const set = { level, takeId: takeId ?? null, atMs: atMs ?? null };
		await tx
			.insert(rating)
			.values({ reviewId: open.id, criterion, ...set })
			.onConflictDoUpdate({ target: [rating.reviewId, rating.criterion], set });
	});
}

/** Takes a rating back; there need not be one. @throws {Fault} `not-found` for an unknown criterion; `conflict`. */
export async function clearRating(db: Database, grant: Grant, criterion: string): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		requireCriterion(open, criterion);
		await tx
			.delete(rating)
			.where(and(eq(rating.reviewId, open.id), eq(rating.criterion, criterion)));
	});
}

/**
 * Adds a comment, or replaces the reviewer's own comment with the same id.
 * @throws {Fault} `not-found` when the take is not in the grant; `bad-input` past its end; `conflict`.
 */
export async function addComment(db: Database, grant: Grant, given: NewComment): Promise<string> {
	return inOpenReview(db, grant, async (tx, open) => {
		await proveMoment(tx, grant, given.takeId, given);
		const [held] = await tx
			.select({ comments: count() })
			.from(comment)
			.where(eq(comment.reviewId, open.id));
		if ((held?.comments ?? 0) >= MOST_COMMENTS) {
			throw new Fault('conflict', { message: `A review holds at most ${MOST_COMMENTS} comments.` });
		}
		const { takeId, atMs, text } = given;
		const set = { takeId, atMs, endMs: given.endMs ?? null, text };
		const [row] = await tx
			.insert(comment)
			.values({ ...(given.id ? { id: given.id } : {}), reviewId: open.id, ...set })
			.onConflictDoUpdate({ target: comment.id, set, setWhere: eq(comment.reviewId, open.id) })
			.returning({ id: comment.id });
		if (!row) throw new Fault('conflict');
		return row.id;
	});
}

/** @throws {Fault} `not-found` when the comment is not of this review; `conflict`. */
export async function editComment(
	db: Database,
	grant: Grant,
	commentId: string,
	text: string
): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		const changed = await tx
			.update(comment)
			.set({ text })
			.where(own(open, commentId))
			.returning({ id: comment.id });
		if (changed.length === 0) throw new Fault('not-found');
	});
}

/** @throws {Fault} `not-found` when the comment is not of this review; `conflict`. */
export async function removeComment(db: Database, grant: Grant, commentId: string): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		const gone = await tx.delete(comment).where(own(open, commentId)).returning({ id: comment.id });
		if (gone.length === 0) throw new Fault('not-found');
	});
}

/** Hands the review to the applicant. @throws {Fault} `bad-input` naming the first part that is empty; `conflict`. */
export async function submitReview(db: Database, grant: Grant, now: Date): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		const missing = firstMissing(open);
		if (missing) {
			const message = `${missing.label} is empty; write something before you submit.`;
			throw new Fault('bad-input', { field: missing.field, message });
		}
		await tx.update(review).set({ submittedAt: now }).where(eq(review.id, open.id));
	});
}

/** Makes a submitted review a draft again, which hides it from the applicant; a draft stays one. */
export async function reopenReview(db: Database, grant: Grant): Promise<void> {
	await db.update(review).set({ submittedAt: null }).where(eq(review.grantId, grant.id));
}

/** Runs `work` on the grant's review, made now if there is none; two writes at once come one after the other. */
async function inOpenReview<T>(
	db: Database,
	grant: Grant,
	work: (tx: Database, open: ReviewRow) => Promise<T>
): Promise<T> {
	const rubric = await readRubric(GENERAL_RUBRIC);
	return db.transaction(async (tx) => {
		await tx
			.insert(review)
			.values({ grantId: grant.id, reviewer: grant.reviewerName, rubric })
			.onConflictDoNothing();
		const [open] = await tx.select().from(review).where(eq(review.grantId, grant.id)).for('update');
		if (!open) throw new Fault('unexpected');
		if (open.submittedAt) {
			const message = 'This review has been submitted. Choose "Change my review" to open it again.';
			throw new Fault('conflict', { message });
		}
		return work(tx, open);
	});
}

function requireCriterion(open: ReviewRow, criterion: string): void {
	if (!open.rubric.criteria.some((each) => each.id === criterion)) throw new Fault('not-found');
}

function own(open: ReviewRow, commentId: string) {
	if (!isUuid(commentId)) throw new Fault('not-found');
	return and(eq(comment.id, commentId), eq(comment.reviewId, open.id));
}

async function proveMoment(
	db: Database,
	grant: Grant,
	takeId: string,
	moment: { atMs?: number | undefined; endMs?: number | null | undefined }
): Promise<void> {
	const { durationMs } = await readGrantedTake(db, grant, takeId);
	if (durationMs === null) return;
	for (const field of ['atMs', 'endMs'] as const) {
		if ((moment[field] ?? 0) <= durationMs + LENGTH_SLACK_MS) continue;
		throw new Fault('bad-input', { field, message: `${field}: This is after the recording ends.` });
	}
}

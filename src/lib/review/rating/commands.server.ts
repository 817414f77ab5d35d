/** Writes of ratings, a reviewer's and the owner's about themselves. */
import { and, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { readGiven } from '../../rubric/read-given.ts';
import type { Grant } from '../../sharing/grant.ts';
import type { NewRating } from '../feedback-input.ts';
import {
	findCriterion,
	inOpenReview,
	inOpenSelfReview,
	proveMoment,
	type OpenReview
} from '../opened/commands.server.ts';
import { rating, ratingTick } from '../schema.server.ts';
import type { SelfOf } from '../self/queries.server.ts';

/**
 * Gives a criterion of the review's rubric a value, replacing an earlier one.
 * @throws {Fault} `not-found` for a criterion or take that is not there; `bad-input`; `review-submitted`.
 */
export async function rate(
	db: Database,
	grant: Grant,
	criterion: string,
	given: Partial<NewRating>
): Promise<void> {
	await inOpenReview(db, grant, (tx, open) => put(tx, open, criterion, given));
}

/** Takes a rating back; there need not be one. @throws {Fault} `not-found` for an unknown criterion; `review-submitted`. */
export async function clearRating(db: Database, grant: Grant, criterion: string): Promise<void> {
	await inOpenReview(db, grant, (tx, open) => clear(tx, open, criterion));
}

/** As `rate`, for the owner's review of themselves. @throws {Fault} as `rate` and `inOpenSelfReview` */
export async function rateSelf(
	db: Database,
	owner: OwnerId,
	of: SelfOf,
	criterion: string,
	given: Partial<NewRating>
): Promise<void> {
	await inOpenSelfReview(db, owner, of, (tx, open) => put(tx, open, criterion, given));
}

/** As `clearRating`, for the owner's review of themselves. @throws {Fault} as `clearRating` and `inOpenSelfReview` */
export async function clearSelfRating(
	db: Database,
	owner: OwnerId,
	of: SelfOf,
	criterion: string
): Promise<void> {
	await inOpenSelfReview(db, owner, of, (tx, open) => clear(tx, open, criterion));
}

async function put(
	tx: Database,
	open: OpenReview,
	criterionId: string,
	sent: Partial<NewRating>
): Promise<void> {
	const criterion = findCriterion(open, criterionId);
	const { level, points, text, ticked } = readGiven(criterion, sent);
	const moments = [sent, ...(ticked ?? [])];
	for (const { takeId, atMs } of moments) {
		if (takeId !== undefined && takeId !== null) await proveMoment(open, takeId, { atMs });
	}
	const place = { reviewId: open.row.id, criterion: criterion.id };
	const [takeId, atMs] = [sent.takeId ?? null, sent.atMs ?? null];
	const set = { level, points, text, takeId, atMs, noMoment: sent.noMoment ?? false };
	await tx
		.insert(rating)
		.values({ ...place, ...set })
		.onConflictDoUpdate({ target: [rating.reviewId, rating.criterion], set });
	await clearTicks(tx, open, criterion.id);
	if (!ticked || ticked.length === 0) return;
	await tx.insert(ratingTick).values(ticked.map((tick) => ({ ...place, ...tick })));
}

async function clear(tx: Database, open: OpenReview, criterionId: string): Promise<void> {
	const { id } = findCriterion(open, criterionId);
	await clearTicks(tx, open, id);
	await tx.delete(rating).where(and(eq(rating.reviewId, open.row.id), eq(rating.criterion, id)));
}

async function clearTicks(tx: Database, { row }: OpenReview, criterion: string): Promise<void> {
	await tx
		.delete(ratingTick)
		.where(and(eq(ratingTick.reviewId, row.id), eq(ratingTick.criterion, criterion)));
}

/**
 * The way into a review that is written in: a reviewer's by their grant, the owner's about themselves. A submitted one is
 * closed; two writes at once come one after the other.
 */
import { eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { readGrantedTake, readSession } from '../../practice/queries.server.ts';
import { completeRubric, type Criterion, type Rubric } from '../../rubric/rubric.ts';
import type { Grant } from '../../sharing/grant.ts';
import { readSelfReview, whichSelf, type SelfOf } from '../self/queries.server.ts';
import { review } from '../schema.server.ts';
import { readShownRubric } from '../shown/queries.server.ts';

/** A review that may be written in, held for this transaction. */
export interface OpenReview {
	row: typeof review.$inferSelect;
	rubric: Rubric;
	/** A take that may be named in it; duration in milliseconds. @throws {Fault} `not-found` */
	findTake(takeId: string): Promise<{ durationMs: number | null }>;
}

type Work<T> = (tx: Database, open: OpenReview) => Promise<T>;

/**
 * Runs `work` on the grant's review, made now if there is none.
 * @param isChange false for what changes nothing that was given
 * @throws {Fault} `review-submitted` when it has been.
 */
export async function inOpenReview<T>(
	db: Database,
	grant: Grant,
	work: Work<T>,
	isChange = true
): Promise<T> {
	const rubric = await readShownRubric(db, grant);
	return db.transaction(async (tx) => {
		await tx
			.insert(review)
			.values({ grantId: grant.id, reviewer: grant.reviewerName, rubricId: rubric.id, rubric })
			.onConflictDoNothing();
		const [row] = await tx.select().from(review).where(eq(review.grantId, grant.id)).for('update');
		if (!row) throw new Fault('unexpected');
		if (row.submittedAt) throw new Fault('review-submitted');
		const done = await work(tx, {
			row,
			rubric: completeRubric(row.rubric),
			findTake: (takeId) => readGrantedTake(tx, grant, takeId)
		});
		if (isChange && row.seenOthersAt && !row.changedAfterSeeing) {
			await tx.update(review).set({ changedAfterSeeing: true }).where(eq(review.id, row.id));
		}
		return done;
	});
}

/**
 * Runs `work` on the owner's review of themselves by this rubric, made now if there is none.
 * @throws {Fault} `not-found` for a session that is not theirs, or a rubric that is not there; `conflict` once it is done.
 */
export async function inOpenSelfReview<T>(
	db: Database,
	owner: OwnerId,
	of: SelfOf,
	work: Work<T>
): Promise<T> {
	const session = await readSession(db, owner, of.sessionId);
	const { rubric } = await readSelfReview(db, owner, of);
	const durations = new Map(
		session.answers.flatMap(({ takes }) => takes.map((take) => [take.id, take.durationMs]))
	);
	return db.transaction(async (tx) => {
		await tx
			.insert(review)
			.values({ selfOf: session.id, reviewer: '', rubricId: rubric.id, rubric })
			.onConflictDoNothing();
		const [row] = await tx.select().from(review).where(whichSelf(session.id, rubric)).for('update');
		if (!row) throw new Fault('unexpected');
		if (row.submittedAt) throw new Fault('conflict', { message: SELF_DONE });
		return work(tx, {
			row,
			rubric: completeRubric(row.rubric),
			findTake(takeId) {
				const durationMs = durations.get(takeId);
				if (durationMs === undefined) return Promise.reject(new Fault('not-found'));
				return Promise.resolve({ durationMs });
			}
		});
	});
}

const SELF_DONE =
	'You have rated yourself by this rubric already. It stays as it was before you saw what others gave.';

/** @throws {Fault} `not-found` for a criterion that the review's rubric does not have */
export function findCriterion({ rubric }: OpenReview, id: string): Criterion {
	const criterion = rubric.criteria.find((each) => each.id === id);
	if (!criterion) throw new Fault('not-found');
	return criterion;
}

/** What the applicant was given with a recording, or has answered, stays whole. @throws {Fault} `bad-input` */
export function refuseHandedOver({ row }: OpenReview, commentId: string): void {
	if (!row.handedOver?.comments.some((each) => each.id === commentId)) return;
	const message =
		'The applicant has this comment and its recording, or has answered, thanked or resolved it. It stays; write a new one instead.';
	throw new Fault('bad-input', { field: 'comment', message });
}

/** A player may stand this far behind the length the server measured, in milliseconds. */
const LENGTH_SLACK_MS = 1000;

/** @throws {Fault} `not-found` for a take that may not be named; `bad-input` for a moment past its end */
export async function proveMoment(
	open: OpenReview,
	takeId: string,
	moment: { atMs?: number | null | undefined; endMs?: number | null | undefined }
): Promise<void> {
	const { durationMs } = await open.findTake(takeId);
	if (durationMs === null) return;
	for (const field of ['atMs', 'endMs'] as const) {
		if ((moment[field] ?? 0) <= durationMs + LENGTH_SLACK_MS) continue;
		throw new Fault('bad-input', { field, message: `${field}: This is after the recording ends.` });
	}
}

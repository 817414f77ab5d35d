/** Reads of reviews: a reviewer's own by their grant, others' once it is in, all of a session's by its owner. */
import { and, asc, inArray, isNotNull, ne } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { readSession } from '../practice/queries.server.ts';
import { isGiven } from '../rubric/given.ts';
import type { Criterion, Rubric } from '../rubric/rubric.ts';
import { totalOf } from '../rubric/score.ts';
import { covers, type Coverage } from '../sharing/coverage.ts';
import { listCoverage, listCoverageBeside } from '../sharing/coverage/queries.server.ts';
import type { Grant } from '../sharing/grant.ts';
import { exportReview, type ExportedReview } from './export.ts';
import type { Feedback, OthersReview, Rating, ReceivedReview } from './feedback.ts';
import { receive, type KeptReview } from './received.ts';
import { review } from './schema.server.ts';
import { listSelfRated } from './self/queries.server.ts';
import { readByGrant, withParts, type Whole } from './whole/queries.server.ts';

/** What this reviewer has given so far, and the rubric it was given under; null when nothing was written yet. */
export async function readReview(
	db: Database,
	access: Grant
): Promise<(Feedback & { rubric: Rubric }) | null> {
	const whole = await readByGrant(db, access.id);
	return whole ? { ...whole.feedback, rubric: whole.rubric } : null;
}

/**
 * What other reviewers gave about nothing but what this one may see, oldest first. Only once their own review is in,
 * and of ratings those of the criteria that they have rated themselves: who left one open can still open their review
 * again and rate it.
 * @throws {Fault} `conflict` before that.
 */
export async function listOthers(db: Database, access: Grant): Promise<OthersReview[]> {
	const own = await readByGrant(db, access.id);
	if (!own?.row.submittedAt) throw new Fault('conflict', { message: BLIND });
	const beside = await listCoverageBeside(db, access);
	const others = beside.filter(({ grantId }) => grantId !== access.id);
	const ids = others.filter((each) => covers(access, each)).map(({ grantId }) => grantId);
	if (ids.length === 0) return [];
	const rows = await db
		.select()
		.from(review)
		.where(
			and(inArray(review.grantId, ids), isNotNull(review.submittedAt), ne(review.id, own.row.id))
		)
		.orderBy(asc(review.submittedAt), asc(review.id));
	return (await withParts(db, rows)).map((each) => toOthers(each, own));
}

const BLIND = 'You see what others gave once your own review is in.';

function toOthers({ row, rubric, feedback }: Whole, own: Whole): OthersReview {
	const { reviewer, keep, change, tryNext, markers } = feedback;
	const words = { reviewer, keep, change, tryNext };
	const comments = feedback.comments
		.filter((each) => each.text !== '')
		.map(({ id, takeId, atMs, endMs, text }) => ({ id, takeId, atMs, endMs, text }));
	const open = openCriteria(own.rubric, own.feedback.ratings);
	const withheld = rubric.criteria.flatMap(({ id }) => (open.has(id) ? [id] : []));
	const ratings = feedback.ratings.filter(({ criterion }) => !open.has(criterion));
	const total = withheld.length > 0 ? null : totalOf(rubric, ratings);
	const submittedAt = feedback.submittedAt ?? row.createdAt;
	const given = { rubric, ratings, withheld, total, comments, markers };
	return { id: row.id, ...words, submittedAt, ...given };
}

/** The criteria that were left open, by id: other versions and other rubrics may ask for the same. */
function openCriteria(rubric: Rubric, ratings: readonly Rating[]): ReadonlySet<string> {
	const isOpen = (criterion: Criterion) =>
		!isGiven(
			criterion,
			ratings.find((each) => each.criterion === criterion.id)
		);
	return new Set(rubric.criteria.filter(isOpen).map(({ id }) => id));
}

/**
 * The reviews of the owner's session, whatever became of their links; drafts without what is in them, and what they have
 * not rated themselves by first without its ratings and words.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function listReviews(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<ReceivedReview[]> {
	const { kept, takeIds } = await readKept(db, owner, sessionId);
	const selfRated = await listSelfRated(db, owner, sessionId);
	return kept.flatMap(({ review: each, coverage }) => {
		const received = receive(each, takeIds, selfRated);
		// a draft of somebody who may not go on is kept, and not waited for
		return received.state === 'in-progress' && coverage.isRevoked ? [] : [received];
	});
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
	const { kept, takeIds } = await readKept(db, owner, sessionId);
	const selfRated = await listSelfRated(db, owner, sessionId);
	return kept.map(({ review: each }) => exportReview(each, takeIds, selfRated));
}

/** A review of a session with what its grant covers, and the ratings that were given before its reviewer saw others'. */
export interface KeptWithCoverage {
	review: KeptReview;
	coverage: Coverage;
	blindRatings: Feedback['ratings'] | null;
}

/**
 * Every review of the owner's session by a reviewer, oldest first, and the takes that are still there.
 * @throws {Fault} `not-found` when the session is not theirs or does not exist.
 */
export async function readKept(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<{ kept: KeptWithCoverage[]; takeIds: ReadonlySet<string> }> {
	const session = await readSession(db, owner, sessionId);
	const takeIds = new Set(session.answers.flatMap(({ takes }) => takes.map((take) => take.id)));
	const coverages = await listCoverage(db, owner, session.id);
	const byGrant = new Map(coverages.map((each) => [each.grantId, each]));
	if (byGrant.size === 0) return { kept: [], takeIds };
	const rows = await db
		.select()
		.from(review)
		.where(inArray(review.grantId, [...byGrant.keys()]))
		.orderBy(asc(review.createdAt), asc(review.id));
	const wholes = await withParts(db, rows);
	const kept = wholes.flatMap(({ row, rubric, feedback }) => {
		const coverage = byGrant.get(row.grantId ?? '');
		if (!coverage) return [];
		const { id, handedOver, blindRatings } = row;
		const { grantId, invited } = coverage;
		const kept: KeptReview = { id, grantId, invited, rubric, feedback, handedOver };
		return [{ review: kept, coverage, blindRatings }];
	});
	return { kept, takeIds };
}

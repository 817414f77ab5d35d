/** What of a review its applicant gets. */
import { isGiven } from '../rubric/given.ts';
import { keyOfRubric, type Rubric } from '../rubric/rubric.ts';
import { totalOf } from '../rubric/score.ts';
import type { Feedback, Rating, ReceivedReview } from './feedback.ts';
import { asHandedOver, type HandedOver } from './handed-over.ts';

/** A review as it is kept. */
export interface KeptReview {
	id: string;
	grantId: string;
	/** The reviewer's name as the owner wrote it. */
	invited: string;
	rubric: Rubric;
	feedback: Feedback;
	/** Null when it was never submitted. */
	handedOver: HandedOver | null;
}

/** What was handed over last: as it is, or as it was before its reviewer opened it again; null for a draft. */
export function deliveredOf(
	{ feedback, handedOver }: Pick<KeptReview, 'feedback' | 'handedOver'>,
	takeIds: ReadonlySet<string>
): (Feedback & { submittedAt: Date; isBeingChanged: boolean }) | null {
	if (feedback.submittedAt) {
		return { ...feedback, submittedAt: feedback.submittedAt, isBeingChanged: false };
	}
	if (!handedOver) return null;
	const submittedAt = new Date(handedOver.submittedAt);
	return { ...asHandedOver(handedOver, feedback, takeIds), submittedAt, isBeingChanged: true };
}

/** Is there a value for any criterion? Then the applicant rates themselves before they see it. */
export function hasRatings(rubric: Rubric, ratings: readonly Rating[]): boolean {
	return rubric.criteria.some((criterion) =>
		isGiven(
			criterion,
			ratings.find((each) => each.criterion === criterion.id)
		)
	);
}

/**
 * The review as the applicant gets it.
 * @param takeIds the takes of the session that are still there
 * @param selfRated by which rubrics the applicant has rated themselves, see `keyOfRubric`
 */
export function receive(
	kept: KeptReview,
	takeIds: ReadonlySet<string>,
	selfRated: ReadonlySet<string>
): ReceivedReview {
	const { id, grantId, invited, rubric } = kept;
	const delivered = deliveredOf(kept, takeIds);
	if (!delivered) return { id, grantId, state: 'in-progress', reviewer: invited };
	const isWithheld = hasRatings(rubric, delivered.ratings) && !selfRated.has(keyOfRubric(rubric));
	if (!isWithheld) {
		const total = totalOf(rubric, delivered.ratings);
		return { id, grantId, state: 'submitted', ...delivered, rubric, total };
	}
	const { reviewer, keep, change, tryNext, comments, markers } = delivered;
	const { thankedAt, submittedAt, isBeingChanged } = delivered;
	const shown = { reviewer, keep, change, tryNext, comments, markers };
	return {
		id,
		grantId,
		state: 'withheld',
		...shown,
		thankedAt,
		submittedAt,
		isBeingChanged,
		rubric
	};
}

/**
 * What the applicant got when a review was submitted. It stays theirs while its reviewer changes it, and when access ends
 * in the middle of that.
 */
import type { Comment, Feedback, Rating, Words, WrittenComment } from './feedback.ts';
import type { Marker } from './marker.ts';

export interface HandedOver extends Words {
	/** ISO 8601. */
	submittedAt: string;
	ratings: Rating[];
	comments: (WrittenComment & { isSpoken: boolean })[];
	markers: Marker[];
}

export function handOver(feedback: Feedback, submittedAt: Date): HandedOver {
	const { reviewer, keep, change, tryNext, ratings, markers } = feedback;
	const comments = feedback.comments.map(({ id, takeId, atMs, endMs, text, isSpoken }) => {
		return { id, takeId, atMs, endMs, text, isSpoken };
	});
	const words = { reviewer, keep, change, tryNext };
	return { ...words, submittedAt: submittedAt.toISOString(), ratings, comments, markers };
}

/**
 * The feedback that was handed over, with what has become of its comments since: replies, thanks and so on are those of
 * `now`; takes that are not in `takeIds` any more take their comments, markers and moments with them.
 */
export function asHandedOver(
	given: HandedOver,
	now: Feedback,
	takeIds: ReadonlySet<string>
): Feedback {
	const isThere = ({ takeId }: { takeId: string }) => takeIds.has(takeId);
	const { reviewer, keep, change, tryNext } = given;
	return {
		...now,
		...{ reviewer, keep, change, tryNext },
		submittedAt: new Date(given.submittedAt),
		ratings: given.ratings.map((rating) => withoutGone(rating, takeIds)),
		markers: given.markers.filter(isThere),
		comments: given.comments.filter(isThere).map((written) => {
			const since = now.comments.find((each) => each.id === written.id);
			return { ...(since ?? NOTHING_SINCE), ...written };
		})
	};
}

const NOTHING_SINCE: Omit<Comment, keyof WrittenComment> = {
	recording: null,
	resolved: null,
	thankedAt: null,
	replies: []
};

/** A deleted take takes the moment with it, never the rating. */
function withoutGone(rating: Rating, takeIds: ReadonlySet<string>): Rating {
	const moment = { takeId: null, atMs: null };
	const isGone = (takeId: string | null) => takeId !== null && !takeIds.has(takeId);
	const ticked =
		rating.ticked?.map((tick) => (isGone(tick.takeId) ? { ...tick, ...moment } : tick)) ?? null;
	return { ...rating, ...(isGone(rating.takeId) ? moment : {}), ticked };
}

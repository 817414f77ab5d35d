/** A review in the export document of a session. Shape and names are a contract: fields are only ever added. */
import type { Tick } from '../rubric/given.ts';
import { keyOfRubric, type Level } from '../rubric/rubric.ts';
import { totalOf, type Total } from '../rubric/score.ts';
import type { Comment, Rating, SelfReview, SpokenPart } from './feedback.ts';
import type { Marker } from './marker.ts';
import { deliveredOf, type KeptReview } from './received.ts';

/** A recording of a comment or a reply; `file`: its name in the zip. */
interface ExportedRecording extends SpokenPart {
	file: string;
}

/** One entry of `reviews`; a draft is named, and empty. */
export interface ExportedReview {
	id: string;
	reviewer: string;
	/** ISO 8601; null for a draft. */
	submittedAt: string | null;
	/** With the words it was given under. */
	rubric: { id: string; version: number; title: string; criteria: unknown[] };
	ratings: ExportedRating[];
	total: Total;
	/** Markers stand among the comments, by place in the take. */
	comments: ExportedComment[];
	keep: string;
	change: string;
	tryNext: string;
	changedAfterSeeingOthers: boolean;
	/** The applicant had rated themselves by this rubric when this was written. */
	selfRated: boolean;
	thankedAt: string | null;
}

interface ExportedRating {
	criterion: string;
	level: Level | null;
	ticked: Tick[] | null;
	points: number | null;
	text: string | null;
	takeId: string | null;
	atMs: number | null;
	noMoment: boolean;
}

interface ExportedComment {
	id: string;
	takeId: string;
	atMs: number;
	endMs: number | null;
	text: string;
	/** The marker's word; null for a comment. */
	marker: string | null;
	markerLook?: { colour: string; shape: string };
	resolved: boolean;
	resolvedByTakeId: string | null;
	recording: ExportedRecording | null;
	thankedAt: string | null;
	replies: ExportedReply[];
}

interface ExportedReply {
	id: string;
	by: string;
	text: string;
	at: string;
	recording: ExportedRecording | null;
}

/** One entry of `selfReviews`: how the applicant rated themselves, or has begun to. */
export interface ExportedSelfReview {
	/** ISO 8601; null while it is not done. */
	submittedAt: string | null;
	rubric: ExportedReview['rubric'];
	ratings: ExportedRating[];
	total: Total;
}

/**
 * @param takeIds the takes of the session that are still there
 * @param selfRatedBy by which rubrics the applicant has rated themselves, see `keyOfRubric`
 */
export function exportReview(
	kept: KeptReview,
	takeIds: ReadonlySet<string>,
	selfRatedBy: ReadonlySet<string>
): ExportedReview {
	const { id, rubric, invited } = kept;
	const { version, title, criteria } = rubric;
	const selfRated = selfRatedBy.has(keyOfRubric(rubric));
	const head = { id, rubric: { id: rubric.id, version, title, criteria }, selfRated };
	const delivered = deliveredOf(kept, takeIds);
	if (!delivered) return { ...head, reviewer: invited, ...DRAFT, total: totalOf(rubric, []) };
	const { reviewer, keep, change, tryNext, ratings, comments, markers } = delivered;
	return {
		...head,
		reviewer,
		submittedAt: delivered.submittedAt.toISOString(),
		ratings: ratings.map(exportRating),
		total: totalOf(rubric, ratings),
		comments: [...comments.map(exportComment), ...markers.map(exportMarker)].sort(
			(a, b) => a.atMs - b.atMs
		),
		...{ keep, change, tryNext },
		changedAfterSeeingOthers: delivered.changedAfterSeeing,
		thankedAt: delivered.thankedAt?.toISOString() ?? null
	};
}

const DRAFT = {
	submittedAt: null,
	ratings: [],
	comments: [],
	keep: '',
	change: '',
	tryNext: '',
	changedAfterSeeingOthers: false,
	thankedAt: null
};

function exportRating(rating: Rating): ExportedRating {
	const { criterion, level, ticked, points, text, takeId, atMs, noMoment } = rating;
	return { criterion, level, ticked, points, text, takeId, atMs, noMoment };
}

function exportComment(comment: Comment): ExportedComment {
	const { id, takeId, atMs, endMs, text, recording, resolved } = comment;
	return {
		...{ id, takeId, atMs, endMs, text },
		marker: null,
		resolved: resolved !== null,
		resolvedByTakeId: resolved?.takeId ?? null,
		recording: exportRecording('comment', id, recording),
		thankedAt: comment.thankedAt?.toISOString() ?? null,
		replies: comment.replies.map((reply) => {
			return {
				id: reply.id,
				by: reply.by,
				text: reply.text,
				at: reply.at.toISOString(),
				recording: exportRecording('reply', reply.id, reply.recording)
			};
		})
	};
}

function exportRecording(
	of: 'comment' | 'reply',
	id: string,
	recording: SpokenPart | null
): ExportedRecording | null {
	if (!recording) return null;
	const type = recording.mimeType.includes('mp4') ? 'mp4' : 'webm';
	return { ...recording, file: `${of}-${id}.${type}` };
}

function exportMarker({ id, takeId, atMs, kind }: Marker): ExportedComment {
	const { word, colour, shape } = kind;
	const place = { id, takeId, atMs, endMs: null };
	const nothing = { resolved: false, resolvedByTakeId: null, recording: null, thankedAt: null };
	return {
		...place,
		text: '',
		marker: word,
		markerLook: { colour, shape },
		...nothing,
		replies: []
	};
}

/** What the applicant gave themselves; null where they have not begun. */
export function exportSelfReview(self: SelfReview): ExportedSelfReview | null {
	const { rubric, ratings, total, submittedAt } = self;
	if (submittedAt === null && ratings.length === 0) return null;
	const { id, version, title, criteria } = rubric;
	return {
		submittedAt: submittedAt?.toISOString() ?? null,
		rubric: { id, version, title, criteria },
		ratings: ratings.map(exportRating),
		total
	};
}

/** A file of the zip that holds a recorded comment, or, with `replyId`, a recorded reply to it. */
export interface SpokenFile {
	name: string;
	commentId: string;
	replyId: string | null;
}

/** The recordings that these reviews name, in their order. */
export function spokenFilesOf(reviews: readonly ExportedReview[]): SpokenFile[] {
	return reviews.flatMap(({ comments }) =>
		comments.flatMap(({ id: commentId, recording, replies }) => [
			...(recording ? [{ name: recording.file, commentId, replyId: null }] : []),
			...replies.flatMap(({ id, recording: spoken }) =>
				spoken ? [{ name: spoken.file, commentId, replyId: id }] : []
			)
		])
	);
}

/**
 * What a reviewer did that the server has not confirmed yet. Each entry stands for the latest state of one thing, so
 * sending it twice, or only the last of several, ends in the same place.
 */
import {
	newComment,
	type Comment,
	type Feedback,
	type Rating,
	type Reply,
	type Words,
	type WrittenComment
} from './feedback.ts';
import type { Marker } from './marker.ts';
import { firstTooLong } from './obstacles.ts';

/** A reply as its writer writes it. */
export type WrittenReply = Pick<Reply, 'id' | 'text' | 'isSpoken'>;

export type Change =
	| { kind: 'words'; words: Partial<Words> }
	| { kind: 'rating'; rating: Rating }
	| { kind: 'no-rating'; criterion: string }
	| { kind: 'comment'; comment: WrittenComment }
	| { kind: 'comment-text'; id: string; text: string }
	| { kind: 'no-comment'; id: string }
	| { kind: 'marker'; marker: Marker }
	| { kind: 'no-marker'; id: string }
	/** `at`: ISO 8601, for what the page shows until the server has it. */
	| { kind: 'reply'; commentId: string; reply: WrittenReply; at: string }
	| { kind: 'reply-text'; commentId: string; id: string; text: string }
	| { kind: 'no-reply'; commentId: string; id: string };

/** `turn` grows with every change, so that a confirmation of an older state removes nothing newer. */
export interface Pending {
	key: string;
	turn: number;
	change: Change;
}

/** In the order of sending. */
export type Outbox = readonly Pending[];

/** The outbox with one more change; an unsent change of the same thing is merged into it. */
export function addChange(outbox: Outbox, change: Change): Outbox {
	const key = keyOf(change);
	const turn = Math.max(0, ...outbox.map((each) => each.turn)) + 1;
	const earlier = outbox.find((each) => each.key === key)?.change;
	const others = outbox.filter((each) => each.key !== key);
	return [...others, { key, turn, change: merge(earlier, change) }];
}

/** The outbox without what has just been confirmed; a newer change of the same thing stays. */
export function settle(outbox: Outbox, confirmed: Pending): Outbox {
	return outbox.filter((each) => each.key !== confirmed.key || each.turn !== confirmed.turn);
}

/** The next change to send; words that are too long wait on this device until they are shortened. */
export function nextToSend(outbox: Outbox): Pending | undefined {
	return outbox.find(({ change }) => change.kind !== 'words' || !firstTooLong(change.words));
}

/** What the reviewer sees: the server's state with everything unsent on top. */
export function withPending(feedback: Feedback, outbox: Outbox): Feedback {
	return outbox.reduce((seen, pending) => applyChange(seen, pending.change), feedback);
}

/** One change, done to the feedback on the page. */
export function applyChange(feedback: Feedback, change: Change): Feedback {
	const { ratings, comments, markers } = feedback;
	const otherRatings = (id: string) => ratings.filter((each) => each.criterion !== id);
	const otherComments = (id: string) => comments.filter((each) => each.id !== id);
	const otherMarkers = (id: string) => markers.filter((each) => each.id !== id);
	switch (change.kind) {
		case 'words':
			return { ...feedback, ...change.words };
		case 'rating':
			return { ...feedback, ratings: [...otherRatings(change.rating.criterion), change.rating] };
		case 'no-rating':
			return { ...feedback, ratings: otherRatings(change.criterion) };
		case 'comment': {
			const { id } = change.comment;
			const known = comments.find((each) => each.id === id);
			const comment = { ...(known ?? newComment(change.comment)), ...change.comment } as Comment;
			return { ...feedback, comments: [...otherComments(id), comment] };
		}
		case 'comment-text':
			return withComment(feedback, change.id, (each) => ({ ...each, text: change.text }));
		case 'no-comment':
			return { ...feedback, comments: otherComments(change.id) };
		case 'marker':
			return { ...feedback, markers: [...otherMarkers(change.marker.id), change.marker] };
		case 'no-marker':
			return { ...feedback, markers: otherMarkers(change.id) };
		default:
			return withComment(feedback, change.commentId, (each) => {
				return { ...each, replies: applyReply(each.replies, change) };
			});
	}
}

function withComment(
	feedback: Feedback,
	id: string,
	change: (comment: Comment) => Comment
): Feedback {
	const comments = feedback.comments.map((each) => (each.id === id ? change(each) : each));
	return { ...feedback, comments };
}

type ReplyChange = Extract<Change, { kind: 'reply' | 'reply-text' | 'no-reply' }>;

function applyReply(replies: readonly Reply[], change: ReplyChange): Reply[] {
	if (change.kind === 'no-reply') return replies.filter((each) => each.id !== change.id);
	if (change.kind === 'reply-text') {
		const { id, text } = change;
		return replies.map((each) => (each.id === id ? { ...each, text } : each));
	}
	const { reply, at } = change;
	const fresh: Reply = { ...reply, by: 'reviewer', at: new Date(at), recording: null };
	const known = replies.find((each) => each.id === reply.id);
	if (!known) return [...replies, fresh];
	return replies.map((each) => (each === known ? { ...each, ...reply } : each));
}

/** The request that tells the server, its path relative to the review's own address. */
export function requestFor(change: Change): { method: string; path: string; body?: object } {
	switch (change.kind) {
		case 'words':
			return { method: 'PUT', path: '', body: change.words };
		case 'rating':
			return ratingRequest(change.rating);
		case 'no-rating':
			return { method: 'DELETE', path: `/ratings/${change.criterion}` };
		case 'comment': {
			const { id, takeId, atMs, endMs, text, isSpoken } = change.comment;
			const body = { id, takeId, atMs, endMs, text, ...(isSpoken ? { isSpoken } : {}) };
			return { method: 'POST', path: '/comments', body };
		}
		case 'comment-text':
			return { method: 'PATCH', path: `/comments/${change.id}`, body: { text: change.text } };
		case 'no-comment':
			return { method: 'DELETE', path: `/comments/${change.id}` };
		case 'marker': {
			const { id, takeId, atMs, kind } = change.marker;
			return { method: 'POST', path: '/markers', body: { id, takeId, atMs, kind: kind.id } };
		}
		case 'no-marker':
			return { method: 'DELETE', path: `/markers/${change.id}` };
		case 'reply': {
			const { id, text, isSpoken } = change.reply;
			const path = `/comments/${change.commentId}/replies`;
			return { method: 'POST', path, body: { id, text, ...(isSpoken ? { isSpoken } : {}) } };
		}
		case 'reply-text': {
			const path = `/comments/${change.commentId}/replies/${change.id}`;
			return { method: 'PATCH', path, body: { text: change.text } };
		}
		case 'no-reply':
			return { method: 'DELETE', path: `/comments/${change.commentId}/replies/${change.id}` };
	}
}

/** Only what was given is sent. */
function ratingRequest(rating: Rating): { method: string; path: string; body: object } {
	const { criterion, level, ticked, points, text, takeId, atMs, noMoment } = rating;
	const body = {
		...(level === null ? {} : { level }),
		...(ticked === null ? {} : { ticked }),
		...(points === null ? {} : { points }),
		...(text === null ? {} : { text }),
		...(takeId === null || atMs === null ? {} : { takeId, atMs }),
		...(noMoment && takeId === null ? { noMoment } : {})
	};
	return { method: 'PUT', path: `/ratings/${criterion}`, body };
}

function keyOf(change: Change): string {
	switch (change.kind) {
		case 'words':
			return 'words';
		case 'rating':
			return `rating ${change.rating.criterion}`;
		case 'no-rating':
			return `rating ${change.criterion}`;
		case 'comment':
			return `comment ${change.comment.id}`;
		case 'comment-text':
		case 'no-comment':
			return `comment ${change.id}`;
		case 'marker':
			return `marker ${change.marker.id}`;
		case 'no-marker':
			return `marker ${change.id}`;
		case 'reply':
			return `reply ${change.reply.id}`;
		case 'reply-text':
		case 'no-reply':
			return `reply ${change.id}`;
	}
}

function merge(earlier: Change | undefined, later: Change): Change {
	if (earlier?.kind === 'words' && later.kind === 'words') {
		return { kind: 'words', words: { ...earlier.words, ...later.words } };
	}
	if (earlier?.kind === 'comment' && later.kind === 'comment-text') {
		return { kind: 'comment', comment: { ...earlier.comment, text: later.text } };
	}
	if (earlier?.kind === 'reply' && later.kind === 'reply-text') {
		return { ...earlier, reply: { ...earlier.reply, text: later.text } };
	}
	return later;
}

/**
 * What a reviewer did that the server has not confirmed yet. Each entry stands for the latest state of one thing, so
 * sending it twice, or only the last of several, ends in the same place.
 */
import { firstTooLong, type Comment, type Feedback, type Rating, type Words } from './feedback.ts';

export type Change =
	| { kind: 'words'; words: Partial<Words> }
	| { kind: 'rating'; rating: Rating }
	| { kind: 'no-rating'; criterion: string }
	| { kind: 'comment'; comment: Comment }
	| { kind: 'comment-text'; id: string; text: string }
	| { kind: 'no-comment'; id: string };

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
	const { ratings, comments } = feedback;
	const otherRatings = (id: string) => ratings.filter((each) => each.criterion !== id);
	const otherComments = (id: string) => comments.filter((each) => each.id !== id);
	switch (change.kind) {
		case 'words':
			return { ...feedback, ...change.words };
		case 'rating':
			return { ...feedback, ratings: [...otherRatings(change.rating.criterion), change.rating] };
		case 'no-rating':
			return { ...feedback, ratings: otherRatings(change.criterion) };
		case 'comment':
			return { ...feedback, comments: [...otherComments(change.comment.id), change.comment] };
		case 'comment-text': {
			const { id, text } = change;
			const edited = comments.map((each) => (each.id === id ? { ...each, text } : each));
			return { ...feedback, comments: edited };
		}
		case 'no-comment':
			return { ...feedback, comments: otherComments(change.id) };
	}
}

/** The request that tells the server, its path relative to the review's own address. */
export function requestFor(change: Change): { method: string; path: string; body?: object } {
	switch (change.kind) {
		case 'words':
			return { method: 'PUT', path: '', body: change.words };
		case 'rating': {
			const { criterion, level, takeId, atMs } = change.rating;
			const moment = takeId === null || atMs === null ? {} : { takeId, atMs };
			return { method: 'PUT', path: `/ratings/${criterion}`, body: { level, ...moment } };
		}
		case 'no-rating':
			return { method: 'DELETE', path: `/ratings/${change.criterion}` };
		case 'comment':
			return { method: 'POST', path: '/comments', body: change.comment };
		case 'comment-text':
			return { method: 'PATCH', path: `/comments/${change.id}`, body: { text: change.text } };
		case 'no-comment':
			return { method: 'DELETE', path: `/comments/${change.id}` };
	}
}

function keyOf(change: Change): string {
	if (change.kind === 'words') return 'words';
	if (change.kind === 'rating') return `rating ${change.rating.criterion}`;
	if (change.kind === 'no-rating') return `rating ${change.criterion}`;
	return `comment ${change.kind === 'comment' ? change.comment.id : change.id}`;
}

function merge(earlier: Change | undefined, later: Change): Change {
	if (earlier?.kind === 'words' && later.kind === 'words') {
		return { kind: 'words', words: { ...earlier.words, ...later.words } };
	}
	if (earlier?.kind === 'comment' && later.kind === 'comment-text') {
		return { kind: 'comment', comment: { ...earlier.comment, text: later.text } };
	}
	return later;
}

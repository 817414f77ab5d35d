/**
 * The reviewer's desk: what they have given, kept on this device at every key press and sent soon after.
 */
import type { Rubric } from '../rubric/rubric.ts';
import type { Feedback, Obstacle, Rating, SpokenPart, Words, WrittenComment } from './feedback.ts';
import type { Marker } from './marker.ts';
import { firstObstacle } from './obstacles.ts';
import {
	addChange,
	applyChange,
	nextToSend,
	settle,
	withPending,
	type Change,
	type Outbox,
	type WrittenReply
} from './outbox.ts';
import {
	keep,
	momentNow,
	readKept,
	send,
	sendChange,
	type Sent,
	type Typing
} from './outbox.browser.ts';
import { sendSpoken } from './spoken/send.browser.ts';

/** Typing is sent once it rests for this long, in milliseconds. */
const REST_MS = 700;
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 30_000;

/**
 * `waiting`: kept on this device because the server could not be reached. `too-long`: kept on this device until it is
 * shortened. `ended`: the link is not active any more.
 */
export type Saving = 'saved' | 'saving' | 'waiting' | 'too-long' | 'ended';

export class ReviewDesk {
	feedback = $state.raw<Feedback>() as Feedback;
	isSubmitted = $state(false);
	saving = $state<Saving>('saved');
	/** The comment being typed. */
	typing = $state.raw<Typing | null>(null);
	/** Something that could not be kept, in a sentence. */
	problem = $state<string | null>(null);
	/** This browser cannot keep anything across a reload. */
	isUnkept = $state(false);

	readonly #token: string;
	readonly #grantId: string;
	readonly #rubric: Rubric;
	#outbox: Outbox = [];
	#sending: Promise<void> | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#retryMs = FIRST_RETRY_MS;

	constructor(token: string, grantId: string, given: Feedback, rubric: Rubric) {
		this.#token = token;
		this.#grantId = grantId;
		this.#rubric = rubric;
		this.feedback = given;
		this.isSubmitted = given.submittedAt !== null;
	}

	/** Takes up what an earlier page left unsent; returns how to stop. Call it in the browser only. */
	start(): () => void {
		const kept = readKept(this.#grantId);
		this.#outbox = kept.outbox;
		this.typing = kept.typing;
		this.feedback = withPending(this.feedback, this.#outbox);
		const now = () => void this.flush();
		const onhide = () => document.visibilityState === 'hidden' && now();
		window.addEventListener('online', now);
		document.addEventListener('visibilitychange', onhide);
		if (this.#outbox.length > 0) now();
		return () => {
			clearTimeout(this.#timer);
			window.removeEventListener('online', now);
			document.removeEventListener('visibilitychange', onhide);
		};
	}

	write(words: Partial<Words>): void {
		this.#change({ kind: 'words', words });
	}

	rate(rating: Rating): void {
		this.#change({ kind: 'rating', rating });
	}

	clearRating(criterion: string): void {
		this.#change({ kind: 'no-rating', criterion });
	}

	/** Adds a comment, or puts a removed one back. */
	comment(comment: WrittenComment): void {
		const { id, takeId, atMs, endMs, text, isSpoken = false } = comment;
		this.#change({ kind: 'comment', comment: { id, takeId, atMs, endMs, text, isSpoken } });
	}

	editComment(id: string, text: string): void {
		this.#change({ kind: 'comment-text', id, text });
	}

	removeComment(id: string): void {
		this.#change({ kind: 'no-comment', id });
	}

	/** Sets a marker, moves it, or puts a removed one back. */
	mark(marker: Marker): void {
		this.#change({ kind: 'marker', marker });
	}

	unmark(id: string): void {
		this.#change({ kind: 'no-marker', id });
	}

	/** Replies under one of the reviewer's own comments, also when the review has been submitted. */
	reply(commentId: string, { id, text, isSpoken }: WrittenReply): void {
		this.#change({ kind: 'reply', commentId, reply: { id, text, isSpoken }, at: momentNow() });
	}

	editReply(commentId: string, id: string, text: string): void {
		this.#change({ kind: 'reply-text', commentId, id, text });
	}

	removeReply(commentId: string, id: string): void {
		this.#change({ kind: 'no-reply', commentId, id });
	}

	/**
	 * Sends the recording of a comment or of a reply under it, which must have been added before; everything unsent goes
	 * first. @throws {Error} with a sentence for the person
	 */
	async sendRecording(commentId: string, blob: Blob, replyId?: string): Promise<SpokenPart> {
		await this.flush();
		const reply = replyId === undefined ? '' : `/replies/${replyId}`;
		const address = `/api/reviews/${this.#token}/comments/${commentId}${reply}/recording`;
		const recording = await sendSpoken(address, blob);
		this.feedback = {
			...this.feedback,
			comments: this.feedback.comments.map((each) => {
				if (each.id !== commentId) return each;
				if (replyId === undefined) return { ...each, isSpoken: true, recording };
				const replies = each.replies.map((one) =>
					one.id === replyId ? { ...one, isSpoken: true, recording } : one
				);
				return { ...each, replies };
			})
		};
		return recording;
	}

	type(typing: Typing | null): void {
		this.typing = typing;
		this.#keep();
	}

	/** Sends everything and hands the review over; returns what must be written or shortened first, if anything. */
	async submit(): Promise<Obstacle | null> {
		const obstacle = firstObstacle(this.feedback, this.#rubric);
		if (obstacle) return obstacle;
		await this.flush();
		if (this.#outbox.length > 0) return null;
		const sent = await send(this.#token, 'POST', '/submit');
		// closed: an earlier try arrived although its answer did not
		if (sent.is === 'done' || sent.is === 'closed') {
			this.isSubmitted = true;
		} else this.#explain(sent);
		return null;
	}

	/** Takes a submitted review back for changes. */
	async reopen(): Promise<void> {
		const sent = await send(this.#token, 'POST', '/reopen');
		if (sent.is !== 'done') return this.#explain(sent);
		this.isSubmitted = false;
		this.problem = null;
		await this.flush();
	}

	/** Sends what is waiting; resolves when the outbox is empty or nothing more can be sent now. */
	flush(): Promise<void> {
		clearTimeout(this.#timer);
		this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
		return this.#sending;
	}

	#change(change: Change): void {
		this.feedback = applyChange(this.feedback, change);
		this.#outbox = addChange(this.#outbox, change);
		this.#keep();
		if (this.saving === 'waiting' || this.saving === 'ended') return;
		this.saving = 'saving';
		this.#later(REST_MS);
	}

	#keep(): void {
		this.isUnkept = !keep(this.#grantId, { outbox: this.#outbox, typing: this.typing });
	}

	#later(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), ms);
	}

	async #sendAll(): Promise<void> {
		for (let next = nextToSend(this.#outbox); next; next = nextToSend(this.#outbox)) {
			const sent = await sendChange(this.#token, next.change);
			if (sent.is === 'again' || sent.is === 'closed' || sent.is === 'ended') {
				return this.#explain(sent);
			}
			if (sent.is === 'refused') this.problem = `${textOf(next.change)}${sent.why}`;
			this.#retryMs = FIRST_RETRY_MS;
			this.#outbox = settle(this.#outbox, next);
			this.#keep();
		}
		this.saving = this.#outbox.length === 0 ? 'saved' : 'too-long';
	}

	#explain(sent: Sent): void {
		if (sent.is === 'refused') this.problem = sent.why;
		if (sent.is === 'ended') this.saving = 'ended';
		if (sent.is === 'closed') this.isSubmitted = true;
		if (sent.is !== 'again') return;
		this.saving = 'waiting';
		this.#later(this.#retryMs);
		this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
	}
}

/** What was typed, so that it can be copied although it could not be kept. */
function textOf(change: Change): string {
	switch (change.kind) {
		case 'comment':
			return quoted(change.comment.text);
		case 'reply':
			return quoted(change.reply.text);
		case 'marker':
			return quoted(change.marker.kind.word);
		case 'comment-text':
		case 'reply-text':
			return quoted(change.text);
		default:
			return '';
	}
}

const quoted = (text: string) => (text === '' ? '' : `"${text}" could not be kept. `);

/**
 * The reviewer's desk: what they have given, kept on this device at every key press and sent soon after.
 */
import {
	firstMissing,
	firstTooLong,
	type Comment,
	type Feedback,
	type Obstacle,
	type Rating,
	type Words
} from './feedback.ts';
import {
	addChange,
	applyChange,
	nextToSend,
	settle,
	withPending,
	type Change,
	type Outbox
} from './outbox.ts';
import { keep, readKept, send, sendChange, type Sent, type Typing } from './outbox.browser.ts';

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
	#outbox: Outbox = [];
	#sending: Promise<void> | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#retryMs = FIRST_RETRY_MS;

	constructor(token: string, grantId: string, given: Feedback) {
		this.#token = token;
		this.#grantId = grantId;
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
	comment(comment: Comment): void {
		this.#change({ kind: 'comment', comment });
	}

	editComment(id: string, text: string): void {
		this.#change({ kind: 'comment-text', id, text });
	}

	removeComment(id: string): void {
		this.#change({ kind: 'no-comment', id });
	}

	type(typing: Typing | null): void {
		this.typing = typing;
		this.#keep();
	}

	/** Sends everything and hands the review over; returns what must be written or shortened first, if anything. */
	async submit(): Promise<Obstacle | null> {
		const obstacle = firstMissing(this.feedback) ?? firstTooLong(this.feedback);
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
	if (change.kind === 'comment') return `"${change.comment.text}" could not be kept. `;
	return change.kind === 'comment-text' ? `"${change.text}" could not be kept. ` : '';
}

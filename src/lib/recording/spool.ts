/**
 * The spool: the chunks of a take on this device, until the server has confirmed every byte.
 * Implementations: the browser's file system, IndexedDB, and memory as the last resort; all pass `spool.contract.ts`.
 */

/** A take in the spool. Sizes in bytes, lengths in milliseconds. */
export interface SpooledTake {
	/** Names files: letters, digits and hyphens only. */
	takeId: string;
	sessionId: string;
	answerId: string;
	/** What was asked, so that a recovered take can be named. */
	question: string;
	mimeType: string;
	/** When recording began, milliseconds since 1970. */
	recordedAtMs: number;
	/** Recorded without an account: nobody can sign in as this person again when the browser has lost its cookie. */
	isGuest?: boolean;
	/** Whose it is: the mark of the person who was signed in (`account/device-mark.server.ts`); older takes have none. */
	ownerMark?: string | undefined;
	bytes: number;
	chunks: number;
	durationMs: number;
	/** True when the recorder has written its last chunk; after a crash it stays false until recovery sets it. */
	finished: boolean;
	/** Every byte before this one is on the server. */
	confirmedBytes: number;
}

export type NewSpooledTake = Pick<
	SpooledTake,
	| 'takeId'
	| 'sessionId'
	| 'answerId'
	| 'question'
	| 'mimeType'
	| 'recordedAtMs'
	| 'isGuest'
	| 'ownerMark'
>;

/** Raised when the device has no room for another chunk. */
export class SpoolFull extends Error {
	constructor() {
		super('There is no room left on this device for the recording.');
		this.name = 'SpoolFull';
	}
}

export interface Spool {
	/** Makes room for a new take. @throws when the take is there already. */
	open(take: NewSpooledTake): Promise<void>;
	/**
	 * Writes the next chunk and the take's new size as one: both are there afterwards, or neither.
	 * Chunks are kept in the order of the calls. @throws {SpoolFull}
	 */
	append(takeId: string, chunk: Uint8Array<ArrayBuffer>, durationMs: number): Promise<void>;
	/** No chunk will follow. */
	finish(takeId: string): Promise<void>;
	/** The bytes from `start` on, at most to `end` (not included); fewer when fewer are there. */
	read(takeId: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
	/** The server has every byte before `confirmedBytes`; the number never shrinks. */
	confirm(takeId: string, confirmedBytes: number): Promise<void>;
	/** Everything of a take that is here, read from the device only as it is needed; null when nothing is. */
	blob(takeId: string): Promise<Blob | null>;
	describe(takeId: string): Promise<SpooledTake | null>;
	/** Oldest first. */
	list(): Promise<SpooledTake[]>;
	/** Forgets the take and its chunks. */
	remove(takeId: string): Promise<void>;
	/** Would the device give this much more room, in bytes? Left out where only the browser's estimate can tell. */
	hasRoom?(bytes: number): Promise<boolean>;
	/** Lets go of what it has open; what was answered stays. */
	close(): void;
}

/** A take as it is before its first chunk. */
export const emptyTake = (take: NewSpooledTake): SpooledTake => ({
	...take,
	bytes: 0,
	chunks: 0,
	durationMs: 0,
	finished: false,
	confirmedBytes: 0
});

/** The bytes of all parts, one after the other. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
	let offset = 0;
	for (const part of parts) {
		whole.set(part, offset);
		offset += part.byteLength;
	}
	return whole;
}

/** A full device, told by the browser in its own way, becomes `SpoolFull`; everything else stays what it is. */
export function asSpoolError(error: unknown): unknown {
	const isQuota = error instanceof Error && error.name === 'QuotaExceededError';
	return isQuota ? new SpoolFull() : error;
}

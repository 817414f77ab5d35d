/**
 * What the receiver must know and tell about takes. `practice` keeps it in the database; the order of the rooms does not
 * let `upload` look there itself, so it is handed in.
 */
import type { OwnerId } from '../account/owner.ts';

/** A take as its recording device announces it. */
export interface AnnouncedTake {
	id: string;
	answerId: string;
	mimeType: string;
	recordedAt: Date;
	/** The device's clock cannot be believed: `recordedAt` only says that it was before now. */
	isClockWrong?: boolean;
}

/** A recording that can be played: duration in milliseconds, SHA-256 in hex. */
export interface PreparedFile {
	mediaKey: string;
	mimeType: string;
	durationMs: number;
	bytes: number;
	sha256: string;
	/** What of the received bytes is not in it, in words; what arrived is then kept beside it. */
	missing?: string | null | undefined;
}

/** One take among all of its owner's, as the database knows them. */
export interface Standing {
	/** Null when the owner has no such take; `uploadedBytes` is what was last noted of its upload. */
	take: { isArriving: boolean; uploadedBytes: number } | null;
	/** The owner's quota without what has arrived of their other takes, in bytes; those under way are not taken off. */
	roomBytes: number;
	/** The owner's other takes that are under way. */
	othersArriving: string[];
}

export interface TakeLedger {
	/**
	 * Is it still arriving? Announcing a take twice changes nothing.
	 * @throws {Fault} `deleted` when the owner deleted it, or its session; `not-allowed` when the answer is not the owner's, its interview was finished before this was
	 * recorded, or the id is another answer's take
	 */
	announce(owner: OwnerId, take: AnnouncedTake): Promise<{ isArriving: boolean }>;
	/** How a take stands among all of its owner's. */
	standing(owner: OwnerId, takeId: string): Promise<Standing>;
	/** Was this a take of the owner that they deleted, or did it go with its session? */
	isDeleted(owner: OwnerId, takeId: string): Promise<boolean>;
	/** Takes an announcement back whose upload was refused or ended; a take that has arrived stays. */
	withdraw(takeId: string): Promise<void>;
	/** Which of these takes exist. */
	known(takeIds: readonly string[]): Promise<ReadonlySet<string>>;
	/** These uploads hold so many `bytes` now, or held more before; those that are not under way any more stay as they are. */
	noteUploaded(uploads: readonly { id: string; bytes: number }[]): Promise<void>;
	/** Every byte is here; the take now waits to be prepared. */
	markReceived(takeId: string, bytes: number): Promise<void>;
	/** Takes whose upload is open; `createdAt` is when they were announced. */
	listArriving(): Promise<{ id: string; createdAt: Date; uploadedBytes: number }[]>;
	/** Takes that wait to be prepared: those that failed least first, then the oldest. */
	listReceived(): Promise<{ id: string; attempts: number }[]>;
	/** Which of these takes are ready, and what the media store has to hold of them. */
	listReady(
		takeIds: readonly string[]
	): Promise<{ id: string; mediaKey: string | null; bytes: number | null }[]>;
	/** A ready take whose file is gone waits to be prepared again, of its upload. */
	takeBack(takeId: string): Promise<void>;
	/** False when the take was deleted in the meantime. */
	markReady(takeId: string, file: PreparedFile): Promise<boolean>;
	/** `final`: it will not be tried again; the bytes stay. */
	markFailed(takeId: string, reason: string, final: boolean): Promise<void>;
}

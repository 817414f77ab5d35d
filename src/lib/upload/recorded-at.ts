/** When a take was recorded, as far as the clock of its device can be believed. */

/** Behind by less than this, in milliseconds, a clock may be right: the rest is the way of the request. */
const SAME_MS = 60_000;
/** Earlier than any recording of this program: a clock that lost its battery. */
const EARLIEST = Date.UTC(2025, 0);

/** `isClockWrong`: the device's clock says what cannot be; the moment given is then the best guess. */
export interface RecordedAt {
	recordedAt: Date;
	isClockWrong: boolean;
}

/**
 * @param claimed when it was recorded, by the device
 * @param sentAt what the device's clock said when it sent this; null when it did not tell
 * @param now the server's clock
 */
export function judgeRecordedAt(claimed: Date, sentAt: Date | null, now: Date): RecordedAt {
	const ahead = sentAt === null ? 0 : sentAt.getTime() - now.getTime();
	// a clock that is a little behind cannot be told from a slow request; one that is ahead is ahead by at least this much
	const isSlow = ahead < 0 && -ahead < SAME_MS;
	const atMs = claimed.getTime() - (isSlow ? 0 : ahead);
	const isPossible = atMs >= EARLIEST && atMs <= now.getTime() + SAME_MS;
	if (!isPossible) return { recordedAt: now, isClockWrong: true };
	return { recordedAt: new Date(Math.min(atMs, now.getTime())), isClockWrong: false };
}

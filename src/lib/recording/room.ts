/** Is there room on this device for an interview? Sizes in bytes, lengths in milliseconds. */

/** For the container and for uneven rates; chosen, not measured. */
const MARGIN = 1.1;
/** Kept free beside the recording, because a browser counts the room of one site roughly. */
const RESERVE_BYTES = 20_000_000;

/** What so much speaking needs on the device until the server has it. */
export function bytesFor(answersMs: number, bitsPerSecond: number): number {
	return Math.ceil((answersMs / 1000) * (bitsPerSecond / 8) * MARGIN) + RESERVE_BYTES;
}

/** What the browser says about its storage; null where it says nothing. */
export interface StorageState {
	freeBytes: number | null;
	/** The browser has promised not to clear it by itself. */
	isPersistent: boolean;
}

export interface RoomVerdict {
	enough: boolean;
	/** A sentence for the person; empty when there is nothing to say. */
	words: string;
}

/** Too little room is said before recording, with what is needed and what is free. */
export function judgeRoom(neededBytes: number, { freeBytes }: StorageState): RoomVerdict {
	if (freeBytes === null || freeBytes >= neededBytes) return { enough: true, words: '' };
	return {
		enough: false,
		words: `This interview needs up to ${megabytes(neededBytes)} MB on this device, and ${megabytes(freeBytes)} MB are free. Free some space, or go on: what does not fit goes straight to the server, so keep the connection.`
	};
}

const megabytes = (bytes: number) => Math.max(0, Math.round(bytes / 1_000_000));

/** The most that can be spoken in an interview of this format, in milliseconds. A follow-up has the same limit. */
export function longestSpeakingMs(format: {
	questions: number;
	answerLimitS: number;
	followUps: number;
	totalS?: number | null;
}): number {
	const answersS = format.questions * format.answerLimitS * (1 + format.followUps);
	return Math.min(answersS, format.totalS ?? Infinity) * 1000;
}

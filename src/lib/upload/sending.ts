/** How far a take is on its way from this device to the server, in bytes, and what the page says about it. */
export type Sending =
	| { state: 'waiting' | 'sending' | 'offline'; sentBytes: number; totalBytes: number }
	/** It goes on by itself when what is in the way is gone. */
	| { state: 'held-up'; by: HeldUpBy; sentBytes: number; totalBytes: number }
	| { state: 'safe'; totalBytes: number }
	| { state: 'refused'; code: string; message: string };

/** What time, or the person, mends: signed out, the server or its disk or the person's space full, the server in trouble. */
export type HeldUpBy = 'signed-out' | 'server-full' | 'space-full' | 'server-busy';

/** Wait before the next attempt, in milliseconds: 0.5 s doubling to 20 s, each between half and all of it. */
export function backOffMs(attempt: number, random: number): number {
	const longest = Math.min(20_000, 500 * 2 ** Math.min(attempt, 10));
	return longest * (0.5 + random / 2);
}

/**
 * Is it useless to try again? Refusals that time does not mend; being offline or signed out is mended by time.
 * @param status HTTP status, 0 when there was no answer
 * @param code the server's own code, when it gave one
 */
export function isFinal(status: number, code: string): boolean {
	if (status === 403) return code === 'not-allowed';
	if (code === 'quota-full') return false;
	return [400, 404, 410, 413, 415].includes(status);
}

/** What holds a take up, told by the server's refusal; null when it did not answer, or only blinked. */
export function heldUpBy(status: number, code: string): HeldUpBy | null {
	if (status === 401 || code === 'not-signed-in') return 'signed-out';
	if (code === 'quota-full') return 'space-full';
	if (status === 507) return 'server-full';
	return status >= 500 || status === 429 ? 'server-busy' : null;
}

/** The least and the most bytes of one request. */
export const REQUEST_BYTES = { least: 64_000, most: 4_000_000 } as const;
/** A request should take about this long, in milliseconds: so often the progress line hears what has really arrived. */
const REQUEST_MS = 4000;

/** How large the next request should be, after one of `bytes` took `ms`. */
export function nextRequestBytes(bytes: number, ms: number): number {
	const wanted = (bytes / Math.max(1, ms)) * REQUEST_MS;
	return Math.round(Math.min(REQUEST_BYTES.most, Math.max(REQUEST_BYTES.least, wanted)));
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);

const HELD_UP_WORDS: Record<HeldUpBy, string> = {
	'signed-out': 'You are signed out: it is sent when you have signed in again.',
	'server-full': 'The server is full: this page waits, and goes on by itself.',
	'space-full':
		'Your space on the server is full. Delete a session you no longer need; then it goes on by itself.',
	'server-busy': 'The server is busy: this page waits, and goes on by itself.'
};

/** The progress line; it claims nothing that the server has not confirmed. `onDevice`: the browser keeps recordings. */
export function describeSending(sending: Sending, onDevice = true): string {
	const saved = onDevice ? 'Saved on this device' : 'Kept in this page only';
	switch (sending.state) {
		case 'safe':
			return 'Safe on the server.';
		case 'refused':
			return `${onDevice ? 'Kept on this device' : saved}. The server did not take it: ${sending.message}`;
		case 'offline':
			return `${saved}. It will be sent when the connection is back.`;
		case 'held-up':
			return `${saved}. ${HELD_UP_WORDS[sending.by]}`;
		case 'waiting':
			return `${saved}.`;
		case 'sending':
			return `${saved}, ${megabytes(sending.sentBytes)} of ${megabytes(sending.totalBytes)} MB sent.`;
	}
}

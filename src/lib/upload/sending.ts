/** How far a take is on its way from this device to the server, in bytes, and what the page says about it. */
export type Sending =
	| { state: 'waiting'; sentBytes: number; totalBytes: number }
	| { state: 'sending'; sentBytes: number; totalBytes: number }
	| { state: 'offline'; sentBytes: number; totalBytes: number }
	| { state: 'safe'; totalBytes: number }
	| { state: 'refused'; code: string; message: string };

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
	return [400, 404, 410, 413, 415].includes(status);
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);

/** The progress line; it claims nothing that the server has not confirmed. */
export function describeSending(sending: Sending): string {
	switch (sending.state) {
		case 'safe':
			return 'Safe on the server.';
		case 'refused':
			return `Kept on this device. The server did not take it: ${sending.message}`;
		case 'offline':
			return 'Saved on this device. It will be sent when the connection is back.';
		case 'waiting':
			return 'Saved on this device.';
		case 'sending':
			return `Saved on this device, ${megabytes(sending.sentBytes)} of ${megabytes(sending.totalBytes)} MB sent.`;
	}
}

/** Tells the server where the sitting stands: not more often than it helps, the latest last, again after an outage. */
import type { Standing } from '$lib/interview/standing';

/** What is not urgent waits this long for more, in milliseconds. */
const GATHER_MS = 800;
const AGAIN_AFTER_MS = 5_000;

export interface StandingKeeper {
	keep(standing: Standing, urgent: boolean): void;
	/** Sends what waits, now; for a page that is being left. */
	flush(): void;
}

/** `path`: where it is kept on the server. */
export function keepStandingAt(path: string): StandingKeeper {
	let waiting: string | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isSending = false;

	function plan(delayMs: number): void {
		clearTimeout(timer);
		timer = setTimeout(() => void send(), delayMs);
	}

	async function send(): Promise<void> {
		clearTimeout(timer);
		if (isSending || waiting === null) return;
		const body = waiting;
		waiting = null;
		isSending = true;
		const status = await put(path, body);
		isSending = false;
		// a refusal stays one; an outage passes, and what came in the meantime is newer
		if (status === 0 || status >= 500) waiting ??= body;
		if (waiting !== null) plan(status === 204 ? 0 : AGAIN_AFTER_MS);
	}

	return {
		keep(standing, urgent) {
			waiting = JSON.stringify(standing);
			plan(urgent ? 0 : GATHER_MS);
		},
		flush() {
			if (waiting === null) return;
			void put(path, waiting);
			waiting = null;
			clearTimeout(timer);
		}
	};
}

/** HTTP status; 0 when there was no answer. */
async function put(path: string, body: string): Promise<number> {
	const headers = { 'content-type': 'application/json' };
	// keepalive lets the request outlive the page
	return fetch(path, { method: 'PUT', headers, body, keepalive: true }).then(
		(response) => response.status,
		() => 0
	);
}

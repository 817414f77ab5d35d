/** Tells the server where the sitting stands: not more often than it helps, the latest last, again after an outage. */
import type { Standing } from '$lib/interview/standing';

/** What is not urgent waits this long for more, in milliseconds. */
const GATHER_MS = 800;
const AGAIN_AFTER_MS = 5_000;
/** An answer of the server that takes longer does not come, in milliseconds. */
const PATIENCE_MS = 15_000;

export interface StandingKeeper {
	keep(standing: Standing, urgent: boolean): void;
	/** Sends what waits, now; for a page that is being left. */
	flush(): void;
	/** Sends what waits; true when nothing waits any more, false in an outage. */
	settle(): Promise<boolean>;
}

/** One for each place, so that a sitting that was left never has its word after the one that followed it. */
const keepers = new Map<string, StandingKeeper>();

/** `path`: where it is kept on the server. */
export function keepStandingAt(path: string): StandingKeeper {
	const keeper = keepers.get(path) ?? makeKeeper(path);
	keepers.set(path, keeper);
	return keeper;
}

function makeKeeper(path: string): StandingKeeper {
	/** Stays until the server has it, or has refused it. */
	let waiting: string | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let sending: Promise<void> | null = null;

	function plan(delayMs: number): void {
		clearTimeout(timer);
		timer = setTimeout(send, delayMs);
	}

	function send(): void {
		if (sending === null && waiting !== null) {
			sending = deliver(waiting).finally(() => (sending = null));
		}
	}

	async function deliver(body: string): Promise<void> {
		clearTimeout(timer);
		const status = await put(path, body);
		// a refusal stays one, an outage passes; and what came in the meantime is newer
		const isOutage = status === 0 || status >= 500;
		if (!isOutage && waiting === body) waiting = null;
		if (waiting !== null) plan(isOutage ? AGAIN_AFTER_MS : 0);
	}

	return {
		keep(standing, urgent) {
			waiting = JSON.stringify(standing);
			plan(urgent ? 0 : GATHER_MS);
		},
		flush() {
			// also beside what is on its way: in a moment there may be no page
			if (waiting !== null) void deliver(waiting);
		},
		async settle() {
			await sending;
			send();
			await sending;
			return waiting === null;
		}
	};
}

/** HTTP status; 0 when there was no answer. */
async function put(path: string, body: string): Promise<number> {
	const headers = { 'content-type': 'application/json' };
	const signal = AbortSignal.timeout(PATIENCE_MS);
	// keepalive lets the request outlive the page
	return fetch(path, { method: 'PUT', headers, body, keepalive: true, signal }).then(
		(response) => response.status,
		() => 0
	);
}

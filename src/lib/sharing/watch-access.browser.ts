/** Tells an open review page, within 5 s, that its access has ended. */

/** Without a sign from the stream for this long, in milliseconds, the page asks by itself. */
const ASK_AFTER_MS = 4000;

/**
 * Calls `ended` once when the review behind `key` is not open to this page any more: expired, withdrawn, its link or
 * passcode changed. A lost network or a server that restarts ends nothing. Returns how to stop watching.
 */
export function watchAccess(key: string, ended: () => void): () => void {
	const address = `/api/reviews/${key}/access`;
	let stream: EventSource | null = null;
	let heardAtMs = performance.now();
	let isOver = false;
	open();
	const timer = setInterval(() => void askIfSilent(), ASK_AFTER_MS / 4);

	function open(): void {
		stream = new EventSource(address);
		stream.addEventListener('message', ({ data }) => {
			heardAtMs = performance.now();
			if (data === 'ended') finish();
		});
	}

	function stop(): void {
		isOver = true;
		clearInterval(timer);
		stream?.close();
	}

	function finish(): void {
		if (isOver) return;
		stop();
		ended();
	}

	async function askIfSilent(): Promise<void> {
		if (performance.now() - heardAtMs < ASK_AFTER_MS) return;
		heardAtMs = performance.now();
		const headers = { accept: 'application/json' };
		const answer = await fetch(address, { headers, cache: 'no-store' }).catch(() => null);
		if (isOver || !answer) return;
		if (answer.status === 404 || answer.status === 403) return finish();
		// an answer that refused a stream once is not asked again by the browser
		if (stream?.readyState === EventSource.CLOSED) open();
	}

	return stop;
}

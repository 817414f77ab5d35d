/** Asks this often whether the server can play a take, in milliseconds; what is not known then is asked by the next page. */
const ASKED_AFTER_MS = [300, 500, 500, 700, 1000, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Resolves with true when the server can play the take, keeps it as it came because it cannot, or has it no more; with false
 * when that could not be learnt within a minute.
 */
export async function untilReady(takeId: string, signal: AbortSignal): Promise<boolean> {
	for (const ms of ASKED_AFTER_MS) {
		await new Promise((done) => setTimeout(done, ms));
		if (signal.aborted) return false;
		const response = await fetch(`/api/takes/${takeId}`, { signal }).catch(() => null);
		if (response?.status === 404) return true;
		if (!response?.ok) continue;
		const { state } = (await response.json().catch(() => ({}))) as { state?: string };
		if (state === 'ready' || state === 'failed') return true;
	}
	return false;
}

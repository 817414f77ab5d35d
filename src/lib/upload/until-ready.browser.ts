/** Asks this often whether the server can play a take, in milliseconds; what is not known then is asked by the next page. */
const ASKED_AFTER_MS = [300, 500, 500, 700, 1000, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * What became of a take that the server has whole: it plays; what arrived cannot be made to play; its owner deleted it.
 * `unknown`: that could not be learnt, because nobody, or somebody else, is signed in, or within a minute.
 */
type Outcome = 'ready' | 'unplayable' | 'deleted' | 'unknown';

/** Asks until the server has made up its mind. Never rejects. */
export async function untilReady(takeId: string, signal: AbortSignal): Promise<Outcome> {
	for (const ms of ASKED_AFTER_MS) {
		await new Promise((done) => setTimeout(done, ms));
		if (signal.aborted) return 'unknown';
		const response = await fetch(`/api/takes/${takeId}`, { signal }).catch(() => null);
		if (response?.status === 410) return 'deleted';
		// to everybody but its owner the take does not exist: that says nothing of the take
		if (response && [401, 403, 404].includes(response.status)) return 'unknown';
		if (!response?.ok) continue;
		const { state } = (await response.json().catch(() => ({}))) as { state?: string };
		if (state === 'ready' || state === 'unplayable') return state;
	}
	return 'unknown';
}

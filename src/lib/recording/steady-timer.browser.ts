/**
 * Calls `beat` every `periodMs` milliseconds of real time until the returned function is called. The beat comes from a
 * worker: a page's own timers are slowed down while it is hidden, and come in a bunch when it is shown again. Where workers
 * are refused the page's timer has to do.
 */
export function startSteadyTimer(beat: () => void, periodMs: number): () => void {
	const worker = openWorker();
	if (!worker) {
		const timer = setInterval(beat, periodMs);
		return () => clearInterval(timer);
	}
	worker.onmessage = beat;
	worker.postMessage(periodMs);
	return () => worker.terminate();
}

function openWorker(): Worker | null {
	try {
		return new Worker(new URL('./steady-timer.worker.ts', import.meta.url), { type: 'module' });
	} catch {
		return null;
	}
}

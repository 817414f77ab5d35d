/** Lets time pass while a probe listens or looks. */
import type { Probing } from './probing.ts';

/** How often progress is told, in milliseconds. */
const TELL_MS = 100;

/** Resolves after `ms` milliseconds. @throws the signal's reason when it is aborted */
export function pass(ms: number, { signal, onProgress }: Probing = {}): Promise<void> {
	return new Promise((done, fail) => {
		if (signal?.aborted) return fail(signal.reason as Error);
		const from = performance.now();
		const stop = () => {
			clearInterval(timer);
			signal?.removeEventListener('abort', abort);
		};
		const abort = () => {
			stop();
			fail(signal?.reason as Error);
		};
		const timer = setInterval(() => {
			const share = Math.min(1, (performance.now() - from) / ms);
			onProgress?.(share);
			if (share < 1) return;
			stop();
			done();
		}, TELL_MS);
		signal?.addEventListener('abort', abort);
	});
}

/** Moving along a strip with the keyboard. Times in milliseconds. */
import type { Stretch } from '../practice/delivery/strips.ts';

const STEP_MS = 1000;

/** The stretch at a moment; the last one at the very end. */
export function stretchAt<S extends Stretch>(stretches: readonly S[], atMs: number): S | undefined {
	return stretches.find(({ endMs }) => atMs < endMs) ?? stretches.at(-1);
}

/**
 * Where a key leads: arrows a second, Page Up and Page Down to the next or last change, Home and End to the ends.
 * Null for a key that does nothing here.
 */
export function neighbour(
	key: string,
	stretches: readonly Stretch[],
	atMs: number,
	durationMs: number
): number | null {
	const starts = stretches.map(({ startMs }) => startMs);
	const within = (ms: number) => Math.min(durationMs, Math.max(0, ms));
	switch (key) {
		case 'ArrowRight':
		case 'ArrowUp':
			return within(atMs + STEP_MS);
		case 'ArrowLeft':
		case 'ArrowDown':
			return within(atMs - STEP_MS);
		case 'PageUp':
			return starts.find((startMs) => startMs > atMs) ?? within(durationMs);
		case 'PageDown':
			return starts.findLast((startMs) => startMs < atMs) ?? 0;
		case 'Home':
			return 0;
		case 'End':
			return durationMs;
		default:
			return null;
	}
}

/** Collects what was seen during one take, and says where nothing could be seen. */
import type { GazeSample } from './track.ts';

/** Two samples further apart than this, in milliseconds, have a hole between them; at 5 a second they lie 200 apart. */
const HOLE_MS = 600;
/** A hole is filled at the usual rate, so that shares of samples are shares of time. */
const STEP_MS = 100;

/** Says of the time from the last of a take's samples to its end, in milliseconds, that nothing could be seen. */
export function padTo(samples: GazeSample[], endMs: number): void {
	const lastMs = samples.at(-1)?.atMs ?? 0;
	if (endMs - lastMs <= HOLE_MS) return;
	const from = samples.length === 0 ? 0 : lastMs + 2 * STEP_MS;
	for (let hole = from; hole < endMs; hole += STEP_MS) {
		samples.push({ atMs: hole, state: 'unavailable', xDeg: null, yDeg: null });
	}
}

export class TakeTrack {
	readonly #startedAtMs: number;
	readonly #samples: GazeSample[] = [];

	/** @param startedAtMs when the take was told to begin, on the clock of the samples that follow */
	constructor(startedAtMs: number) {
		this.#startedAtMs = startedAtMs;
	}

	/** Adds a sample; one from before the take, or older than the one before, is left out. */
	add({ atMs, state, xDeg, yDeg }: GazeSample): void {
		const at = Math.round(atMs - this.#startedAtMs);
		if (at < this.#lastMs()) return;
		padTo(this.#samples, at);
		this.#samples.push({ atMs: at, state, xDeg, yDeg });
	}

	/** The samples in milliseconds from the beginning; `endedAtMs` is on the same clock as the samples given. */
	finish(endedAtMs: number): GazeSample[] {
		padTo(this.#samples, Math.round(endedAtMs - this.#startedAtMs));
		return this.#samples;
	}

	#lastMs(): number {
		return this.#samples.at(-1)?.atMs ?? 0;
	}
}

/**
 * When the pictures of a recording begin, as the browser shows them. Cameras slow down in the dark and recorders drop
 * pictures, so the time of one picture cannot be worked out from another. All times in milliseconds.
 */

/** Assumed until two neighbouring pictures were seen. */
const ASSUMED_MS = 1000 / 30;
/** Intervals remembered for the usual one. */
const REMEMBERED = 61;
/** A picture that stands longer than this while the sound goes on is no longer what a moment is told by. */
const STALE_MS = 500;
/** Moments before the picture's begin that are only rounding. */
const EARLY_MS = 50;

/** What is known of one recording's pictures. */
export class FrameTimes {
	readonly #next = new Map<number, number>();
	readonly #intervals: number[] = [];
	#last: { atMs: number; count: number } | null = null;

	/**
	 * Notes a shown picture; `count`: how many were shown so far. What is shown while playing says how far apart pictures
	 * are, not which are neighbours: a busy device leaves some out without counting them.
	 */
	note(atMs: number, count: number): void {
		const last = this.#last;
		this.#last = { atMs, count };
		if (!last || count !== last.count + 1 || atMs <= last.atMs) return;
		const interval = atMs - last.atMs;
		if (interval > STALE_MS) return;
		this.#intervals.push(interval);
		if (this.#intervals.length > REMEMBERED) this.#intervals.shift();
	}

	/** The recording was moved: the next picture is no neighbour of the last one. */
	jumped(): void {
		this.#last = null;
	}

	/** `next` is known to follow `atMs` directly. */
	link(atMs: number, next: number): void {
		this.#next.set(keyOf(atMs), next);
	}

	/** The picture after the one that begins at `atMs`; null when nobody has seen it yet. */
	after(atMs: number): number | null {
		return this.#next.get(keyOf(atMs)) ?? null;
	}

	/** The usual time from one picture to the next: a short one of those seen, because what is left out only lengthens. */
	get usualMs(): number {
		const sorted = [...this.#intervals].sort((a, b) => a - b);
		return sorted[Math.floor(sorted.length / 10)] ?? ASSUMED_MS;
	}
}

/** The moment on the screen: that of the shown picture, or the clock's own where no picture belongs to it. */
export function shownMoment(clockMs: number, frameMs: number | null): number {
	if (frameMs === null) return clockMs;
	const age = clockMs - frameMs;
	return age >= -EARLY_MS && age <= STALE_MS ? frameMs : clockMs;
}

/** Where to look for the next picture, as distances from the shown one; each further than the last. */
export function probesAfter(usualMs: number): number[] {
	return [0.6, 1.1, 1.6, 2.6, 4.6, 8.6, 16.6, 32.6].map((factor) => factor * usualMs);
}

/**
 * A whole millisecond as a place to move to, in seconds: the middle of it, because a picture that begins within the
 * millisecond must be the one that is shown.
 */
export function secondsOf(ms: number): number {
	return (ms + 0.5) / 1000;
}

const keyOf = (ms: number) => Math.round(ms * 10);

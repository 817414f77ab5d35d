/** When a sign near the lens helps: after a long look away, and not again at once. */
import type { GazeSample } from './track.ts';

/** Thinking looks away too: only longer ones are worth a sign, in milliseconds. Chosen: twice a look that is counted. */
export const LONG_MS = 4000;
/** The sign goes after this long even if nobody follows it, in milliseconds, and stays away for as long again. */
const SHOWN_MS = 3000;
const QUIET_MS = 15_000;

export class AwayWatch {
	#awaySince: number | null = null;
	#shownSince: number | null = null;

	/** Should the sign be shown after this sample? Blinks and lost faces neither begin nor end a look away. */
	see({ atMs, state }: Pick<GazeSample, 'atMs' | 'state'>): boolean {
		if (state === 'lens') this.#awaySince = null;
		else if (state === 'screen' || state === 'away') this.#awaySince ??= atMs;
		const shown = this.#shownSince === null ? Infinity : atMs - this.#shownSince;
		if (this.#awaySince === null) return false;
		if (shown < SHOWN_MS) return true;
		if (shown < SHOWN_MS + QUIET_MS || atMs - this.#awaySince < LONG_MS) return false;
		this.#shownSince = atMs;
		return true;
	}
}

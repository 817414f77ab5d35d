/**
 * Whose turn it is to be prepared. A take that failed goes behind all that did not, and waits longer each time, so that it
 * neither holds up the others nor is ever given up. Times are milliseconds on one clock that only goes forward.
 */

/** Wait after the first failure; it doubles with each further one. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3600_000;

export class Turns {
	readonly #failed = new Map<string, { times: number; dueAt: number }>();

	/** The one of `waiting`, oldest first, whose turn it is at `now`; null when all of them have to wait. */
	next<T extends { id: string }>(waiting: readonly T[], now: number): T | null {
		this.#forgetAllBut(waiting);
		const dueAt = ({ id }: T) => this.#failed.get(id)?.dueAt ?? -Infinity;
		const [first] = [...waiting].sort((one, other) => dueAt(one) - dueAt(other) || 0);
		return first && dueAt(first) <= now ? first : null;
	}

	/** It failed at `now`. One that only lacked room on the disk does not wait longer than the first time. */
	failed(id: string, now: number, lackedRoom: boolean): void {
		const times = lackedRoom ? 0 : (this.#failed.get(id)?.times ?? 0);
		const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** times);
		this.#failed.set(id, { times: times + 1, dueAt: now + wait });
	}

	/** How long after `now` the next one that failed has its turn; null when none did. */
	waitMs(now: number): number | null {
		const dueAt = [...this.#failed.values()].map((failed) => failed.dueAt);
		return dueAt.length === 0 ? null : Math.max(0, Math.min(...dueAt) - now);
	}

	#forgetAllBut(waiting: readonly { id: string }[]): void {
		const ids = new Set(waiting.map(({ id }) => id));
		for (const id of this.#failed.keys()) if (!ids.has(id)) this.#failed.delete(id);
	}
}

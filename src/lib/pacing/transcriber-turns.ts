/** Who is being listened to: a transcriber takes all of a machine, so each person has one turn at a time, and few go at once. */

export class Turns {
	readonly #most: number;
	readonly #who = new Set<string>();

	/** @param most turns at once, over all persons */
	constructor(most: number) {
		this.#most = most;
	}

	/** Begins a turn and gives what ends it; null when they have one already, or too many others have. */
	begin(who: string): (() => void) | null {
		if (this.#who.has(who) || this.#who.size >= this.#most) return null;
		this.#who.add(who);
		return () => void this.#who.delete(who);
	}
}

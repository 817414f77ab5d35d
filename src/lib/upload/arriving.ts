/**
 * Bytes that requests under way have announced: they count against a quota before they are written. Only the newest
 * request of a take counts, so that one that died does not stand in the way of the one that goes on.
 */
export class ArrivingBytes {
	readonly #requests = new Map<string, { owner: string; bytes: number }>();

	/** Counts `bytes` of a take until the returned function is called. */
	add(owner: string, takeId: string, bytes: number): () => void {
		const request = { owner, bytes };
		this.#requests.delete(takeId);
		this.#requests.set(takeId, request);
		return () => {
			if (this.#requests.get(takeId) === request) this.#requests.delete(takeId);
		};
	}

	/**
	 * What is still to come of takes that were announced before this one, `owner`'s or everybody's: of two that don't both fit,
	 * the first does. `written`: what is on the disk of one's request.
	 */
	toComeBefore(takeId: string, written: (takeId: string) => number, owner?: string): number {
		let sum = 0;
		for (const request of this.#earlier(takeId)) {
			if (owner !== undefined && request.owner !== owner) continue;
			sum += Math.max(0, request.bytes - written(request.id));
		}
		return sum;
	}

	*#earlier(takeId: string): Generator<{ id: string; owner: string; bytes: number }> {
		for (const [id, request] of this.#requests) {
			if (id === takeId) return;
			yield { id, ...request };
		}
	}
}

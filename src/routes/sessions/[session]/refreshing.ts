/**
 * Loads the page's data anew, one load after the other: a load that begins while another runs would end that one, and
 * on a slow server none would ever arrive.
 */
export class Refreshing {
	#load: () => Promise<void>;
	#running: Promise<void> | undefined;
	#next: Promise<void> | undefined;

	constructor(load: () => Promise<void>) {
		this.#load = load;
	}

	/** Resolves when a load that began after this call has arrived. */
	now(): Promise<void> {
		if (!this.#running) return this.#begin();
		this.#next ??= this.#running.then(() => {
			this.#next = undefined;
			return this.#begin();
		});
		return this.#next;
	}

	/** Loads unless a load is under way. */
	soon(): void {
		if (!this.#running) void this.#begin();
	}

	#begin(): Promise<void> {
		this.#running = this.#load()
			.catch(() => undefined)
			.finally(() => (this.#running = undefined));
		return this.#running;
	}
}

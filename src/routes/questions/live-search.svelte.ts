import { makeSearch, type Search, type SearchDocument } from '$lib/question-bank/search';

/** The search in the browser: fetched and indexed when somebody first turns to it, so that other visits don't pay. */
export class LiveSearch {
	#search = $state.raw<Search | null>(null);
	#loading: Promise<void> | null = null;

	/** Gets ready; safe to call again. Without a connection the page finds whole words, and this tries again. */
	prepare(): Promise<void> {
		this.#loading ??= this.#load().catch(() => {
			this.#loading = null;
		});
		return this.#loading;
	}

	/** Ids that fit `q`, best first; null when there is nothing to search for, or nothing to search with yet. */
	rank(q: string): string[] | null {
		return this.#search?.(q) ?? null;
	}

	async #load(): Promise<void> {
		const response = await fetch('/api/questions');
		if (!response.ok) throw new Error(`search: ${response.status}`);
		this.#search = makeSearch((await response.json()) as SearchDocument[]);
	}
}

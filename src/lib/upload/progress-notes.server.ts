/**
 * Writes down how much of each upload is here, for the pages that show it and for the check that nothing of it was lost. It is
 * known of the disk at any time, so no request waits for it, and uploads that grow together are noted together.
 */
import type { Log } from '../platform/log.server.ts';
import type { TakeLedger } from './ledger.ts';

/** What has grown is noted after this time, in milliseconds. */
const NOTED_AFTER_MS = 1000;

export class ProgressNotes {
	readonly #grown = new Set<string>();
	#timer: NodeJS.Timeout | undefined;
	#noting = Promise.resolve();

	constructor(
		private readonly bytesOf: (takeId: string) => Promise<number | null>,
		private readonly ledger: Pick<TakeLedger, 'noteUploaded'>,
		private readonly log: Log
	) {}

	/** The upload of this take has grown. Returns at once. */
	grown(takeId: string): void {
		this.#grown.add(takeId);
		this.#timer ??= setTimeout(() => void this.settle(), NOTED_AFTER_MS).unref();
	}

	/** Resolves when everything that has grown until now is noted; never rejects: the next start finds what was not. */
	settle(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#noting = this.#noting.then(() => this.#note());
		return this.#noting;
	}

	async #note(): Promise<void> {
		const takeIds = [...this.#grown];
		this.#grown.clear();
		try {
			const sizes = await Promise.all(
				takeIds.map(async (id) => ({ id, bytes: (await this.bytesOf(id)) ?? 0 }))
			);
			const here = sizes.filter(({ bytes }) => bytes > 0);
			if (here.length > 0) await this.ledger.noteUploaded(here);
		} catch (error) {
			this.log.warn({ err: String(error) }, 'progress of uploads not noted');
		}
	}
}

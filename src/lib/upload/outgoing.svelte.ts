/**
 * Every take of this device that the server does not have yet, whatever page is open: takes being recorded, and those
 * that an earlier page left behind.
 */
import { createMemorySpool } from '../recording/spool-memory.ts';
import { openIndexedDbSpool } from '../recording/spool.browser.ts';
import type { NewSpooledTake, Spool, SpooledTake } from '../recording/spool.ts';
import { sendTake, type SendingTake } from './send.browser.ts';
import type { Sending } from './sending.ts';

export interface OutgoingTake {
	take: NewSpooledTake & Pick<SpooledTake, 'durationMs'>;
	sending: Sending;
	/** Left behind by a page that ended before it could finish: the person should hear of it. */
	recovered: boolean;
}

class Outgoing {
	list = $state<OutgoingTake[]>([]);
	/** False where the browser keeps nothing: then a take is only as safe as what has been sent. */
	keepsOnDevice = $state(true);
	#spool: Promise<Spool> | undefined;
	#senders = new Map<string, SendingTake>();

	/** The spool of this device; in memory where the browser refuses storage. */
	spool(): Promise<Spool> {
		this.#spool ??= openIndexedDbSpool().catch(() => {
			this.keepsOnDevice = false;
			return createMemorySpool();
		});
		return this.#spool;
	}

	/** Starts sending a take that is in the spool, while it is recorded or afterwards. */
	send(spool: Spool, take: OutgoingTake['take'], recovered = false): SendingTake {
		const known = this.#senders.get(take.takeId);
		if (known) return known;
		this.list.push({
			take,
			recovered,
			sending: { state: 'waiting', sentBytes: 0, totalBytes: 0 }
		});
		const sender = sendTake(spool, take.takeId, recovered, (sending) =>
			this.#note(take.takeId, sending)
		);
		this.#senders.set(take.takeId, sender);
		return sender;
	}

	/**
	 * Takes up what earlier pages left behind; takes that another page records right now are left to it.
	 * Returns the ids of those that were cut short.
	 */
	async recover(): Promise<string[]> {
		const spool = await this.spool();
		const left = (await spool.list()).filter((take) => !this.#senders.has(take.takeId));
		for (const take of left) {
			void whileNobodyRecords(take.takeId, async () => {
				if (take.bytes === 0) return spool.remove(take.takeId);
				if (!take.finished) await spool.finish(take.takeId);
				this.send(spool, take, true);
			});
		}
		return left.filter((take) => !take.finished).map((take) => take.takeId);
	}

	/** Deletes a take from this device; for one that the server will not have. */
	async discard(takeId: string): Promise<void> {
		this.#senders.get(takeId)?.pause();
		this.#senders.delete(takeId);
		await (await this.spool()).remove(takeId);
		this.list = this.list.filter((each) => each.take.takeId !== takeId);
	}

	#note(takeId: string, sending: Sending): void {
		const entry = this.list.find((each) => each.take.takeId === takeId);
		if (entry) entry.sending = sending;
	}
}

/** Held for as long as a page records a take. */
export const recordingLock = (takeId: string): string => `vivavoce-record-${takeId}`;

async function whileNobodyRecords(takeId: string, act: () => Promise<void>): Promise<void> {
	if (!('locks' in navigator)) return act();
	await navigator.locks.request(recordingLock(takeId), { ifAvailable: true }, async (lock) => {
		if (lock) await act();
	});
}

export const outgoing = new Outgoing();

/**
 * Turns received uploads into playable takes, one at a time. The queue is the ledger itself (takes in state
 * `received`), so nothing is forgotten when the server is killed, and preparing twice does no harm.
 */
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../platform/log.server.ts';
import type { MediaStore } from '../platform/media-store.ts';
import { SNIFF_BYTES, sniffContainer } from './container.ts';
import type { TakeLedger } from './ledger.ts';
import { mediaKeyOf } from './media-key.ts';
import { createRemuxThread, patienceFor } from './remux-thread.server.ts';

/** After this many failures a take is called unplayable. */
const MOST_ATTEMPTS = 3;
/** Wait before a failed take is tried again, in milliseconds. */
const AGAIN_AFTER_MS = 5_000;

export interface Preparer {
	/** Looks for work now; returns at once. */
	wake(): void;
	/** Finishes the take in hand and stops. */
	close(): Promise<void>;
}

export interface PreparerOptions {
	uploads: string;
	media: MediaStore;
	ledger: TakeLedger;
	log: Log;
	/** Called when a take is playable: its upload is not needed any more. */
	forget(takeId: string): Promise<void>;
}

export function createPreparer(options: PreparerOptions): Preparer {
	const { ledger, log } = options;
	const thread = createRemuxThread();
	let running: Promise<void> | undefined;
	let isClosed = false;
	let isWoken = false;
	let timer: NodeJS.Timeout | undefined;

	async function work(): Promise<void> {
		while (isWoken && !isClosed) {
			isWoken = false;
			const waiting = await ledger.listReceived();
			for (const take of waiting) {
				if (isClosed) return;
				await prepare(take.id, take.attempts);
			}
		}
	}

	async function prepare(takeId: string, attempts: number): Promise<void> {
		try {
			await prepareTake(takeId, options, thread);
		} catch (error) {
			const final = attempts + 1 >= MOST_ATTEMPTS;
			log.warn({ takeId, attempt: attempts + 1, final, err: String(error) }, 'take not prepared');
			await ledger.markFailed(takeId, String(error), final);
			if (!final) later();
		}
	}

	function later(): void {
		clearTimeout(timer);
		timer = setTimeout(wake, AGAIN_AFTER_MS);
		timer.unref();
	}

	function wake(): void {
		isWoken = true;
		if (isClosed) return;
		running ??= work()
			.catch((error: unknown) => {
				log.error({ err: String(error) }, 'takes could not be prepared; trying again');
				later();
			})
			.finally(() => {
				running = undefined;
				if (isWoken) wake();
			});
	}

	return {
		wake,
		async close() {
			isClosed = true;
			clearTimeout(timer);
			await running;
			await thread.close();
		}
	};
}

async function prepareTake(
	takeId: string,
	{ uploads, media, ledger, log, forget }: PreparerOptions,
	thread: ReturnType<typeof createRemuxThread>
): Promise<void> {
	const from = join(uploads, takeId);
	const container = await containerOf(from);
	if (!container) throw new Error('not a recording');
	const mediaKey = mediaKeyOf(takeId, container);
	const to = join(uploads, `${takeId}.prepared`);
	try {
		const file = await thread.remux({
			from,
			to,
			container,
			patienceMs: patienceFor((await stat(from)).size)
		});
		await media.keep(mediaKey, to);
		const isWanted = await ledger.markReady(takeId, { mediaKey, ...file });
		if (!isWanted) await media.remove(mediaKey);
		await forget(takeId);
		log.info({ takeId, durationMs: file.durationMs, bytes: file.bytes }, 'take ready');
	} finally {
		await rm(to, { force: true });
	}
}

async function containerOf(path: string): Promise<ReturnType<typeof sniffContainer>> {
	const file = await open(path, 'r');
	try {
		const { buffer, bytesRead } = await file.read(new Uint8Array(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
		return sniffContainer(buffer.subarray(0, bytesRead));
	} finally {
		await file.close();
	}
}

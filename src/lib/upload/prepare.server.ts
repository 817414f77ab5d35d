/**
 * Turns received uploads into playable takes, one at a time. The queue is the ledger itself (takes in state
 * `received`), so nothing is forgotten when the server is killed, and preparing twice does no harm.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isDiskFull } from '../platform/disk.server.ts';
import type { Log } from '../platform/log.server.ts';
import type { MediaStore } from '../platform/media-store.ts';
import { isOutage } from '../platform/outage.ts';
import { SNIFF_BYTES, sniffContainer } from './container.ts';
import type { PreparedFile, TakeLedger } from './ledger.ts';
import { mediaKeyOf, originalKeyOf } from './media-key.ts';
import { createRemuxThread, patienceFor, type RemuxThread } from './remux-thread.server.ts';
import type { UploadStore } from './upload-store.server.ts';

/** After this many failures a take is called unplayable. */
const MOST_ATTEMPTS = 3;
/** Wait before a failed take is tried again, in milliseconds. */
const AGAIN_AFTER_MS = 5_000;

export interface Preparer {
	/** Looks for work now; returns at once. */
	wake(): void;
	/** Something will have to be prepared soon. */
	expect(): void;
	/** Finishes the take in hand and stops. */
	close(): Promise<void>;
}

export interface PreparerOptions {
	store: UploadStore;
	media: MediaStore;
	ledger: TakeLedger;
	log: Log;
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
			await prepareTake(takeId, attempts + 1 >= MOST_ATTEMPTS, options, thread);
		} catch (error) {
			// neither says anything about the recording: it waits until there is room, or a database
			if (isDiskFull(error) || isOutage(error)) throw error;
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
		expect: () => thread.warm(),
		async close() {
			isClosed = true;
			clearTimeout(timer);
			await running;
			await thread.close();
		}
	};
}

/**
 * The upload stays until the take is `ready` in the ledger. What was made of it is written down before it moves, so that
 * a server killed in between finds it where it has got to.
 */
async function prepareTake(
	takeId: string,
	isLastTry: boolean,
	{ store, media, ledger, log }: PreparerOptions,
	thread: RemuxThread
): Promise<void> {
	const moved = await movedBefore(takeId, store, media);
	const file = moved ?? (await make(takeId, isLastTry, store, media, thread, log));
	const isWanted = await ledger.markReady(takeId, file);
	if (!isWanted) {
		await media.remove(file.mediaKey);
		await media.remove(originalKeyOf(takeId));
	}
	await store.forget(takeId);
	log.info({ takeId, durationMs: file.durationMs, bytes: file.bytes }, 'take ready');
}

async function movedBefore(
	takeId: string,
	store: UploadStore,
	media: MediaStore
): Promise<PreparedFile | null> {
	const prepared = (await store.readNote(takeId))?.prepared;
	if (!prepared) return null;
	return (await media.sizeOf(prepared.mediaKey)) === prepared.bytes ? prepared : null;
}

async function make(
	takeId: string,
	isLastTry: boolean,
	store: UploadStore,
	media: MediaStore,
	thread: RemuxThread,
	log: Log
): Promise<PreparedFile> {
	const note = await store.readNote(takeId);
	if (!note) throw new Error('its upload is gone');
	const path = store.pathOf(takeId);
	const container = await containerOf(path, note.room);
	if (!container) throw new Error('not a recording');
	const places = { path, room: note.room, to: `${path}.prepared`, closedPath: `${path}.closed` };
	const order = { ...places, container, isLastTry };
	const made = await thread.make(order, patienceFor((await store.bytesOf(takeId)) ?? 0));
	const { path: madePath, because, ...file } = made;
	if (because) log.info({ takeId, because }, 'not sealed in place');
	const prepared = { ...file, mediaKey: mediaKeyOf(takeId, container) };
	if (made.missing) {
		log.warn({ takeId, missing: made.missing }, 'a take arrived damaged; what arrived is kept');
		// whoever can read more of it some day finds it as it came
		await pipeline(
			createReadStream(path, { start: note.room }),
			createWriteStream(`${path}.original`)
		);
		await media.keep(originalKeyOf(takeId), `${path}.original`);
	}
	await store.writeNote(takeId, { ...note, prepared });
	await media.keep(prepared.mediaKey, madePath);
	return prepared;
}

async function containerOf(path: string, room: number): Promise<ReturnType<typeof sniffContainer>> {
	const file = await open(path, 'r');
	try {
		const head = new Uint8Array(SNIFF_BYTES);
		const { bytesRead } = await file.read(head, 0, SNIFF_BYTES, room);
		return sniffContainer(head.subarray(0, bytesRead));
	} finally {
		await file.close();
	}
}

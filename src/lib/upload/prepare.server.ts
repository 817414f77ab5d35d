/**
 * Turns received uploads into playable takes, one at a time. The queue is the ledger itself (takes in state
 * `received`), so nothing is forgotten when the server is killed, and preparing twice does no harm.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { demandRoom, isDiskFull } from '../platform/disk.server.ts';
import type { Log } from '../platform/log.server.ts';
import type { MediaStore } from '../platform/media-store.ts';
import { isOutage } from '../platform/outage.ts';
import { SNIFF_BYTES, sniffContainer } from './container.ts';
import type { PreparedFile, TakeLedger } from './ledger.ts';
import type { Playable } from './make-playable.server.ts';
import { mediaKeyOf, originalKeyOf } from './media-key.ts';
import {
	createRemuxThread,
	patienceFor,
	Unplayable,
	type RemuxThread
} from './remux-thread.server.ts';
import { unseal, type Upload } from './seal.server.ts';
import { Turns } from './turns.ts';
import type { UploadNote, UploadStore } from './upload-store.server.ts';

/** After this many answers that its bytes cannot be played a take is called unplayable. */
const MOST_ATTEMPTS = 3;
/** Is this the last attempt, after so many? */
const isLast = (attempts: number): boolean => attempts + 1 >= MOST_ATTEMPTS;
/** Wait before the ledger is asked again, in milliseconds, when it could not be. */
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
	const turns = new Turns();
	let running: Promise<void> | undefined;
	let isClosed = false;
	let isWoken = false;
	let timer: NodeJS.Timeout | undefined;

	async function work(): Promise<void> {
		while (!isClosed) {
			isWoken = false;
			const take = turns.next(await ledger.listReceived(), performance.now());
			if (!take) break;
			await prepare(take.id, take.attempts);
		}
		const waitMs = turns.waitMs(performance.now());
		if (waitMs !== null) later(waitMs);
	}

	async function prepare(takeId: string, attempts: number): Promise<void> {
		try {
			await prepareTake(takeId, attempts, options, thread);
		} catch (error) {
			if (isOutage(error)) throw error;
			turns.failed(takeId, performance.now(), isDiskFull(error));
			// only what its bytes make impossible counts against a take; a fault of this machine passes
			const isCounted = error instanceof Unplayable;
			const final = isCounted && isLast(attempts);
			log.warn({ takeId, attempts, isCounted, final, err: String(error) }, 'take not prepared');
			if (isCounted) await ledger.markFailed(takeId, String(error), final);
		}
	}

	function later(waitMs: number): void {
		clearTimeout(timer);
		timer = setTimeout(wake, waitMs);
		timer.unref();
	}

	function wake(): void {
		isWoken = true;
		if (isClosed) return;
		running ??= work()
			.catch((error: unknown) => {
				log.error({ err: String(error) }, 'takes could not be prepared; trying again');
				later(AGAIN_AFTER_MS);
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
	attempts: number,
	{ store, media, ledger, log }: PreparerOptions,
	thread: RemuxThread
): Promise<void> {
	const moved = await movedBefore(takeId, store, media);
	const file = moved ?? (await make(takeId, attempts, { store, media, log }, thread));
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

type Workshop = Pick<PreparerOptions, 'store' | 'media' | 'log'>;

/** Leaves the upload as it came when it fails: somebody may want to have it so. */
async function make(
	takeId: string,
	attempts: number,
	workshop: Workshop,
	thread: RemuxThread
): Promise<PreparedFile> {
	const { store, log } = workshop;
	const note = await store.readNote(takeId);
	if (!note) throw new Error('its upload is gone');
	const path = store.pathOf(takeId);
	const upload = { path, room: note.room, closedPath: `${path}.closed` };
	try {
		const container = await containerOf(path, note.room);
		if (!container) throw new Unplayable('not a recording');
		const order = { ...upload, to: `${path}.prepared`, container, isLastTry: isLast(attempts) };
		const bytes = (await store.bytesOf(takeId)) ?? 0;
		const made = await thread.make(order, patienceFor(bytes, attempts));
		return await keep(takeId, note, { ...made, mediaKey: mediaKeyOf(takeId, container) }, workshop);
	} catch (error) {
		await tidy(store, takeId, upload).catch((err: unknown) =>
			log.warn({ takeId, err: String(err) }, 'not tidied up after a failure')
		);
		throw error;
	}
}

async function tidy(store: UploadStore, takeId: string, upload: Upload): Promise<void> {
	await store.removeMade(takeId);
	await unseal(upload);
}

async function keep(
	takeId: string,
	note: UploadNote,
	{ path: madePath, because, ...prepared }: Playable & PreparedFile,
	{ store, media, log }: Workshop
): Promise<PreparedFile> {
	if (because) log.info({ takeId, because }, 'not sealed in place');
	if (prepared.missing) {
		log.warn({ takeId, missing: prepared.missing }, 'a take arrived damaged; what arrived is kept');
		await keepOriginal(takeId, note, { store, media });
	}
	await store.writeNote(takeId, { ...note, prepared });
	await media.keep(prepared.mediaKey, madePath);
	return prepared;
}

/** Whoever can read more of it some day finds it as it came. */
async function keepOriginal(
	takeId: string,
	{ room }: UploadNote,
	{ store, media }: Pick<Workshop, 'store' | 'media'>
): Promise<void> {
	const path = store.pathOf(takeId);
	await demandRoom(store.folder, (await store.bytesOf(takeId)) ?? 0);
	await pipeline(createReadStream(path, { start: room }), createWriteStream(`${path}.original`));
	await media.keep(originalKeyOf(takeId), `${path}.original`);
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

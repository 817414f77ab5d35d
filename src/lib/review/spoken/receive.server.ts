/**
 * Takes in the recording of a comment: at most two minutes in one request, streamed to disk, told by its first bytes,
 * made seekable like a take. What is refused leaves nothing behind.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { isDiskFull, roomOnDisk } from '../../platform/disk.server.ts';
import { Fault } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.server.ts';
import type { MediaStore } from '../../platform/media-store.ts';
import { SNIFF_BYTES, sniffContainer, type Container } from '../../upload/container.ts';
import type { Playable } from '../../upload/make-playable.server.ts';
import { peekRecording } from '../../upload/peek.server.ts';
import { createRemuxThread, patienceFor } from '../../upload/remux-thread.server.ts';
import { removeUnknown } from '../../upload/unknown-files.server.ts';
import {
	isSpokenKey,
	LARGEST_SPOKEN,
	LONGEST_SPOKEN_MS,
	SPOKEN_SLACK_MS,
	spokenKey
} from './spoken.ts';

/** A recording that lies in the media store and belongs to nothing yet. Milliseconds, bytes, SHA-256 in hex. */
export interface StoredSpoken {
	mediaKey: string;
	mimeType: string;
	durationMs: number;
	bytes: number;
	sha256: string;
}

export interface SpokenReceiver {
	/**
	 * Stores the body of `request`, then lets `keep` write down whose it is; when that fails nothing stays.
	 * @param sender whose recordings these are: a grant or a person
	 * @throws {Fault} `length-required`, `too-large`, `not-a-recording`, `disk-full`; `bad-input` when it is too long, or
	 * comes too slowly; `too-many` when others of this sender or of everybody are arriving
	 */
	receive<T>(
		request: Request,
		sender: string,
		keep: (stored: StoredSpoken) => Promise<T>
	): Promise<T>;
	/** Removes the bytes of recordings that are gone. */
	remove(mediaKeys: readonly string[]): Promise<void>;
	/** Removes what has belonged to nothing for a week; `known` tells which of these keys belong to something. */
	sweep(
		known: (mediaKeys: readonly string[]) => Promise<ReadonlySet<string>>,
		now: Date
	): Promise<void>;
	close(): Promise<void>;
}

interface Options {
	/** Where a recording lies while it arrives. */
	folder: string;
	media: MediaStore;
	log: Log;
	/** How long it may stand still, and take as a whole, in milliseconds. */
	patience?: Patience;
}

interface Patience {
	idleMs: number;
	wholeMs: number;
}

/** More at once are refused: each can be 40 MB. */
const MOST_ARRIVING = 20;
/** Of one sender: who has one link must not keep the places of everybody. */
const MOST_OF_ONE = 2;
/** 40 MB in a quarter of an hour is 0.4 Mbit/s, less than a call needs. */
const PATIENCE: Patience = { idleMs: 30_000, wholeMs: 15 * 60_000 };

export function createSpokenReceiver({
	folder,
	media,
	log,
	patience = PATIENCE
}: Options): SpokenReceiver {
	const thread = createRemuxThread();
	/** Keys that are in the store and not written down yet; how many recordings are arriving. */
	const inHand = new Set<string>();
	let arriving = 0;
	const arrivingOf = new Map<string, number>();
	let turn: Promise<unknown> = Promise.resolve();

	/** One after the other: the thread takes one order at a time. */
	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const mine = turn.then(work, work);
		turn = mine.catch(() => undefined);
		return mine;
	}

	async function store(request: Request, id: string): Promise<StoredSpoken> {
		const path = join(folder, id);
		try {
			await takeIn(request, folder, path, patience);
			const made = await inTurn(() => make(path));
			if (made.durationMs > LONGEST_SPOKEN_MS + SPOKEN_SLACK_MS) {
				throw new Fault('bad-input', { field: 'body', message: TOO_LONG });
			}
			const mediaKey = spokenKey(id, made.mimeType.endsWith('mp4') ? 'mp4' : 'webm');
			inHand.add(mediaKey);
			await media.keep(mediaKey, made.path);
			const { mimeType, durationMs, bytes, sha256 } = made;
			return { mediaKey, mimeType, durationMs, bytes, sha256 };
		} catch (error) {
			throw isDiskFull(error) ? new Fault('disk-full') : error;
		} finally {
			for (const ending of ENDINGS) await rm(path + ending, { force: true });
		}
	}

	async function make(path: string): Promise<Playable> {
		const container = await containerOf(path);
		if (!container) throw new Fault('not-a-recording');
		const places = { path, room: 0, closedPath: `${path}.closed`, to: `${path}.prepared` };
		try {
			return await thread.make(
				{ ...places, container, isLastTry: true },
				patienceFor(LARGEST_SPOKEN, 0)
			);
		} catch (error) {
			if (isDiskFull(error)) throw error;
			log.info({ err: String(error) }, 'spoken comment refused');
			throw new Fault('not-a-recording', { message: UNPLAYABLE });
		}
	}

	return {
		async receive(request, sender, keep) {
			const others = arrivingOf.get(sender) ?? 0;
			if (others >= MOST_OF_ONE) throw new Fault('too-many', { message: OTHERS_FIRST });
			if (arriving >= MOST_ARRIVING) throw new Fault('too-many');
			thread.warm();
			arriving += 1;
			arrivingOf.set(sender, others + 1);
			try {
				const stored = await store(request, randomUUID());
				try {
					return await keep(stored);
				} catch (error) {
					await media.remove(stored.mediaKey);
					throw error;
				} finally {
					inHand.delete(stored.mediaKey);
				}
			} finally {
				arriving -= 1;
				const left = (arrivingOf.get(sender) ?? 1) - 1;
				if (left > 0) arrivingOf.set(sender, left);
				else arrivingOf.delete(sender);
			}
		},
		async remove(mediaKeys) {
			for (const key of mediaKeys) await media.remove(key);
		},
		async sweep(known, now) {
			if (arriving === 0) await removeParts(folder);
			const keys = (await media.keys()).filter((key) => isSpokenKey(key) && !inHand.has(key));
			const belonging = await known(keys);
			const files = keys.map((key) => ({
				key: `media/${key}`,
				isKnown: belonging.has(key),
				remove: () => media.remove(key)
			}));
			await mkdir(folder, { recursive: true });
			await removeUnknown(files, join(folder, NOTICED), now, log);
		},
		async close() {
			await turn;
			await thread.close();
		}
	};
}

/** When recordings that belong to nothing were noticed; stands beside those that arrive. */
const NOTICED = '.unknown.json';
const ENDINGS = ['', '.prepared', '.closed'];
const TOO_LONG = 'This is longer than 2 minutes. Record a shorter comment.';
const UNPLAYABLE = 'This recording cannot be played, so it was not kept. Record it once more.';
const TOO_LARGE = 'A spoken comment can have at most 40 MB. Record a shorter one.';

const OTHERS_FIRST =
	'Two of your recordings are still on their way. Wait until they are here, then send this one.';
const TOO_SLOW = 'The recording came too slowly, so it was not kept. Send it again.';

/** Streams the body to `path`. @throws {Fault} before or while it arrives */
async function takeIn(
	request: Request,
	folder: string,
	path: string,
	{ idleMs, wholeMs }: Patience
): Promise<void> {
	const said = request.headers.get('content-length');
	if (said === null || !/^\d{1,15}$/.test(said)) throw new Fault('length-required');
	const length = Number(said);
	if (length > LARGEST_SPOKEN) throw new Fault('too-large', { message: TOO_LARGE });
	await mkdir(folder, { recursive: true });
	// it lies there twice while it is made seekable
	if ((await roomOnDisk(folder)) <= 2 * length) throw new Fault('disk-full');
	// a body that stands still before its first bytes takes a place as well
	const checked = await within(idleMs, peekRecording(request));
	if (!checked.body) throw new Fault('not-a-recording');
	let bytes = 0;
	const tooSlow = () =>
		counted.destroy(new Fault('bad-input', { field: 'body', message: TOO_SLOW }));
	const idle = setTimeout(tooSlow, idleMs);
	const whole = setTimeout(tooSlow, wholeMs);
	const counted = new Transform({
		transform(chunk: Uint8Array, _encoding, done) {
			idle.refresh();
			bytes += chunk.byteLength;
			if (bytes > LARGEST_SPOKEN) done(new Fault('too-large', { message: TOO_LARGE }));
			else done(null, chunk);
		}
	});
	const body = Readable.fromWeb(checked.body as ReadableStream<Uint8Array>);
	try {
		await pipeline(body, counted, createWriteStream(path));
	} finally {
		clearTimeout(idle);
		clearTimeout(whole);
	}
	if (bytes === length) return;
	throw new Fault('bad-input', { field: 'body', message: 'The recording arrived incomplete.' });
}

/** @throws {Fault} `bad-input` when it takes longer than this, in milliseconds */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(
			() => reject(new Fault('bad-input', { field: 'body', message: TOO_SLOW })),
			ms
		);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function containerOf(path: string): Promise<Container | null> {
	const file = await open(path, 'r');
	try {
		const head = new Uint8Array(SNIFF_BYTES);
		const { bytesRead } = await file.read(head, 0, SNIFF_BYTES, 0);
		return sniffContainer(head.subarray(0, bytesRead));
	} finally {
		await file.close();
	}
}

/** What an earlier run left of recordings that never became whole. */
async function removeParts(folder: string): Promise<void> {
	const names = await readdir(folder).catch(() => []);
	for (const name of names) {
		if (!name.startsWith(NOTICED)) await rm(join(folder, name), { force: true });
	}
}

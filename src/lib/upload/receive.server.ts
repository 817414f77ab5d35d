/**
 * Takes uploads in over tus. The id of an upload is the id of its take, so a device that lost every answer of the server
 * still knows where to go on. Everything is proven before a byte is taken: whose take it is, that it is still open, its
 * size against quota and disk, and that its first bytes are those of a recording.
 */
import { Server } from '@tus/server';
import type { OwnerId } from '../account/owner.ts';
import { roomOnDisk } from '../platform/disk.server.ts';
import { Fault } from '../platform/errors.ts';
import type { Log } from '../platform/log.server.ts';
import type { MediaStore } from '../platform/media-store.ts';
import { ArrivingBytes } from './arriving.ts';
import type { Standing, TakeLedger } from './ledger.ts';
import { mediaKeysOf, type Picture } from './media-key.ts';
import { readMetadata } from './metadata.server.ts';
import { peekRecording } from './peek.server.ts';
import { keepPicture } from './keep-picture.server.ts';
import { createPreparer } from './prepare.server.ts';
import { ProgressNotes } from './progress-notes.server.ts';
import { asJson, faultOf, readOut, refuse } from './refusal.server.ts';
import { sweepUploads } from './sweep.server.ts';
import {
	existing,
	NO_TUS,
	NO_TYPE,
	lengthOf,
	offsetAnswer,
	PATH,
	PIECE_TYPE,
	uploadIdOf,
	withoutLength
} from './tus-request.server.ts';
import { createUploadLocks } from './upload-locks.server.ts';
import { UploadStore } from './upload-store.server.ts';

/** The largest take: half an hour at 4 Mbit/s, in bytes. */
const LARGEST_TAKE = 900_000_000;
/** Uploads of one person that may be open at once: more than any interview has answers, and no way to fill a folder. */
const MOST_OPEN = 50;
/** An unfinished upload can be gone on with for this long, in milliseconds. */
const EXPIRY_MS = 14 * 24 * 3600 * 1000;

export interface Receiver {
	/** Answers one tus request of `owner` (null: nobody is signed in). */
	handle(request: Request, owner: OwnerId | null): Promise<Response>;
	/**
	 * Stores the still picture of a take in the place of an earlier one; `note` then writes down its key in the media store.
	 * @throws {Fault} `disk-full`; what `note` throws: at `not-found` the take is gone, and no picture stays
	 */
	keepPicture(
		takeId: string,
		picture: Picture,
		bytes: Uint8Array,
		note: (mediaKey: string) => Promise<void>
	): Promise<void>;
	/**
	 * Makes a take of what has arrived; its device is told `take-closed` when it comes with the rest.
	 * @throws {Fault} `not-found`, `take-closed`; `conflict` when nothing has arrived or it is arriving right now
	 */
	closeEarly(owner: OwnerId, takeId: string): Promise<void>;
	/** What arrived of a take that is not ready, as it came; null when nothing is here. */
	readUpload(takeId: string): Promise<{ bytes: number; body: ReadableStream } | null>;
	/** Removes every byte of a take, wherever it has got to. */
	removeBytes(takeId: string): Promise<void>;
	/** Takes up what an earlier run left unprepared, and what devices have given up sending by `now`. */
	sweep(now: Date): Promise<void>;
	close(): Promise<void>;
}

export interface ReceiverOptions {
	/** Folder of the unfinished uploads. */
	uploads: string;
	origin: string;
	media: MediaStore;
	ledger: TakeLedger;
	log: Log;
}

export function createReceiver({ uploads, origin, media, ledger, log }: ReceiverOptions): Receiver {
	const store = new UploadStore(uploads, EXPIRY_MS);
	const locks = createUploadLocks((id) => store.silenceOf(id));
	const room = new WeakMap<object, number>();
	const arriving = new ArrivingBytes();
	const progress = new ProgressNotes((id) => store.bytesOf(id), ledger, log);
	const preparer = createPreparer({ store, media, ledger, log });
	const tus = new Server({
		path: PATH,
		datastore: store,
		locker: locks,
		// a writer that is asked to give way has been silent for long enough already
		lockDrainTimeout: 1,
		allowedOrigins: [origin],
		generateUrl: (_request, { id }) => `${PATH}/${id}`,
		namingFunction: (_request, metadata) => String(metadata?.['takeId']),
		// tus would take it from anywhere behind the last slash, also from a query: not the upload that was proven
		getFileIdFromRequest: ({ url }) => uploadIdOf(url) ?? undefined,
		maxSize: (request) => room.get(request) ?? 0
	});

	async function create(request: Request, owner: OwnerId): Promise<Response> {
		const take = readMetadata(request.headers.get('upload-metadata'), new Date());
		if (request.headers.get('upload-length') === '0') throw new Fault('not-a-recording');
		if (request.body || request.headers.has('transfer-encoding') || lengthOf(request)) {
			throw new Fault('bad-input', { field: 'body', message: 'Send the bytes with PATCH.' });
		}
		const standing = await ledger.standing(owner, take.id);
		const isOneMore = !standing.take && standing.othersArriving.length >= MOST_OPEN;
		if (isOneMore) throw new Fault('too-many', OTHERS_FIRST);
		const { isArriving } = await ledger.announce(owner, take);
		if (!isArriving) throw new Fault('take-closed');
		if ((await store.bytesOf(take.id)) !== null) return existing(take.id);
		let isCreated = false;
		try {
			const response = await pass(request, owner, take.id, standing);
			isCreated = response.ok;
			if (isCreated) preparer.expect();
			return response;
		} finally {
			// another request may have created it meanwhile
			if (!isCreated && (await store.bytesOf(take.id)) === null) await ledger.withdraw(take.id);
		}
	}

	async function append(
		request: Request,
		owner: OwnerId,
		takeId: string,
		standing: Standing
	): Promise<Response> {
		if (request.headers.get('content-type') !== PIECE_TYPE) throw new Fault('bad-input', NO_TYPE);
		// room in quota and on the disk can be told only for a length that is known beforehand
		if (lengthOf(request) === null) throw new Fault('length-required');
		const offset = request.headers.get('upload-offset');
		const hasWaited = await locks.clearSilent(takeId);
		const here = await store.bytesOf(takeId);
		if (here !== null && offset !== null && Number(offset) !== here) throw new Fault('conflict');
		const isFirst = Number(offset) === 0;
		const checked = isFirst ? await peekRecording(request) : request;
		// a device may take any time for its first bytes, and send other recordings meanwhile
		const now = isFirst || hasWaited ? await ledger.standing(owner, takeId) : standing;
		await demandArriving(now, owner, takeId);
		const sent = (await saysKnownLength(request, takeId)) ? withoutLength(checked) : checked;
		const response = await pass(sent, owner, takeId, now);
		if (response.ok) await settle(takeId, Number(response.headers.get('upload-offset')));
		// the request before, whose device had hung up, said the length while this one waited for its turn
		const isOvertaken = response.status === 400 && (await saysKnownLength(sent, takeId));
		if (isOvertaken) throw new Fault('conflict');
		return response;
	}

	/** @throws {Fault} that says what became of a take which takes no more bytes */
	async function demandArriving({ take }: Standing, owner: OwnerId, takeId: string): Promise<void> {
		if (!take) throw await goneOf(owner, takeId);
		if (!take.isArriving) throw new Fault('take-closed');
	}

	const goneOf = async (owner: OwnerId, takeId: string) =>
		new Fault((await ledger.isDeleted(owner, takeId)) ? 'deleted' : 'not-allowed');

	/** Hands a request to tus with as much room as quota and disk have. */
	async function pass(
		request: Request,
		owner: OwnerId,
		takeId: string,
		standing: Standing
	): Promise<Response> {
		const bytes = lengthOf(request) ?? 0;
		const done = arriving.add(owner, takeId, bytes);
		try {
			const left = await roomLeft(owner, takeId, standing);
			if (left <= 0) throw new Fault('quota-full');
			const toCome = arriving.toComeBefore(takeId, store.writtenNow);
			if ((await roomOnDisk(uploads)) - toCome <= bytes) throw new Fault('disk-full');
			room.set(request, Math.min(left, LARGEST_TAKE));
			return await asJson(await tus.handleWeb(request), left < LARGEST_TAKE);
		} finally {
			done();
			progress.grown(takeId);
		}
	}

	/** How large this upload may become within the owner's quota, in bytes. */
	async function roomLeft(
		owner: OwnerId,
		takeId: string,
		{ roomBytes, othersArriving }: Standing
	): Promise<number> {
		// asked first: what arrives meanwhile is then counted twice rather than not at all
		const toCome = arriving.toComeBefore(takeId, store.writtenNow, owner);
		const others = await Promise.all(othersArriving.map((id) => store.bytesOf(id)));
		return others.reduce<number>((left, here) => left - (here ?? 0), roomBytes - toCome);
	}

	/** The last byte makes it a received take. */
	async function settle(takeId: string, bytes: number): Promise<void> {
		if (bytes !== (await store.readNote(takeId))?.size) return;
		// the device lets go of its copy when it hears of this
		await store.flush(takeId);
		await ledger.markReceived(takeId, bytes);
		preparer.wake();
	}

	/** A device whose last answer was lost says the length again; saying the same length twice is no contradiction. */
	async function saysKnownLength({ headers }: Request, takeId: string): Promise<boolean> {
		const length = headers.get('upload-length');
		return length !== null && String((await store.readNote(takeId))?.size) === length;
	}

	/** What is here of an upload; one that turns out to be complete is taken up, whatever came in between. */
	async function tell(takeId: string): Promise<Response> {
		await locks.clearSilent(takeId);
		const [note, bytes] = [await store.readNote(takeId), await store.bytesOf(takeId)];
		if (!note || bytes === null) throw new Fault('not-found');
		if (bytes === note.size) await settle(takeId, bytes);
		const heard = await store.lastByteAt(takeId);
		return offsetAnswer(bytes, note.size, {
			'upload-expires': new Date((heard ?? new Date()).getTime() + EXPIRY_MS).toUTCString()
		});
	}

	async function answer(request: Request, owner: OwnerId | null): Promise<Response> {
		if (request.method === 'OPTIONS') return tus.handleWeb(request);
		if (!owner) return refuse(new Fault('not-signed-in'), 403);
		if (request.headers.get('tus-resumable') !== '1.0.0') return refuse(NO_TUS, 412);
		if (request.method === 'POST') return create(request, owner);
		const takeId = uploadIdOf(request.url);
		if (!takeId) throw new Fault('not-allowed');
		const standing = await ledger.standing(owner, takeId);
		const { take } = standing;
		if (!take) throw await goneOf(owner, takeId);
		// a take that is all here says so for as long as it exists, also when its upload has been tidied away
		if (request.method === 'HEAD') {
			return take.isArriving ? tell(takeId) : offsetAnswer(take.uploadedBytes, take.uploadedBytes);
		}
		if (take.isArriving && request.method === 'PATCH')
			return append(request, owner, takeId, standing);
		if (take.isArriving && request.method === 'DELETE') return end(request, takeId);
		throw new Fault('take-closed');
	}

	async function end(request: Request, takeId: string): Promise<Response> {
		const response = await asJson(await tus.handleWeb(request), false);
		if (response.ok) await ledger.withdraw(takeId);
		return response;
	}

	/** What is here becomes all there is. */
	async function closeEarly(owner: OwnerId, takeId: string): Promise<void> {
		const { take } = await ledger.standing(owner, takeId);
		if (!take) throw new Fault('not-found');
		if (!take.isArriving) throw new Fault('take-closed');
		const lock = locks.newLock(takeId);
		await lock
			.lock(AbortSignal.timeout(60_000), () => undefined)
			.catch(() => {
				throw new Fault('conflict', ARRIVING);
			});
		try {
			const [note, bytes] = [await store.readNote(takeId), await store.bytesOf(takeId)];
			if (!note || !bytes) throw new Fault('conflict', NOTHING_HERE);
			await store.writeNote(takeId, { ...note, size: bytes });
			await settle(takeId, bytes);
		} finally {
			await lock.unlock();
		}
	}

	async function explain(request: Request, caught: unknown): Promise<Response> {
		const fault = faultOf(caught);
		if (!fault && request.signal.aborted) return refuse(new Fault('conflict'));
		if (!fault) throw caught;
		return refuse(fault);
	}

	return {
		async handle(request, owner) {
			const response = await answer(request, owner).catch((caught) => explain(request, caught));
			if (response.ok || (await readOut(request)) === 'whole') return response;
			response.headers.set('connection', 'close');
			return response;
		},
		async keepPicture(takeId, picture, bytes, note) {
			const key = await keepPicture({ store, media }, takeId, picture, bytes);
			await note(key).catch(async (error: unknown) => {
				// the take was deleted meanwhile, and nobody comes for its picture any more
				if (error instanceof Fault && error.code === 'not-found') await media.remove(key);
				throw error;
			});
		},
		closeEarly,
		readUpload: (takeId) => store.read(takeId),
		async removeBytes(takeId) {
			await store.forget(takeId);
			for (const key of mediaKeysOf(takeId)) await media.remove(key);
		},
		async sweep(now) {
			const abandoned = new Date(now.getTime() - EXPIRY_MS);
			await sweepUploads({ store, media, ledger, log }, abandoned, now);
			preparer.wake();
		},
		async close() {
			await progress.settle();
			await preparer.close();
		}
	};
}

const OTHERS_FIRST = {
	message: 'Too many of your recordings are on their way. This one waits until some are here.'
};
const ARRIVING = { message: 'It is arriving right now. Wait until it is all here.' };
const NOTHING_HERE = { message: 'Nothing of this take has arrived yet.' };

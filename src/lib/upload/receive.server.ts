/**
 * Takes uploads in over tus. The id of an upload is the id of its take, so a device that lost every answer of the server
 * still knows where to go on. Everything is proven before a byte is taken: whose take it is, that it is still open, its
 * size against the quota, and that its first bytes are those of a recording.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { OwnerId } from '../account/owner.ts';
import { codeForStatus, Fault } from '../platform/errors.ts';
import type { Log } from '../platform/log.server.ts';
import type { MediaStore } from '../platform/media-store.ts';
import { CONTAINERS } from './container.ts';
import type { TakeLedger } from './ledger.ts';
import { mediaKeyOf, takeIdOf } from './media-key.ts';
import { readMetadata } from './metadata.server.ts';
import { peekRecording } from './peek.server.ts';
import { createPreparer } from './prepare.server.ts';

const PATH = '/api/uploads';
/** The largest take: half an hour at 4 Mbit/s, in bytes. */
const LARGEST_TAKE = 900_000_000;
/** An unfinished upload can be gone on with for this long, in milliseconds. */
const EXPIRY_MS = 14 * 24 * 3600 * 1000;

export interface Receiver {
	/** Answers one tus request of `owner` (null: nobody is signed in). */
	handle(request: Request, owner: OwnerId | null): Promise<Response>;
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

export function createReceiver(options: ReceiverOptions): Receiver {
	const { uploads, ledger, media, log } = options;
	const store = new FileStore({ directory: uploads, expirationPeriodInMilliseconds: EXPIRY_MS });
	const room = new WeakMap<object, number>();
	const arriving = new ArrivingBytes();
	const preparer = createPreparer({
		uploads,
		media,
		ledger,
		log,
		forget: (takeId) => forgetUpload(uploads, takeId)
	});
	const tus = new Server({
		path: PATH,
		datastore: store,
		allowedOrigins: [options.origin],
		generateUrl: (_request, { id }) => `${PATH}/${id}`,
		namingFunction: (_request, metadata) => String(metadata?.['takeId']),
		maxSize: (request) => room.get(request) ?? 0,
		async onUploadFinish(_request, upload) {
			await ledger.markReceived(upload.id, upload.offset);
			preparer.wake();
			return {};
		}
	});

	async function create(request: Request, owner: OwnerId): Promise<Response> {
		const take = readMetadata(request.headers.get('upload-metadata'));
		if (request.headers.get('upload-length') === '0') throw new Fault('not-a-recording');
		if (Number(request.headers.get('content-length') ?? 0) > 0) {
			throw new Fault('bad-input', { field: 'body', message: 'Send the bytes with PATCH.' });
		}
		await ledger.announce(owner, take);
		if (await hasUpload(take.id)) throw new Fault('conflict');
		try {
			const response = await pass(request, owner, take.id);
			if (!response.ok) await ledger.withdraw(take.id);
			return response;
		} catch (caught) {
			await ledger.withdraw(take.id);
			throw caught;
		}
	}

	async function append(request: Request, owner: OwnerId, takeId: string): Promise<Response> {
		const isStart = request.headers.get('upload-offset') === '0';
		const checked = isStart ? await peekRecording(request) : request;
		return pass(await withoutRepeatedLength(checked, takeId), owner, takeId);
	}

	async function pass(request: Request, owner: OwnerId, takeId: string): Promise<Response> {
		const bytes = Number(request.headers.get('content-length') ?? 0);
		const done = arriving.add(owner, bytes);
		try {
			const others = arriving.of(owner) - bytes;
			const left = (await ledger.roomFor(owner, takeId)) - others;
			if (left <= 0) throw new Fault('quota-full');
			room.set(request, Math.min(left, LARGEST_TAKE));
			const response = await tus.handleWeb(request);
			const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
			if (response.ok && request.method === 'PATCH') await ledger.noteUploaded(takeId, offset);
			return response;
		} finally {
			done();
		}
	}

	async function hasUpload(takeId: string): Promise<boolean> {
		return store.getUpload(takeId).then(
			() => true,
			() => false
		);
	}

	/** A device whose last answer was lost says the length again; saying the same length twice is no contradiction. */
	async function withoutRepeatedLength(request: Request, takeId: string): Promise<Request> {
		const length = request.headers.get('upload-length');
		if (length === null) return request;
		const upload = await store.getUpload(takeId).catch(() => null);
		if (upload?.size === undefined || String(upload.size) !== length) return request;
		const headers = new Headers(request.headers);
		headers.delete('upload-length');
		return new Request(request, { headers });
	}

	async function answer(request: Request, owner: OwnerId | null): Promise<Response> {
		if (request.method === 'OPTIONS') return tus.handleWeb(request);
		if (!owner) return refuse(new Fault('not-signed-in'), 403);
		if (request.method === 'POST') return create(request, owner);
		const takeId = new URL(request.url).pathname.slice(PATH.length + 1);
		const take = await ledger.find(owner, takeId);
		if (!take) throw new Fault('not-allowed');
		if (take.isArriving && request.method === 'PATCH') return append(request, owner, takeId);
		if (take.isArriving && request.method === 'DELETE') return end(request, takeId);
		if (take.isArriving) return tus.handleWeb(request);
		if (request.method === 'HEAD') return complete(take.uploadedBytes);
		throw new Fault('conflict', { message: 'This take is complete already.' });
	}

	async function end(request: Request, takeId: string): Promise<Response> {
		const response = await tus.handleWeb(request);
		if (response.ok) await ledger.withdraw(takeId);
		return response;
	}

	return {
		async handle(request, owner) {
			try {
				return asJson(await answer(request, owner));
			} catch (caught) {
				if (!(caught instanceof Fault)) throw caught;
				return refuse(caught, caught.status);
			}
		},
		async removeBytes(takeId) {
			await forgetUpload(uploads, takeId);
			for (const container of CONTAINERS) await media.remove(mediaKeyOf(takeId, container));
		},
		async sweep(now) {
			await mkdir(uploads, { recursive: true });
			await ledger.closeAbandoned(new Date(now.getTime() - EXPIRY_MS));
			await removeOrphans(media, ledger);
			preparer.wake();
		},
		close: () => preparer.close()
	};
}

const TUS_HEADERS = { 'tus-resumable': '1.0.0', 'cache-control': 'no-store' };

/** A take that is all here says so for as long as it exists, also when its upload has been tidied away. */
function complete(bytes: number): Response {
	const size = String(bytes);
	return new Response(null, {
		headers: { ...TUS_HEADERS, 'upload-offset': size, 'upload-length': size }
	});
}

function refuse(fault: Fault, status: number): Response {
	return Response.json(fault.toBody(), { status, headers: TUS_HEADERS });
}

/** tus answers in plain text; here a refusal is JSON like everywhere on `/api/*`, and in our words where there are some. */
async function asJson(response: Response): Promise<Response> {
	const isJson = response.headers.get('content-type')?.startsWith('application/json');
	if (response.status < 400 || isJson) return response;
	const code = codeForStatus(response.status);
	const message = code === 'bad-input' ? (await response.text()).trim() : undefined;
	return refuse(new Fault(code, { message }), response.status);
}

/** Bytes of requests that are under way: they count against a quota before they are written. */
class ArrivingBytes {
	#bytes = new Map<OwnerId, number>();

	of(owner: OwnerId): number {
		return this.#bytes.get(owner) ?? 0;
	}

	/** Counts `bytes` until the returned function is called. */
	add(owner: OwnerId, bytes: number): () => void {
		this.#bytes.set(owner, this.of(owner) + bytes);
		return () => {
			const left = this.of(owner) - bytes;
			if (left > 0) this.#bytes.set(owner, left);
			else this.#bytes.delete(owner);
		};
	}
}

/** Recordings whose take was deleted while they were being prepared. */
async function removeOrphans(media: MediaStore, ledger: TakeLedger): Promise<void> {
	const keys = await media.keys();
	const known = await ledger.known(keys.map(takeIdOf));
	for (const key of keys) if (!known.has(takeIdOf(key))) await media.remove(key);
}

async function forgetUpload(uploads: string, takeId: string): Promise<void> {
	for (const name of [takeId, `${takeId}.json`, `${takeId}.prepared`]) {
		await rm(join(uploads, name), { force: true });
	}
}

/** The receiver with its real ledger, real files and the real remux: what it takes, what it refuses, what it forgets. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OwnerId } from '../../src/lib/account/owner.ts';
import { createLog } from '../../src/lib/platform/log.server.ts';
import { createFileMediaStore } from '../../src/lib/platform/media-store.file.server.ts';
import { deleteTake, finishSession, openSession } from '../../src/lib/practice/commands.server.ts';
import { readOwnTake, readSession } from '../../src/lib/practice/queries.server.ts';
import { take as takeTable } from '../../src/lib/practice/schema.server.ts';
import { createTakeLedger, markPoster } from '../../src/lib/practice/take/commands.server.ts';
import { createReceiver, type Receiver } from '../../src/lib/upload/receive.server.ts';
import { HEAD_ROOM } from '../../src/lib/upload/upload-store.server.ts';
import { database, type TestDatabase } from '../database.ts';
import { PLAN } from '../fixtures/plan.ts';

const ORIGIN = 'http://localhost:3000';
const QUOTA = 2_000_000;
/** A writer that has been silent for longer gives way, in milliseconds. */
const SILENT_MS = 1000;

let data: TestDatabase;
let folder: string;
let receiver: Receiver;
let recording: Buffer;
let ana: OwnerId;
let ben: OwnerId;

beforeAll(async () => {
	data = await database();
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-receiver-'));
	recording = await readFile('tests/fixtures/recording.webm');
	[ana, ben] = [await data.owner('Ana'), await data.owner('Ben')];
	receiver = makeReceiver();
	await receiver.sweep(new Date());
});
afterAll(async () => {
	await receiver.close();
	await data.close();
	await rm(folder, { recursive: true, force: true });
});

const makeReceiver = ({
	uploads = 'uploads',
	media = 'media',
	ledger = createTakeLedger(data.db, QUOTA)
} = {}) =>
	createReceiver({
		uploads: join(folder, uploads),
		origin: ORIGIN,
		media: createFileMediaStore(join(folder, media)),
		ledger,
		log: createLog('silent')
	});

async function newTake(owner = ana) {
	const sessionId = await openSession(data.db, owner, PLAN);
	const { answers } = await readSession(data.db, owner, sessionId);
	return { takeId: randomUUID(), answerId: answers[0]!.id };
}

type Metadata = Record<string, string>;
const encode = (metadata: Metadata) =>
	Object.entries(metadata)
		.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
		.join(',');
const metadataOf = (take: { takeId: string; answerId: string }): Metadata => ({
	...take,
	mimeType: 'video/webm;codecs=vp8,opus',
	recordedAt: new Date().toISOString()
});

function create(
	metadata: Metadata,
	headers: Record<string, string> = {},
	owner: OwnerId | null = ana,
	by = receiver
) {
	const request = new Request(`${ORIGIN}/api/uploads`, {
		method: 'POST',
		headers: {
			'tus-resumable': '1.0.0',
			'upload-defer-length': '1',
			'upload-metadata': encode(metadata),
			...headers
		}
	});
	return by.handle(request, owner);
}

function patch(
	takeId: string,
	offset: number,
	body: Uint8Array,
	headers: Record<string, string> = {},
	owner: OwnerId | null = ana,
	by = receiver
) {
	const request = new Request(`${ORIGIN}/api/uploads/${takeId}`, {
		method: 'PATCH',
		headers: {
			'tus-resumable': '1.0.0',
			'content-type': 'application/offset+octet-stream',
			'upload-offset': String(offset),
			'content-length': String(body.byteLength),
			...headers
		},
		body: new Uint8Array(body)
	});
	return by.handle(request, owner);
}

function ask(takeId: string, owner: OwnerId | null = ana) {
	const headers = { 'tus-resumable': '1.0.0' };
	const request = new Request(`${ORIGIN}/api/uploads/${takeId}`, { method: 'HEAD', headers });
	return receiver.handle(request, owner);
}

const stored = async (takeId: string) =>
	(await readdir(join(folder, 'uploads'))).filter((name) => name.startsWith(takeId));

const uploadOf = (takeId: string) => join(folder, 'uploads', takeId);

const ready = (takeId: string) =>
	vi.waitUntil(
		async () => {
			const now = await readOwnTake(data.db, ana, takeId);
			return now.state === 'ready' && now;
		},
		{ timeout: 20_000, interval: 50 }
	);

/** A PATCH whose client sends a beginning, then nothing, and never hangs up. */
function stalled(
	takeId: string,
	beginning: Uint8Array,
	announced: number,
	more: Record<string, string> = {},
	by = receiver
) {
	let end = () => {};
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			controller.enqueue(new Uint8Array(beginning));
			end = () => controller.close();
		}
	});
	const headers = {
		'tus-resumable': '1.0.0',
		'content-type': 'application/offset+octet-stream',
		'content-length': String(announced),
		'upload-offset': '0',
		...more
	};
	const init = { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit;
	const request = new Request(`${ORIGIN}/api/uploads/${takeId}`, init);
	return { answer: by.handle(request, ana), end: () => end() };
}

describe('a recording', () => {
	it('arrives in pieces, is resumed by asking, and becomes playable', async () => {
		const take = await newTake();
		expect((await create(metadataOf(take))).status).toBe(201);
		const half = Math.floor(recording.length / 2);
		expect((await patch(take.takeId, 0, recording.subarray(0, half))).status).toBe(204);
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe(String(half));
		const last = await patch(take.takeId, half, recording.subarray(half), {
			'upload-length': String(recording.length)
		});
		expect(last.status).toBe(204);
		const ready = await vi.waitUntil(
			async () => {
				const now = await readOwnTake(data.db, ana, take.takeId);
				return now.state === 'ready' && now;
			},
			{ timeout: 15_000, interval: 50 }
		);
		expect(ready.durationMs).toBeGreaterThan(2500);
		expect(await readdir(join(folder, 'media'))).toContain(`${take.takeId}.webm`);
		await vi.waitUntil(async () => (await stored(take.takeId)).length === 0, { timeout: 5000 });
	});

	it('still says that it is complete when its last answer was lost', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording, { 'upload-length': String(recording.length) });
		const answer = await ask(take.takeId);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('upload-offset')).toBe(String(recording.length));
		expect(answer.headers.get('upload-length')).toBe(String(recording.length));
		const again = await patch(take.takeId, 0, recording);
		expect(again.status).toBe(409);
		expect(await again.json()).toMatchObject({ message: 'This take is complete already.' });
	});

	it('may say its length again after the answer to the first time was lost', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		const length = { 'upload-length': String(recording.length) };
		expect((await patch(take.takeId, 0, recording.subarray(0, 5000), length)).status).toBe(204);
		expect((await patch(take.takeId, 5000, recording.subarray(5000), length)).status).toBe(204);
	});

	it('may say its length again while the request before, which was given up, says it', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording.subarray(0, 5000));
		const length = { 'upload-length': String(recording.length) };
		const rest = recording.subarray(5000);
		const givenUp = stalled(take.takeId, new Uint8Array(), rest.length, {
			'upload-offset': '5000',
			...length
		});
		const next = patch(take.takeId, 5000, rest, length);
		await vi.waitUntil(
			async () => (await ask(take.takeId)).headers.get('upload-length') === length['upload-length'],
			{ timeout: 5000 }
		);
		givenUp.end();
		await givenUp.answer;
		// either may get its turn first; the device goes on, and is not told that its recording is refused
		const { status } = await next;
		expect([204, 409]).toContain(status);
		if (status === 204) return;
		expect((await patch(take.takeId, 5000, rest, length)).status).toBe(204);
	});

	it('is not begun anew when its first answer was lost', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording.subarray(0, 9000));
		const again = await create(metadataOf(take));
		expect([again.status, again.headers.get('location')]).toEqual([
			201,
			`/api/uploads/${take.takeId}`
		]);
		expect((await patch(take.takeId, 0, recording)).status).toBe(409);
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('9000');
	});

	it('is prepared after a restart that came in between', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await receiver.close();
		const closed = receiver;
		await patch(take.takeId, 0, recording, { 'upload-length': String(recording.length) });
		expect((await readOwnTake(data.db, ana, take.takeId)).state).toBe('received');
		receiver = makeReceiver();
		expect(receiver).not.toBe(closed);
		await receiver.sweep(new Date());
		await vi.waitUntil(
			async () => (await readOwnTake(data.db, ana, take.takeId)).state === 'ready',
			{ timeout: 15_000, interval: 50 }
		);
	});

	it('is taken up when the server died between its last byte and the ledger', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording.subarray(0, 9000), {
			'upload-length': String(recording.length)
		});
		await writeFile(uploadOf(take.takeId), Buffer.concat([Buffer.alloc(4096), recording]));
		const answer = await ask(take.takeId);
		expect(answer.headers.get('upload-offset')).toBe(String(recording.length));
		expect((await readOwnTake(data.db, ana, take.takeId)).state).not.toBe('arriving');
		await ready(take.takeId);
	});

	it('that its device gave up becomes playable, also when the ledger never heard of its bytes', async () => {
		const take = await newTake();
		const empty = await newTake();
		await create(metadataOf(take));
		await create(metadataOf(empty));
		await writeFile(
			uploadOf(take.takeId),
			Buffer.concat([Buffer.alloc(4096), recording.subarray(0, 20_000)])
		);
		await receiver.sweep(new Date());
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('20000');
		await receiver.sweep(new Date(Date.now() + 15 * 24 * 3600 * 1000));
		const made = await ready(take.takeId);
		expect(made.durationMs).toBeGreaterThan(1000);
		await expect(readOwnTake(data.db, ana, empty.takeId)).rejects.toMatchObject({
			code: 'not-found'
		});
	});

	it('whose client died in the middle of a piece is gone on with by another request', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		const dying = stalled(take.takeId, recording.subarray(0, 7000), 20_000);
		await vi.waitUntil(
			async () => (await ask(take.takeId)).headers.get('upload-offset') === '7000',
			{ timeout: 5000 }
		);
		const from = performance.now();
		const rest = await patch(take.takeId, 7000, recording.subarray(7000), {
			'upload-length': String(recording.length)
		});
		expect(rest.status).toBe(204);
		expect(performance.now() - from).toBeLessThan(5000);
		dying.end();
		await dying.answer;
		await ready(take.takeId);
	});

	it('and is deleted while the dead client is sent away is told to be gone, and takes no more', async () => {
		const take = await newTake();
		const ledger = createTakeLedger(data.db, QUOTA);
		let asked = 0;
		const own = makeReceiver({
			uploads: 'own',
			ledger: {
				...ledger,
				async standing(owner, takeId) {
					const standing = await ledger.standing(owner, takeId);
					// once to create it, twice for the first bytes, and now for the bytes that wait
					if (++asked === 4) await deleteTake(data.db, ana, takeId, () => Promise.resolve());
					return standing;
				}
			}
		});
		await own.sweep(new Date());
		await create(metadataOf(take), {}, ana, own);
		const dying = stalled(take.takeId, recording.subarray(0, 7000), 20_000, {}, own);
		const here = () => stat(join(folder, 'own', take.takeId));
		await vi.waitUntil(async () => (await here()).size === HEAD_ROOM + 7000, { timeout: 5000 });
		const silentFrom = performance.now();
		await vi.waitUntil(() => performance.now() - silentFrom > SILENT_MS, { timeout: 5000 });
		const rest = await patch(take.takeId, 7000, recording.subarray(7000), {}, ana, own);
		expect(rest.status).toBe(410);
		expect(asked).toBe(5);
		expect((await here()).size).toBe(HEAD_ROOM + 7000);
		dying.end();
		await dying.answer;
		await own.close();
	});

	it('is prepared with what was written down when the server died after moving it', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording, { 'upload-length': String(recording.length) });
		const made = await ready(take.takeId);
		await vi.waitUntil(async () => (await stored(take.takeId)).length === 0, { timeout: 5000 });
		const prepared = { ...made, mediaKey: `${take.takeId}.webm` };
		await data.db
			.update(takeTable)
			.set({ state: 'received', sha256: null })
			.where(eq(takeTable.id, take.takeId));
		await writeFile(
			`${uploadOf(take.takeId)}.json`,
			JSON.stringify({ createdAt: new Date(), metadata: {}, size: 1, room: 4096, prepared })
		);
		await receiver.close();
		receiver = makeReceiver();
		await receiver.sweep(new Date());
		expect(await ready(take.takeId)).toEqual(made);
	});

	it('of sound alone is taken', async () => {
		const take = await newTake();
		for (const mimeType of ['audio/webm;codecs=opus', 'audio/mp4']) {
			const other = await newTake();
			expect((await create({ ...metadataOf(other), mimeType })).status).toBe(201);
		}
		expect((await create({ ...metadataOf(take), mimeType: 'audio/wav' })).status).toBe(400);
	});

	it('leaves no byte behind when it is deleted', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording.subarray(0, 9000));
		expect(await stored(take.takeId)).not.toEqual([]);
		await receiver.removeBytes(take.takeId);
		expect(await stored(take.takeId)).toEqual([]);
	});

	it('takes its picture along when it is deleted, and keeps only the newest', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		const pictures = async () =>
			(await readdir(join(folder, 'media'))).filter((name) => name.startsWith(take.takeId));
		const keep = (kind: 'jpeg' | 'webp') =>
			receiver.keepPicture(take.takeId, kind, Buffer.from(kind), (key) =>
				markPoster(data.db, ana, take.takeId, key)
			);
		await keep('jpeg');
		await keep('webp');
		expect(await pictures()).toEqual([`${take.takeId}.webp`]);
		await deleteTake(data.db, ana, take.takeId, receiver.removeBytes);
		expect(await pictures()).toEqual([]);
		// one that was on its way while the take was deleted
		await expect(keep('jpeg')).rejects.toMatchObject({ code: 'not-found' });
		expect(await pictures()).toEqual([]);
	});
});

it('leaves nothing of a recording that becomes ready while its session is deleted', async () => {
	const take = await newTake();
	await create(metadataOf(take));
	await patch(take.takeId, 0, recording, { 'upload-length': String(recording.length) });
	await deleteTake(data.db, ana, take.takeId, receiver.removeBytes);
	const other = await newTake();
	await create(metadataOf(other));
	await patch(other.takeId, 0, recording, { 'upload-length': String(recording.length) });
	// takes are prepared one after the other: when this one is ready, the deleted one has had its turn
	await vi.waitUntil(
		async () => (await readOwnTake(data.db, ana, other.takeId)).state === 'ready',
		{
			timeout: 15_000,
			interval: 50
		}
	);
	const media = await readdir(join(folder, 'media'));
	expect(media.filter((key) => key.startsWith(take.takeId))).toEqual([]);
});

it('sweeps away a recording that no take knows, but not before a week has gone by', async () => {
	const orphan = `${randomUUID()}.webm`;
	await writeFile(join(folder, 'media', orphan), recording);
	const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);
	for (const days of [0, 1, 6.9]) {
		await receiver.sweep(inDays(days));
		expect(await readdir(join(folder, 'media'))).toContain(orphan);
	}
	await receiver.sweep(inDays(7.1));
	expect(await readdir(join(folder, 'media'))).not.toContain(orphan);
});

it('judges by all files of takes whether this is their database', async () => {
	await receiver.close();
	receiver = makeReceiver({ uploads: 'almost-empty' });
	const orphan = randomUUID();
	await mkdir(join(folder, 'almost-empty'));
	await writeFile(join(folder, 'almost-empty', orphan), '');
	const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);
	const left = async () => (await readdir(join(folder, 'almost-empty'))).includes(orphan);
	await receiver.sweep(new Date());
	expect(await left()).toBe(true);
	await receiver.sweep(inDays(7.1));
	expect(await left()).toBe(false);
	await receiver.close();
	receiver = makeReceiver();
});

describe('a server that is killed', () => {
	it('while an upload is created does not block the take', async () => {
		for (const bytes of [0, 4096]) {
			const take = await newTake();
			await writeFile(uploadOf(take.takeId), Buffer.alloc(bytes));
			expect((await create(metadataOf(take))).status).toBe(201);
			expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('0');
			expect((await patch(take.takeId, 0, recording.subarray(0, 9000))).status).toBe(204);
		}
		const noted = await newTake();
		const note = { createdAt: '', metadata: {}, size: 1, room: 4096 };
		await writeFile(`${uploadOf(noted.takeId)}.json`, JSON.stringify(note));
		expect((await create(metadataOf(noted))).status).toBe(201);
		expect((await patch(noted.takeId, 0, recording.subarray(0, 9000))).status).toBe(204);
	});

	it('leaves a file with bytes and without a note alone', async () => {
		const take = await newTake();
		await writeFile(uploadOf(take.takeId), Buffer.alloc(5000, 7));
		expect((await create(metadataOf(take))).status).toBe(409);
		expect((await readFile(uploadOf(take.takeId))).equals(Buffer.alloc(5000, 7))).toBe(true);
		await rm(uploadOf(take.takeId));
	});

	async function readyTake() {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording, { 'upload-length': String(recording.length) });
		const made = await ready(take.takeId);
		await vi.waitUntil(async () => (await stored(take.takeId)).length === 0, { timeout: 5000 });
		const note = { createdAt: '', metadata: {}, size: recording.length, room: 4096 };
		await writeFile(`${uploadOf(take.takeId)}.json`, JSON.stringify(note));
		await writeFile(uploadOf(take.takeId), Buffer.concat([Buffer.alloc(4096), recording]));
		return { id: take.takeId, made };
	}

	it('between the last two steps of preparing leaves an upload that is tidied away', async () => {
		const { id } = await readyTake();
		await receiver.sweep(new Date());
		expect(await stored(id)).toEqual([]);
		expect((await readOwnTake(data.db, ana, id)).state).toBe('ready');
	});

	it('by a power cut that took the recording back prepares it again', async () => {
		const { id, made } = await readyTake();
		await rm(join(folder, 'media', `${id}.webm`));
		await receiver.sweep(new Date());
		await vi.waitUntil(async () => (await stored(id)).length === 0, { timeout: 15_000 });
		expect(await ready(id)).toEqual(made);
		expect((await readFile(join(folder, 'media', `${id}.webm`))).length).toBe(made.bytes);
	});
});

describe('a fault of the machine', () => {
	const rowOf = async (id: string) => {
		const [row] = await data.db.select().from(takeTable).where(eq(takeTable.id, id));
		return { state: row?.state, attempts: row?.attempts };
	};
	const waiting = { state: 'received', attempts: 0 };

	it('costs a recording no attempt, and leaves its upload as it came', async () => {
		await receiver.close();
		await writeFile(join(folder, 'blocked'), 'where a folder should be');
		receiver = makeReceiver({ media: 'blocked' });
		const take = await newTake();
		await create(metadataOf(take));
		const torn = recording.subarray(0, recording.length - 20);
		await patch(take.takeId, 0, torn, { 'upload-length': String(torn.length) });
		await vi.waitUntil(
			async () => (await readFile(`${uploadOf(take.takeId)}.json`, 'utf8')).includes('prepared'),
			{ timeout: 15_000 }
		);
		await vi.waitUntil(
			async () => {
				const found = await receiver.readUpload(take.takeId);
				return torn.equals(Buffer.from(await new Response(found?.body).arrayBuffer()));
			},
			{ timeout: 5000 }
		);
		expect(await rowOf(take.takeId)).toEqual(waiting);
		await rm(join(folder, 'blocked'));
		await ready(take.takeId);
		await deleteTake(data.db, ana, take.takeId, receiver.removeBytes);
		await receiver.close();
		receiver = makeReceiver();
	});

	it('that one recording meets does not hold up the others', async () => {
		const [met, other] = [await newTake(), await newTake()];
		for (const take of [met, other]) await create(metadataOf(take));
		await mkdir(`${uploadOf(met.takeId)}.closed`);
		for (const take of [met, other]) {
			await patch(take.takeId, 0, recording, { 'upload-length': String(recording.length) });
		}
		await ready(other.takeId);
		expect(await rowOf(met.takeId)).toEqual(waiting);
		await rm(`${uploadOf(met.takeId)}.closed`, { recursive: true });
		await ready(met.takeId);
	});

	it('is a disk without room for one of them: the others go on', async () => {
		const owner = await data.owner('Large');
		const [large, small] = [await newTake(owner), await newTake()];
		await create({ ...metadataOf(large), mimeType: 'video/mp4' }, {}, owner);
		const head = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('ftypisom    ')]);
		expect((await patch(large.takeId, 0, head, {}, owner)).status).toBe(204);
		// a hole takes up no room, but a copy of it would
		await truncate(uploadOf(large.takeId), 4e12);
		await receiver.closeEarly(owner, large.takeId);
		await create(metadataOf(small));
		await patch(small.takeId, 0, recording, { 'upload-length': String(recording.length) });
		await ready(small.takeId);
		expect(await rowOf(large.takeId)).toEqual(waiting);
		expect((await stored(large.takeId)).sort()).toEqual([large.takeId, `${large.takeId}.json`]);
		await deleteTake(data.db, owner, large.takeId, receiver.removeBytes);
	});
});

it('counts what a request that broke off left here', async () => {
	const take = await newTake();
	await create(metadataOf(take));
	const parts = [new Uint8Array(recording.subarray(0, 7000))];
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const part = parts.shift();
			if (part) return controller.enqueue(part);
			await vi.waitUntil(
				async () => (await ask(take.takeId)).headers.get('upload-offset') === '7000',
				{ timeout: 5000 }
			);
			controller.error(new Error('aborted'));
		}
	});
	const headers = {
		'tus-resumable': '1.0.0',
		'content-type': 'application/offset+octet-stream',
		'content-length': '20000',
		'upload-offset': '0'
	};
	const init = { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit;
	const request = new Request(`${ORIGIN}/api/uploads/${take.takeId}`, init);
	await receiver.handle(request, ana).catch(() => undefined);
	const noted = async () => {
		const [row] = await data.db.select().from(takeTable).where(eq(takeTable.id, take.takeId));
		return row?.uploadedBytes;
	};
	await expect.poll(noted, { timeout: 5000 }).toBe(7000);
});

it('holds one person to fifty open uploads, and lets those go on', async () => {
	const owner = await data.owner('Many');
	const { takeId, answerId } = await newTake(owner);
	const rows = Array.from({ length: 50 }, () => ({
		id: randomUUID(),
		answerId,
		mimeType: 'video/webm',
		recordedAt: new Date()
	}));
	await data.db.insert(takeTable).values(rows);
	const answer = await create(metadataOf({ takeId, answerId }), {}, owner);
	expect([answer.status, await answer.json()]).toMatchObject([429, { code: 'too-many' }]);
	const known = { takeId: rows[0]!.id, answerId };
	expect((await create(metadataOf(known), {}, owner)).status).toBe(201);
	await data.db.update(takeTable).set({ state: 'received' }).where(eq(takeTable.id, known.takeId));
	expect((await create(metadataOf({ takeId, answerId }), {}, owner)).status).toBe(201);
});

describe('a take whose device does not come back', () => {
	it('counts its age from its last byte, and can be gone on with until then', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording.subarray(0, 9000));
		const note = JSON.parse(await readFile(`${uploadOf(take.takeId)}.json`, 'utf8')) as object;
		const createdAt = new Date(Date.now() - 20 * 24 * 3600 * 1000);
		await writeFile(`${uploadOf(take.takeId)}.json`, JSON.stringify({ ...note, createdAt }));
		await data.db.update(takeTable).set({ createdAt }).where(eq(takeTable.id, take.takeId));
		await receiver.close();
		receiver = makeReceiver();
		await receiver.sweep(new Date());
		expect((await readOwnTake(data.db, ana, take.takeId)).state).toBe('arriving');
		expect((await patch(take.takeId, 9000, recording.subarray(9000, 12_000))).status).toBe(204);
		const expires = (await ask(take.takeId)).headers.get('upload-expires');
		expect(Date.parse(expires ?? '')).toBeGreaterThan(Date.now() + 13 * 24 * 3600 * 1000);
	});

	it('is made of what has arrived when its owner says so; its device is told that it is closed', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await expect(receiver.closeEarly(ana, take.takeId)).rejects.toMatchObject({ code: 'conflict' });
		await patch(take.takeId, 0, recording.subarray(0, 20_000));
		await expect(receiver.closeEarly(ben, take.takeId)).rejects.toMatchObject({
			code: 'not-found'
		});
		await receiver.closeEarly(ana, take.takeId);
		const made = await ready(take.takeId);
		expect(made.durationMs).toBeGreaterThan(1500);
		for (const answer of [
			await patch(take.takeId, 20_000, recording.subarray(20_000)),
			await create(metadataOf(take))
		]) {
			expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'take-closed' }]);
		}
		await expect(receiver.closeEarly(ana, take.takeId)).rejects.toMatchObject({
			code: 'take-closed'
		});
	});
});

it('keeps what arrived beside a take that arrived damaged, until the take is deleted', async () => {
	const take = await newTake();
	await create(metadataOf(take));
	const damaged = Buffer.concat([recording, Buffer.alloc(30_000)]);
	await patch(take.takeId, 0, damaged, { 'upload-length': String(damaged.length) });
	const made = await ready(take.takeId);
	expect(made.durationMs).toBeGreaterThan(2500);
	const kept = join(folder, 'media', `${take.takeId}.original`);
	expect((await readFile(kept)).equals(damaged)).toBe(true);
	const [row] = await data.db.select().from(takeTable).where(eq(takeTable.id, take.takeId));
	expect(row?.failure).toMatch(/bytes are not in it/);
	await deleteTake(data.db, ana, take.takeId, receiver.removeBytes);
	expect(await readdir(join(folder, 'media'))).not.toContain(`${take.takeId}.original`);
});

it('gives what arrived of a recording that cannot be played', async () => {
	const take = await newTake();
	await create(metadataOf(take));
	await patch(take.takeId, 0, recording.subarray(0, 9000));
	const found = await receiver.readUpload(take.takeId);
	const bytes = Buffer.from(await new Response(found?.body).arrayBuffer());
	expect([found?.bytes, bytes.equals(recording.subarray(0, 9000))]).toEqual([9000, true]);
	expect(await receiver.readUpload(randomUUID())).toBeNull();
});

describe('refused, with nothing stored', () => {
	it('an upload without a session of one’s own', async () => {
		const take = await newTake();
		const whole = metadataOf(take);
		for (const [metadata, owner] of [
			[{}, ana],
			[{ filename: 'holiday.webm' }, ana],
			[{ ...whole, answerId: randomUUID() }, ana],
			[{ ...whole, takeId: '../../etc/passwd' }, ana],
			[whole, ben],
			[whole, null]
		] as [Metadata, OwnerId | null][]) {
			const answer = await create(metadata, {}, owner);
			expect(answer.status).toBe(403);
			const code = owner === null ? 'not-signed-in' : 'not-allowed';
			expect(await answer.json()).toMatchObject({ code, message: expect.stringMatching(/^\w/) });
		}
		expect(await stored(take.takeId)).toEqual([]);
	});

	it('a guessed id, somebody else’s upload, an id that is none', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		for (const [id, owner] of [
			[randomUUID(), ana],
			[take.takeId, ben],
			[take.takeId, null],
			['..%2F..%2Fauth-secret', ana],
			['', ana]
		] as [string, OwnerId | null][]) {
			expect((await patch(id, 0, recording, {}, owner)).status).toBe(403);
			expect((await ask(id, owner)).status).toBe(403);
		}
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('0');
	});

	it('a take that was deleted: its device is told so, whatever it asks', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording.subarray(0, 9000));
		await deleteTake(data.db, ana, take.takeId, receiver.removeBytes);
		expect((await ask(take.takeId)).status).toBe(410);
		for (const answer of [
			await create(metadataOf(take)),
			await patch(take.takeId, 9000, recording.subarray(9000))
		]) {
			expect([answer.status, await answer.json()]).toMatchObject([410, { code: 'deleted' }]);
		}
		expect(await stored(take.takeId)).toEqual([]);
		expect((await ask(take.takeId, ben)).status).toBe(403);
	});

	it('an address that names another upload besides one’s own, in whatever way', async () => {
		const [own, theirs] = [await newTake(), await newTake(ben)];
		await create(metadataOf(own));
		await create(metadataOf(theirs), {}, ben);
		const part = recording.subarray(0, 9000);
		expect((await patch(theirs.takeId, 0, part, {}, ben)).status).toBe(204);
		const [mine, victim] = [own.takeId, theirs.takeId];
		const addresses = [
			`${mine}?/${victim}`,
			`${mine}?x=${victim}`,
			`${mine}?`,
			`${mine}#/${victim}`,
			`${mine}#`,
			`${mine}%2F${victim}`,
			`${mine}%2f${victim}`,
			`${mine}%3F/${victim}`,
			`${mine}%00`,
			`${mine}/${victim}`,
			`${mine}//${victim}`,
			`${mine}/`,
			`/${mine}`,
			`${mine}/../${victim}`,
			`${mine}/%2e%2e/${victim}`,
			`..%2f${victim}`,
			`${mine}\\${victim}`,
			`${mine};${victim}`,
			` ${victim}`,
			mine.toUpperCase(),
			`x/../${victim.toUpperCase()}`,
			'a'.repeat(5000)
		];
		for (const address of addresses) {
			for (const method of ['HEAD', 'PATCH', 'DELETE']) {
				const body = method === 'PATCH' ? new Uint8Array(recording.subarray(9000)) : null;
				const request = new Request(`${ORIGIN}/api/uploads/${address}`, {
					method,
					headers: {
						'tus-resumable': '1.0.0',
						...(body && {
							'content-type': 'application/offset+octet-stream',
							'upload-offset': '9000',
							'content-length': String(body.byteLength)
						})
					},
					body
				});
				const { status } = await receiver.handle(request, ana);
				expect(status, `${method} ${address}`).toBe(403);
			}
		}
		expect((await ask(victim, ben)).headers.get('upload-offset')).toBe('9000');
		expect((await ask(mine)).headers.get('upload-offset')).toBe('0');
		const held = await readFile(uploadOf(victim));
		expect(held.subarray(4096).equals(part)).toBe(true);
		// the other addresses of a take look its id up here
		for (const id of [mine.toUpperCase(), `${mine}\0`, '\0', 'a'.repeat(5000)]) {
			await expect(readOwnTake(data.db, ana, id)).rejects.toMatchObject({ code: 'not-found' });
			await expect(deleteTake(data.db, ana, id, receiver.removeBytes)).rejects.toMatchObject({
				code: 'not-found'
			});
		}
	});

	it('another method than the one that is asked with', async () => {
		const [own, theirs] = [await newTake(), await newTake(ben)];
		await create(metadataOf(theirs), {}, ben);
		await patch(theirs.takeId, 0, recording.subarray(0, 9000), {}, ben);
		for (const meant of ['DELETE', 'PATCH', 'HEAD']) {
			const headers = {
				'tus-resumable': '1.0.0',
				'x-http-method-override': meant,
				'upload-defer-length': '1',
				'upload-metadata': encode(metadataOf(own))
			};
			const url = `${ORIGIN}/api/uploads/${theirs.takeId}`;
			const answer = await receiver.handle(new Request(url, { method: 'POST', headers }), ana);
			// it is the announcement of a take of one's own, wherever it is sent
			expect(answer.headers.get('location')).toBe(`/api/uploads/${own.takeId}`);
		}
		expect((await ask(theirs.takeId, ben)).headers.get('upload-offset')).toBe('9000');
	});

	it('a type or a time that is none, and a field that is not known, each by name', async () => {
		const take = await newTake();
		for (const [field, wrong] of [
			['mimeType', { mimeType: 'application/pdf' }],
			['recordedAt', { recordedAt: 'yesterday' }],
			['role', { role: 'admin' }]
		] as [string, Metadata][]) {
			const answer = await create({ ...metadataOf(take), ...wrong });
			expect(answer.status).toBe(400);
			expect(await answer.json()).toMatchObject({ code: 'bad-input', field });
		}
		expect(await stored(take.takeId)).toEqual([]);
	});

	it('what is not a recording, whatever it is called', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		for (const text of ['%PDF-1.7 and a lot more of it', '<html>hello there</html>', 'x', '']) {
			const answer = await patch(take.takeId, 0, Buffer.from(text));
			expect(answer.status).toBe(415);
			expect(await answer.json()).toMatchObject({ code: 'not-a-recording' });
		}
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('0');
		expect((await create(metadataOf(await newTake()), { 'upload-length': '0' })).status).toBe(415);
	});

	it('a second writer while the first one is alive', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		const [one, two, three] = await Promise.all(
			[0, 1, 2].map(() => patch(take.takeId, 0, recording.subarray(0, 9000)))
		);
		expect([one, two, three].map((answer) => answer?.status).sort()).toEqual([204, 409, 409]);
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('9000');
		const held = await readFile(uploadOf(take.takeId));
		expect(held.subarray(4096).equals(recording.subarray(0, 9000))).toBe(true);
	});

	it('three gigabytes, before a byte is taken', async () => {
		const take = await newTake();
		const request = new Request(`${ORIGIN}/api/uploads`, {
			method: 'POST',
			headers: {
				'tus-resumable': '1.0.0',
				'upload-length': '3000000000',
				'upload-metadata': encode(metadataOf(take))
			}
		});
		const answer = await receiver.handle(request, ana);
		expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'quota-full' }]);
		await create(metadataOf(take));
		const declared = await patch(take.takeId, 0, recording, { 'upload-length': '3000000000' });
		expect(declared.status).toBe(413);
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('0');
	});

	it('what was recorded after the interview was finished', async () => {
		const sessionId = await openSession(data.db, ana, PLAN);
		const { answers } = await readSession(data.db, ana, sessionId);
		await finishSession(data.db, ana, sessionId);
		const take = { takeId: randomUUID(), answerId: answers[0]!.id };
		const late = await create(metadataOf(take));
		expect(late.status).toBe(403);
		expect(await late.json()).toMatchObject({ code: 'not-allowed', message: /finished/ });
		const earlier = new Date(Date.now() - 60_000).toISOString();
		expect((await create({ ...metadataOf(take), recordedAt: earlier })).status).toBe(201);
	});

	it('a time to come: it becomes now', async () => {
		const take = await newTake();
		expect((await create({ ...metadataOf(take), recordedAt: '2999-01-01T00:00:00Z' })).status).toBe(
			201
		);
		const [row] = await data.db.select().from(takeTable).where(eq(takeTable.id, take.takeId));
		expect(row!.recordedAt.getTime()).toBeLessThanOrEqual(Date.now());
	});

	it('requests that are not tus, each with a code and a sentence', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		const url = `${ORIGIN}/api/uploads/${take.takeId}`;
		const headers = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' };
		for (const [method, given] of [
			['PATCH', { ...headers, 'tus-resumable': '0.2.2', 'upload-offset': '0' }],
			['PATCH', { 'content-type': headers['content-type'], 'upload-offset': '0' }],
			['PATCH', headers],
			['PATCH', { ...headers, 'upload-offset': '-1' }],
			['PATCH', { ...headers, 'upload-offset': '00' }],
			['PATCH', { ...headers, 'upload-offset': '0', 'upload-length': 'long' }],
			['PATCH', { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'text/plain' }],
			['POST', { 'tus-resumable': '1.0.0', 'upload-metadata': 'takeId %%%' }],
			['POST', { 'tus-resumable': '1.0.0' }]
		] as [string, Record<string, string>][]) {
			const body = method === 'PATCH' ? new Uint8Array(recording) : null;
			const said = { ...given, ...(body ? { 'content-length': `${body.length}` } : {}) };
			const answer = await receiver.handle(new Request(url, { method, headers: said, body }), ana);
			expect(answer.status, JSON.stringify(given)).toBeGreaterThanOrEqual(400);
			expect(answer.status, JSON.stringify(given)).toBeLessThan(500);
			expect(await answer.json()).toEqual({
				code: expect.stringMatching(/^[a-z-]+$/),
				message: expect.stringMatching(/\w+ \w+|\w+\.$/)
			});
		}
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('0');
	});

	it('bytes with the announcement, however long they say they are', async () => {
		const take = await newTake();
		for (const headers of [
			{ 'transfer-encoding': 'chunked' },
			{ 'content-length': '5' },
			{ 'content-type': 'application/offset+octet-stream', body: 'yes' }
		] as Record<string, string>[]) {
			const { body, ...said } = headers;
			const answer = await receiver.handle(
				new Request(`${ORIGIN}/api/uploads`, {
					method: 'POST',
					headers: {
						'tus-resumable': '1.0.0',
						'upload-defer-length': '1',
						'upload-metadata': encode(metadataOf(take)),
						...said
					},
					body: body ? new Uint8Array(recording) : null
				}),
				ana
			);
			expect([answer.status, await answer.json()]).toMatchObject([400, { field: 'body' }]);
		}
		expect(await stored(take.takeId)).toEqual([]);
	});

	it('a piece that does not say how long it is', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		const headers = {
			'tus-resumable': '1.0.0',
			'content-type': 'application/offset+octet-stream',
			'upload-offset': '0'
		};
		const url = `${ORIGIN}/api/uploads/${take.takeId}`;
		const body = new Uint8Array(recording);
		const answer = await receiver.handle(new Request(url, { method: 'PATCH', headers, body }), ana);
		expect([answer.status, await answer.json()]).toMatchObject([411, { code: 'length-required' }]);
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('0');
	});

	it('an announcement of what is complete already', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording, { 'upload-length': String(recording.length) });
		expect((await create(metadataOf(take))).status).toBe(409);
		await ready(take.takeId);
		await vi.waitUntil(async () => (await stored(take.takeId)).length === 0, { timeout: 5000 });
		expect((await create(metadataOf(take))).status).toBe(409);
		expect(await stored(take.takeId)).toEqual([]);
		expect((await readOwnTake(data.db, ana, take.takeId)).state).toBe('ready');
	});

	it('a piece of no type and an upload in parts, without blaming the recording', async () => {
		const take = await newTake();
		const parts = await create(metadataOf(take), { 'upload-concat': 'partial' });
		expect([parts.status, await parts.json()]).toMatchObject([400, { code: 'bad-input' }]);
		await create(metadataOf(take));
		// the server of the app hands over no body of no type
		const untyped = await patch(take.takeId, 0, new Uint8Array(0), { 'content-type': '' });
		expect([untyped.status, await untyped.json()]).toMatchObject([
			400,
			{ code: 'bad-input', message: expect.stringContaining('Content-Type') }
		]);
	});

	it('a wrong offset and a chunk that was sent already', async () => {
		const take = await newTake();
		await create(metadataOf(take));
		await patch(take.takeId, 0, recording.subarray(0, 9000));
		expect((await patch(take.takeId, 0, recording.subarray(0, 9000))).status).toBe(409);
		expect((await patch(take.takeId, 12_000, recording.subarray(9000))).status).toBe(409);
		expect((await ask(take.takeId)).headers.get('upload-offset')).toBe('9000');
	});

	it('more than the quota has room for', async () => {
		const owner = await data.owner('Full');
		const take = await newTake(owner);
		const big = { 'upload-length': String(QUOTA + 1) };
		const request = new Request(`${ORIGIN}/api/uploads`, {
			method: 'POST',
			headers: { 'tus-resumable': '1.0.0', 'upload-metadata': encode(metadataOf(take)), ...big }
		});
		expect((await receiver.handle(request, owner)).status).toBe(413);
		await expect(readOwnTake(data.db, owner, take.takeId)).rejects.toMatchObject({
			code: 'not-found'
		});
		const first = await newTake(owner);
		await create(metadataOf(first), {}, owner);
		const both = await Promise.all(
			[await newTake(owner), await newTake(owner)].map(async (each) => {
				await create(metadataOf(each), {}, owner);
				const large = Buffer.concat([recording, Buffer.alloc(QUOTA * 0.6)]);
				const length = { 'content-length': String(large.length) };
				return (await patch(each.takeId, 0, large, length, owner)).status;
			})
		);
		expect(both.sort()).toEqual([204, 413]);
		const flood = Buffer.concat([recording, Buffer.alloc(QUOTA)]);
		expect((await patch(first.takeId, 0, flood, {}, owner)).status).toBe(413);
	});
});

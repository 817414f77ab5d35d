/** Recordings of comments with real bytes, a real store and the real remux: what is kept, what is refused, what is removed. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { invite, NOW, WORDS } from '../../../../tests/fixtures/invited.ts';
import { wholeRecording } from '../../../../tests/fixtures/long-recording.ts';
import { recordedSession } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { Fault } from '../../platform/errors.ts';
import { createLog } from '../../platform/log.server.ts';
import { createFileMediaStore } from '../../platform/media-store.file.server.ts';
import type { MediaStore } from '../../platform/media-store.ts';
import type { Grant } from '../../sharing/grant.ts';
import { addComment, removeComment } from '../comment/commands.server.ts';
import { saveWords, submitReview } from '../commands.server.ts';
import { readReview } from '../queries.server.ts';
import { addReply, placeForOwner, removeReply } from '../reply/commands.server.ts';
import { keepSpokenComment, keepSpokenReply, proveSpokenPlace } from './commands.server.ts';
import {
	knownSpoken,
	listSpokenOfTake,
	readSpokenComment,
	readSpokenReply
} from './queries.server.ts';
import { createSpokenReceiver, type SpokenReceiver } from './receive.server.ts';
import { LARGEST_SPOKEN } from './spoken.ts';

let store: TestDatabase;
let folder: string;
let media: MediaStore;
let spoken: SpokenReceiver;
let recording: Buffer;
let owner: OwnerId;
let grant: Grant;
let sessionId: string;
let takeId: string;
let commentId: string;

beforeAll(async () => {
	store = await database();
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-spoken-'));
	media = createFileMediaStore(join(folder, 'media'));
	spoken = createSpokenReceiver({
		folder: join(folder, 'comments'),
		media,
		log: createLog('silent')
	});
	recording = await readFile('tests/fixtures/recording.webm');
});
afterAll(async () => {
	await spoken.close();
	await store.close();
	await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
	owner = await store.owner();
	const session = await recordedSession(store.db, owner);
	sessionId = session.id;
	takeId = session.answers[0]!.takes[0]!.id;
	grant = await invite(store.db, owner, session.id, 'Dr Osei');
	const given = { takeId, atMs: 900, text: '', isSpoken: true };
	commentId = await addComment(store.db, grant, given);
	for (const key of await media.keys()) await media.remove(key);
});

function put(bytes: Uint8Array, headers: Record<string, string> = {}): Request {
	return new Request('http://localhost/recording', {
		method: 'PUT',
		headers: { 'content-length': String(bytes.length), ...headers },
		body: bytes as BodyInit
	});
}
/** A request that sends so much, and then nothing. */
function standingStill(first: Uint8Array): Request {
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			if (first.length > 0) controller.enqueue(first);
		}
	});
	const headers = { 'content-length': String(recording.length) };
	const init = { method: 'PUT', headers, body, duplex: 'half' };
	return new Request('http://localhost/recording', init as RequestInit);
}
const receive = (bytes: Uint8Array = recording, headers: Record<string, string> = {}) =>
	spoken.receive(put(bytes, headers), grant.id, (stored) =>
		keepSpokenComment(store.db, grant, commentId, stored)
	);
const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);
const place = () => placeForOwner(store.db, owner, sessionId, commentId);
async function handIn() {
	await saveWords(store.db, grant, WORDS);
	await submitReview(store.db, grant, NOW);
}

describe('a recording of a comment', () => {
	it('is kept, made seekable, and lies in the store with what it says of itself', async () => {
		const { spoken: part } = await receive();
		expect(part.mimeType).toBe('video/webm');
		expect(part.durationMs).toBeGreaterThan(500);
		const [comment] = (await readReview(store.db, grant))?.comments ?? [];
		expect(comment).toMatchObject({ isSpoken: true, recording: part });
		await handIn();
		const stored = await readSpokenComment(store.db, await place());
		expect(await media.sizeOf(stored.mediaKey)).toBe(part.bytes);
		expect(await readdir(join(folder, 'comments'))).toEqual([]);
	});

	it('takes the place of an earlier one, whose bytes can go', async () => {
		await receive();
		const [earlier] = await media.keys();
		const { replaced } = await receive();
		expect(replaced).toEqual([earlier]);
		await spoken.remove(replaced);
		expect(await media.keys()).toHaveLength(1);
	});

	it('goes with its comment, and with its take', async () => {
		await receive();
		expect(await listSpokenOfTake(store.db, takeId)).toEqual(await media.keys());
		await spoken.remove(await removeComment(store.db, grant, commentId));
		expect(await media.keys()).toEqual([]);
		expect(await listSpokenOfTake(store.db, takeId)).toEqual([]);
	});

	it('is refused for a submitted review, and for another’s comment, before a byte is read', async () => {
		const another = await invite(store.db, owner, sessionId, 'Amara');
		expect(await faultOf(proveSpokenPlace(store.db, another, commentId))).toBe('not-found');
		expect(await faultOf(proveSpokenPlace(store.db, grant, takeId))).toBe('not-found');
		await receive();
		await handIn();
		expect(await faultOf(proveSpokenPlace(store.db, grant, commentId))).toBe('review-submitted');
		expect(await faultOf(receive())).toBe('review-submitted');
		expect(await media.keys()).toHaveLength(1);
	});

	it('must be there before a spoken comment without text is handed in', async () => {
		expect(await faultOf(handIn())).toBe(`bad-input comments.${commentId}`);
		await receive();
		expect(await faultOf(handIn())).toBeNull();
	});
});

describe('what is refused', () => {
	const nothingKept = async () => {
		expect(await media.keys()).toEqual([]);
		expect(await readdir(join(folder, 'comments')).catch(() => [])).toEqual([]);
		expect((await readReview(store.db, grant))?.comments[0]?.recording).toBeNull();
	};

	it('is what is no recording, whatever it calls itself', async () => {
		const page = Buffer.from('<!doctype html><script>alert(1)</script>');
		expect(await faultOf(receive(page, { 'content-type': 'video/webm' }))).toBe('not-a-recording');
		expect(await faultOf(receive(Buffer.from('abc')))).toBe('not-a-recording');
		await nothingKept();
	});

	it('is what begins like one and holds nothing that plays', async () => {
		const broken = Buffer.concat([recording.subarray(0, 40), Buffer.alloc(2000, 7)]);
		expect(await faultOf(receive(broken))).toBe('not-a-recording');
		await nothingKept();
	});

	it('is what does not say its length, says too much, or says another one', async () => {
		const noLength = put(recording);
		noLength.headers.delete('content-length');
		const never = () => Promise.reject(new Error('kept'));
		expect(await faultOf(spoken.receive(noLength, 'a', never))).toBe('length-required');
		const large = String(LARGEST_SPOKEN + 1);
		expect(await faultOf(receive(recording, { 'content-length': large }))).toBe('too-large');
		expect(await faultOf(receive(recording, { 'content-length': '100000' }))).toBe(
			'bad-input body'
		);
		await nothingKept();
	});

	it('is what stands still on its way, and a third at once of the same sender', async () => {
		const hasty = createSpokenReceiver({
			folder: join(folder, 'hasty'),
			media,
			log: createLog('silent'),
			patience: { idleMs: 50, wholeMs: 60_000 }
		});
		const never = () => Promise.reject(new Error('kept'));
		const slow = (sender: string, first: Uint8Array) =>
			hasty.receive(standingStill(first), sender, never);
		const head = recording.subarray(0, 9000);
		const two = [slow('a', head), slow('a', new Uint8Array())].map(faultOf);
		expect(await faultOf(slow('a', head))).toBe('too-many');
		expect(await faultOf(slow('b', head))).toBe('bad-input body');
		expect(await Promise.all(two)).toEqual(['bad-input body', 'bad-input body']);
		expect(await faultOf(slow('a', head))).toBe('bad-input body');
		await hasty.close();
		await nothingKept();
	});

	it('is what is longer than two minutes', async () => {
		expect(await faultOf(receive(await wholeRecording({ seconds: 125 })))).toBe('bad-input body');
		await nothingKept();
		expect(await faultOf(receive(await wholeRecording({ seconds: 119 })))).toBeNull();
	});
});

describe('a recording of a reply', () => {
	it('is its writer’s, can be heard by both, and goes with the reply', async () => {
		await receive();
		await handIn();
		const mine = await place();
		const reply = await addReply(store.db, mine, { text: '', isSpoken: true }, NOW);
		const kept = await spoken.receive(put(recording), 'a', (stored) =>
			keepSpokenReply(store.db, mine, reply.id, stored)
		);
		const [comment] = (await readReview(store.db, grant))?.comments ?? [];
		expect(comment?.replies).toMatchObject([{ id: reply.id, recording: kept.spoken }]);
		expect(await readSpokenReply(store.db, mine, reply.id)).toMatchObject({
			mimeType: 'video/webm'
		});
		expect(await listSpokenOfTake(store.db, takeId)).toHaveLength(2);
		await spoken.remove(await removeReply(store.db, mine, reply.id));
		expect(await media.keys()).toHaveLength(1);
		expect(await faultOf(readSpokenReply(store.db, mine, reply.id))).toBe('not-found');
	});
});

describe('tidying', () => {
	it('removes what has belonged to nothing for a week, and never what belongs to a comment', async () => {
		await receive();
		await receive();
		const keys = await media.keys();
		expect(keys).toHaveLength(2);
		// three that belong, so that the one that does not is a straggler
		for (let more = 0; more < 2; more++) {
			const given = { takeId, atMs: more, text: '', isSpoken: true };
			const id = await addComment(store.db, grant, given);
			await spoken.receive(put(recording), 'a', (stored) =>
				keepSpokenComment(store.db, grant, id, stored)
			);
		}
		const inDays = (days: number) => new Date(NOW.getTime() + days * 24 * 3600 * 1000);
		for (const days of [0, 1, 6.9]) {
			await spoken.sweep((known) => knownSpoken(store.db, known), inDays(days));
			expect(await media.keys()).toHaveLength(4);
		}
		await spoken.sweep((known) => knownSpoken(store.db, known), inDays(7.1));
		const left = await media.keys();
		expect(left).toHaveLength(3);
		expect(await knownSpoken(store.db, left)).toEqual(new Set(left));
	});
});

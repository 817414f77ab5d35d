/** What `npm run verify-media` finds: bytes that changed, went or belong to nobody. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFileMediaStore } from '../../src/lib/platform/media-store.file.server.ts';
import { openSession } from '../../src/lib/practice/commands.server.ts';
import { readSession } from '../../src/lib/practice/queries.server.ts';
import { take } from '../../src/lib/practice/schema.server.ts';
import {
	checkStored,
	type StoredComment
} from '../../src/lib/practice/take/check-stored.server.ts';
import { createTakeLedger, prepareAgain } from '../../src/lib/practice/take/commands.server.ts';
import { UploadStore } from '../../src/lib/upload/upload-store.server.ts';
import { database, type TestDatabase } from '../database.ts';
import { PLAN } from '../fixtures/plan.ts';

let data: TestDatabase;
let folder: string;
beforeAll(async () => {
	data = await database();
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-stored-'));
	await mkdir(join(folder, 'media'));
});
afterAll(async () => {
	await data.close();
	await rm(folder, { recursive: true, force: true });
});

const NOW = new Date('2026-11-21T12:00:00Z');
const check = async () => {
	const media = createFileMediaStore(join(folder, 'media'));
	const uploads = new UploadStore(join(folder, 'uploads'), 0);
	return checkStored({ db: data.db, media, uploads, listSpoken: async () => spoken }, NOW);
};
const spoken: StoredComment[] = [];
const marks = async (id: string) => {
	const [row] = await data.db.select().from(take).where(eq(take.id, id));
	return { verifiedAt: row?.verifiedAt, damage: row?.damage };
};

async function storedTake(): Promise<{ id: string; path: string }> {
	const owner = await data.owner();
	const session = await readSession(data.db, owner, await openSession(data.db, owner, PLAN));
	const id = randomUUID();
	const ledger = createTakeLedger(data.db, 1e9);
	const announced = { id, answerId: session.answers[0]!.id, mimeType: 'video/webm' };
	await ledger.announce(owner, { ...announced, recordedAt: new Date() });
	const bytes = await readFile('tests/fixtures/recording.webm');
	const path = join(folder, 'media', `${id}.webm`);
	await writeFile(path, bytes);
	await ledger.markReady(id, {
		mediaKey: `${id}.webm`,
		mimeType: 'video/webm',
		durationMs: 3000,
		bytes: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('hex')
	});
	return { id, path };
}

it('finds nothing while everything is as it was stored, then each thing that is not', async () => {
	const [whole, flipped, cut, gone] = [
		await storedTake(),
		await storedTake(),
		await storedTake(),
		await storedTake()
	];
	expect(await check()).toMatchObject({ recordings: 4, findings: [] });
	expect(await marks(flipped.id)).toEqual({ verifiedAt: NOW, damage: null });

	const bytes = await readFile(flipped.path);
	bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
	await writeFile(flipped.path, bytes);
	await writeFile(cut.path, bytes.subarray(0, 9000));
	await rm(gone.path);
	await writeFile(join(folder, 'media', `${randomUUID()}.webm`), 'nobody’s');
	const { findings } = await check();
	expect(findings.map(({ kind, where }) => [kind, where])).toEqual([
		['damaged', flipped.id],
		['damaged', cut.id],
		['missing', gone.id],
		['orphaned', expect.stringMatching(/^media\//)]
	]);
	expect((await marks(flipped.id)).damage).toMatch(/^damaged: .* has other content/);
	expect((await marks(cut.id)).damage).toMatch(/9000 bytes instead of/);
	expect((await marks(gone.id)).damage).toMatch(/^missing/);
	expect(await marks(whole.id)).toEqual({ verifiedAt: NOW, damage: null });
});

it('knows spoken comments, and compares them too', async () => {
	const bytes = Buffer.from('a spoken comment');
	const mediaKey = `comment-${randomUUID()}.webm`;
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	await writeFile(join(folder, 'media', mediaKey), bytes);
	const about = async () =>
		(await check()).findings.filter(({ where, why }) => `${where} ${why}`.includes(mediaKey));
	expect(await about()).toMatchObject([{ kind: 'orphaned', where: `media/${mediaKey}` }]);
	spoken.push({ mediaKey, bytes: bytes.length, sha256 });
	expect(await about()).toEqual([]);
	await writeFile(join(folder, 'media', mediaKey), 'a Spoken comment');
	expect(await about()).toMatchObject([{ kind: 'damaged', where: mediaKey }]);
});

it('does not call a take missing that becomes ready while it is looked at', async () => {
	const { id, path } = await storedTake();
	const bytes = await readFile(path);
	const row = { state: 'received', uploadedBytes: bytes.length, mediaKey: null } as const;
	await data.db.update(take).set(row).where(eq(take.id, id));
	const uploads = new UploadStore(join(folder, 'uploads'), 0);
	// its upload has just been tidied away
	uploads.bytesOf = async () => {
		const ready = { state: 'ready', mediaKey: `${id}.webm` } as const;
		await data.db.update(take).set(ready).where(eq(take.id, id));
		return null;
	};
	const media = createFileMediaStore(join(folder, 'media'));
	const stores = { db: data.db, media, uploads, listSpoken: async () => spoken };
	const { findings } = await checkStored(stores, NOW);
	expect(findings.filter(({ where }) => where === id)).toEqual([]);
});

it('names a take that arrived damaged without calling it a fault, as long as what arrived is there', async () => {
	const { id } = await storedTake();
	await data.db.update(take).set({ failure: 'half of it' }).where(eq(take.id, id));
	const about = async () => {
		const { findings, arrivedDamaged } = await check();
		return { isNamed: arrivedDamaged.includes(id), found: findings.find((it) => it.where === id) };
	};
	await writeFile(join(folder, 'media', `${id}.original`), 'as it came');
	expect(await about()).toEqual({ isNamed: true, found: undefined });
	await rm(join(folder, 'media', `${id}.original`));
	expect(await about()).toMatchObject({ isNamed: true, found: { kind: 'missing' } });
});

it('names a take that was called unplayable, which its operator can have tried once more', async () => {
	const { id } = await storedTake();
	expect(await prepareAgain(data.db, id)).toBe(false);
	expect(await prepareAgain(data.db, 'no id')).toBe(false);
	const given = { state: 'unplayable', attempts: 3, failure: 'EIO' } as const;
	await data.db.update(take).set(given).where(eq(take.id, id));
	expect((await check()).unplayable).toEqual([id]);
	expect(await prepareAgain(data.db, id)).toBe(true);
	expect((await check()).unplayable).toEqual([]);
	const [row] = await data.db.select().from(take).where(eq(take.id, id));
	expect(row).toMatchObject({ state: 'received', attempts: 0, failure: null });
});

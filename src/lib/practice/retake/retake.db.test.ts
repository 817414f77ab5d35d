import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { recordedSession } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { finishSession } from '../commands.server.ts';
import { readSession } from '../queries.server.ts';
import { createTakeLedger } from '../take/commands.server.ts';
import { openRetake } from './commands.server.ts';

const notAllowed = expect.objectContaining({ code: 'not-allowed' }) as unknown;
const notFound = expect.objectContaining({ code: 'not-found' }) as unknown;

let data: TestDatabase;
let ana: OwnerId;
let ben: OwnerId;
beforeAll(async () => {
	data = await database();
	ana = await data.owner('Ana');
	ben = await data.owner('Ben');
});
afterAll(() => data.close());

const HOUR_MS = 3600_000;

it('lets a take of that answer be recorded now, and the interview stays finished when it was', async () => {
	const before = await recordedSession(data.db, ana);
	await finishSession(data.db, ana, before.id);
	const finished = await readSession(data.db, ana, before.id);
	const [one, other] = finished.answers.map(({ id }) => id);
	const now = new Date(finished.finishedAt!.getTime() + 24 * HOUR_MS);
	const { announce } = createTakeLedger(data.db, 1e9);
	const recorded = (answerId: string, afterMs: number) =>
		announce(ana, {
			id: randomUUID(),
			answerId,
			mimeType: 'video/webm',
			recordedAt: new Date(now.getTime() + afterMs)
		});
	await expect(recorded(one!, 5000)).rejects.toEqual(notAllowed);
	await openRetake(data.db, ana, before.id, 0, now);
	await recorded(one!, 5000);
	await expect(recorded(other!, 5000)).rejects.toEqual(notAllowed);
	await expect(recorded(one!, 2 * HOUR_MS)).rejects.toEqual(notAllowed);
	await expect(recorded(one!, -HOUR_MS)).rejects.toEqual(notAllowed);
	const after = await readSession(data.db, ana, before.id);
	expect(after.finishedAt).toEqual(finished.finishedAt);
	expect(after.answers.map(({ takes }) => takes.length)).toEqual([2, 1, 0]);
});

it('is for the owner and for answers that are there', async () => {
	const { id } = await recordedSession(data.db, ana);
	await finishSession(data.db, ana, id);
	await expect(openRetake(data.db, ben, id, 0, new Date())).rejects.toEqual(notFound);
	await expect(openRetake(data.db, ana, id, 99, new Date())).rejects.toEqual(notFound);
	expect((await readSession(data.db, ana, id)).finishedAt).not.toBeNull();
});

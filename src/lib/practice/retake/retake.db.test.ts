import { afterAll, beforeAll, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { recordedSession } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { finishSession } from '../commands.server.ts';
import { readSession } from '../queries.server.ts';
import { openRetake } from './commands.server.ts';

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

it('opens the finished interview for one more take, and changes no answer', async () => {
	const before = await recordedSession(data.db, ana);
	await finishSession(data.db, ana, before.id);
	const finished = await readSession(data.db, ana, before.id);
	expect(finished.finishedAt).not.toBeNull();
	await openRetake(data.db, ana, before.id, 0);
	const opened = await readSession(data.db, ana, before.id);
	expect(opened.finishedAt).toBeNull();
	expect(opened.answers).toEqual(finished.answers);
});

it('is for the owner and for answers that are there', async () => {
	const { id } = await recordedSession(data.db, ana);
	await finishSession(data.db, ana, id);
	await expect(openRetake(data.db, ben, id, 0)).rejects.toEqual(notFound);
	await expect(openRetake(data.db, ana, id, 99)).rejects.toEqual(notFound);
	expect((await readSession(data.db, ana, id)).finishedAt).not.toBeNull();
});

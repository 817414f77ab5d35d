import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeAnswer } from '$lib/practice/commands.server';
import { readSession } from '$lib/practice/queries.server';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { recordedSession } from '../../../../tests/fixtures/recorded-session.ts';
import { load } from './+page.server';
import type { PageServerLoadEvent } from './$types';

let data: TestDatabase;
beforeAll(async () => {
	data = await database();
});
afterAll(() => data.close());

it('finishes an interview in which nothing is left to sit, and shows it', async () => {
	const ana = await data.owner('Ana');
	const { id } = await recordedSession(data.db, ana);
	for (const position of [0, 1, 2]) await closeAnswer(data.db, ana, id, position);
	const locals = { person: { id: ana }, app: { database: { db: data.db } } };
	const open = () => load({ locals, params: { session: id } } as unknown as PageServerLoadEvent);
	await expect(open()).rejects.toMatchObject({ status: 303, location: `/sessions/${id}` });
	expect((await readSession(data.db, ana, id)).finishedAt).not.toBeNull();
	await expect(open()).rejects.toMatchObject({ status: 303 });
});

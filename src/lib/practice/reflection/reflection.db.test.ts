import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { PLAN } from '../../../../tests/fixtures/plan.ts';
import type { OwnerId } from '../../account/owner.ts';
import { writeBullets } from '../bullets/commands.server.ts';
import { readBullets } from '../bullets/queries.server.ts';
import { openSession } from '../commands.server.ts';
import { readSession } from '../queries.server.ts';
import { createTakeLedger } from '../take/commands.server.ts';
import { keepReflection } from './commands.server.ts';
import { listReflections } from './queries.server.ts';

const notFound = expect.objectContaining({ code: 'not-found' });
let data: TestDatabase;
beforeAll(async () => {
	data = await database();
});
afterAll(() => data.close());

async function sit(owner: OwnerId) {
	const sessionId = await openSession(data.db, owner, PLAN);
	const { answers } = await readSession(data.db, owner, sessionId);
	return { sessionId, answers: answers.map(({ id }) => id) };
}

it('is kept before the take is announced, replaced, and read in order', async () => {
	const owner = await data.owner();
	const { sessionId, answers } = await sit(owner);
	const [answerId, takeId] = [answers[0]!, randomUUID()];
	const first = { answerId, rating: 2, change: 'Shorter.' };
	await keepReflection(data.db, owner, takeId, first);
	await keepReflection(data.db, owner, takeId, { ...first, rating: null, change: '' });
	await keepReflection(data.db, owner, randomUUID(), { ...first, rating: 5 });
	const kept = await listReflections(data.db, owner, sessionId);
	expect(kept.map(({ rating }) => rating)).toEqual([null, 5]);
	expect(kept[0]).toMatchObject({ takeId, answerId, change: '' });
});

it("is nobody else's to write or read", async () => {
	const [ana, ben] = [await data.owner('Ana'), await data.owner('Ben')];
	const { sessionId, answers } = await sit(ana);
	const given = { answerId: answers[0]!, rating: 3, change: 'Mine.' };
	const takeId = randomUUID();
	await expect(keepReflection(data.db, ben, takeId, given)).rejects.toEqual(notFound);
	await expect(keepReflection(data.db, ana, 'x', given)).rejects.toEqual(notFound);
	await keepReflection(data.db, ana, takeId, given);
	expect(await listReflections(data.db, ben, sessionId)).toEqual([]);
	expect(await listReflections(data.db, ben, 'x')).toEqual([]);

	const bens = await sit(ben);
	const stolen = { answerId: bens.answers[0]!, rating: 1, change: 'Stolen.' };
	await expect(keepReflection(data.db, ben, takeId, stolen)).rejects.toEqual(notFound);
	expect((await listReflections(data.db, ana, sessionId))[0]?.change).toBe('Mine.');
});

it('belongs to the answer that its take was announced for', async () => {
	const owner = await data.owner();
	const { answers } = await sit(owner);
	const takeId = randomUUID();
	await createTakeLedger(data.db, 1e9).announce(owner, {
		...{ id: takeId, answerId: answers[0]!, mimeType: 'video/webm', recordedAt: new Date() }
	});
	const wrong = { answerId: answers[1]!, rating: 1, change: '' };
	await expect(keepReflection(data.db, owner, takeId, wrong)).rejects.toEqual(notFound);
	await keepReflection(data.db, owner, takeId, { ...wrong, answerId: answers[0]! });
});

it('bullet points are kept with a session, for its owner only', async () => {
	const [ana, ben] = [await data.owner('Ana'), await data.owner('Ben')];
	const { sessionId } = await sit(ana);
	expect(await readBullets(data.db, ana, sessionId)).toBe('');
	await writeBullets(data.db, ana, sessionId, 'Village clinic\nNight shifts');
	expect(await readBullets(data.db, ana, sessionId)).toBe('Village clinic\nNight shifts');
	for (const [owner, id] of [
		[ben, sessionId],
		[ana, 'x'],
		[ana, randomUUID()]
	] as const) {
		await expect(readBullets(data.db, owner, id)).rejects.toEqual(notFound);
		await expect(writeBullets(data.db, owner, id, 'No')).rejects.toEqual(notFound);
	}
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { adoptCards, deleteCard, keepCard } from './commands.server.ts';
import { listCards, readCard } from './queries.server.ts';
import { MOST_CARDS, type Readiness } from './readiness.ts';

const NOW = new Date('2026-11-22T09:30:00Z');
const notFound = expect.objectContaining({ code: 'not-found' });
let data: TestDatabase;
beforeAll(async () => {
	data = await database();
});
afterAll(() => data.close());

const card = (takenAt: string, more: Partial<Readiness> = {}): Readiness => ({
	takenAt,
	device: 'Laptop camera',
	verdicts: [
		{
			step: 'light',
			grade: 'good',
			finding: 'Even.',
			why: 'Seen.',
			mend: null,
			figures: { luma: 120 }
		}
	],
	checklist: ['quiet-room'],
	...more
});

it('is kept as it was sent, once, and read newest first', async () => {
	const owner = await data.owner();
	const [old, fresh] = [randomUUID(), randomUUID()];
	await keepCard(data.db, owner, fresh, card('2026-11-22T09:00:00.000Z'), NOW);
	await keepCard(data.db, owner, old, card('2026-11-20T09:00:00.000Z'), NOW);
	await keepCard(data.db, owner, old, card('2026-11-20T09:00:00.000Z', { checklist: [] }), NOW);
	const kept = await listCards(data.db, owner, 5);
	expect(kept.map(({ id }) => id)).toEqual([fresh, old]);
	expect(kept[0]).toEqual({ id: fresh, ...card('2026-11-22T09:00:00.000Z') });
	const read = await readCard(data.db, owner, fresh);
	expect(read.before).toMatchObject({ id: old, checklist: [] });
	expect((await readCard(data.db, owner, old)).before).toBeNull();
});

it("is nobody else's to read, replace or delete", async () => {
	const [ana, ben] = [await data.owner('Ana'), await data.owner('Ben')];
	const id = randomUUID();
	await keepCard(data.db, ana, id, card('2026-11-22T09:00:00.000Z'), NOW);
	const theirs = card('2026-11-22T09:10:00.000Z', { device: 'Stolen' });
	await expect(keepCard(data.db, ben, id, theirs, NOW)).rejects.toEqual(notFound);
	await expect(readCard(data.db, ben, id)).rejects.toEqual(notFound);
	await expect(deleteCard(data.db, ben, id)).rejects.toEqual(notFound);
	for (const none of ['x', '\0']) {
		await expect(readCard(data.db, ana, none)).rejects.toEqual(notFound);
		await expect(deleteCard(data.db, ana, none)).rejects.toEqual(notFound);
	}
	expect(await listCards(data.db, ben, 5)).toEqual([]);
	expect((await readCard(data.db, ana, id)).card.device).toBe('Laptop camera');
	await deleteCard(data.db, ana, id);
	await expect(readCard(data.db, ana, id)).rejects.toEqual(notFound);
});

it('of the far future is refused by name', async () => {
	const owner = await data.owner();
	const future = keepCard(data.db, owner, randomUUID(), card('2026-12-22T09:00:00.000Z'), NOW);
	await expect(future).rejects.toMatchObject({ code: 'bad-input', field: 'takenAt' });
	expect(await listCards(data.db, owner, 5)).toEqual([]);
});

it('goes with a guest to their account', async () => {
	const [guest, account] = [await data.owner('Guest'), await data.owner('Ana')];
	const id = randomUUID();
	await keepCard(data.db, guest, id, card('2026-11-22T09:00:00.000Z'), NOW);
	await adoptCards(data.db, guest, account);
	expect(await listCards(data.db, guest, 5)).toEqual([]);
	expect((await readCard(data.db, account, id)).card.id).toBe(id);
});

it('makes room by the oldest when there are too many', async () => {
	const owner = await data.owner();
	for (let each = 0; each <= MOST_CARDS; each++) {
		const takenAt = new Date(NOW.getTime() - (MOST_CARDS - each) * 1000).toISOString();
		await keepCard(data.db, owner, randomUUID(), card(takenAt), NOW);
	}
	const kept = await listCards(data.db, owner, MOST_CARDS + 5);
	expect(kept).toHaveLength(MOST_CARDS);
	expect(kept[0]!.takenAt).toBe(NOW.toISOString());
});

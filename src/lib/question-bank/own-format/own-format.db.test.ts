import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { adoptQuestionBank } from '../commands.server.ts';
import { completeFormat } from '../format.ts';
import { MOST_FORMATS } from '../own-format.ts';
import { addOwnFormat, deleteOwnFormat, writeOwnFormat } from './commands.server.ts';
import { listOwnFormats, readOwnFormat } from './queries.server.ts';

const notFound = expect.objectContaining({ code: 'not-found' });
const nameTaken = expect.objectContaining({ code: 'bad-input', field: 'title' });
const format = (title: string, questions = 4) =>
	completeFormat({
		...{ id: 'own', title, purpose: 'A format of your own.', order: 1, questions },
		...{ questionSet: 'img-matters', preparationS: 15, answerLimitS: 75, target: null },
		...{ takes: 2, playback: true }
	});

let data: TestDatabase;
beforeAll(async () => {
	data = await database();
});
afterAll(() => data.close());

it('keeps a format by its name, changes it, and deletes it', async () => {
	const owner = await data.owner();
	const id = await addOwnFormat(data.db, owner, format('Short ones'));
	const kept = await readOwnFormat(data.db, owner, id);
	expect(kept).toEqual({ ...format('Short ones'), id });
	await writeOwnFormat(data.db, owner, id, format('Shorter ones', 7));
	expect(await listOwnFormats(data.db, owner)).toEqual([{ ...format('Shorter ones', 7), id }]);
	await deleteOwnFormat(data.db, owner, id);
	expect(await listOwnFormats(data.db, owner)).toEqual([]);
	await expect(deleteOwnFormat(data.db, owner, id)).rejects.toEqual(notFound);
});

it("is nobody else's to read, change or delete", async () => {
	const [ana, ben] = [await data.owner('Ana'), await data.owner('Ben')];
	const id = await addOwnFormat(data.db, ana, format('Mine'));
	for (const wrong of [id, randomUUID(), 'x', '', '\0']) {
		await expect(readOwnFormat(data.db, ben, wrong)).rejects.toEqual(notFound);
		await expect(writeOwnFormat(data.db, ben, wrong, format('Yes'))).rejects.toEqual(notFound);
		await expect(deleteOwnFormat(data.db, ben, wrong)).rejects.toEqual(notFound);
	}
	expect(await listOwnFormats(data.db, ben)).toEqual([]);
	expect((await readOwnFormat(data.db, ana, id)).title).toBe('Mine');
});

it('has a name of its own, whatever the case, and saving it again under its own name is fine', async () => {
	const owner = await data.owner();
	const id = await addOwnFormat(data.db, owner, format('Daily'));
	const other = await addOwnFormat(data.db, owner, format('Weekly'));
	await expect(addOwnFormat(data.db, owner, format('DAILY'))).rejects.toEqual(nameTaken);
	await expect(writeOwnFormat(data.db, owner, other, format('daily'))).rejects.toEqual(nameTaken);
	await writeOwnFormat(data.db, owner, id, format('daily', 3));
	await addOwnFormat(data.db, await data.owner(), format('Daily'));
});

it('stops at its limit', async () => {
	const owner = await data.owner();
	for (let n = 0; n < MOST_FORMATS; n++) await addOwnFormat(data.db, owner, format(`Number ${n}`));
	await expect(addOwnFormat(data.db, owner, format('One more'))).rejects.toEqual(nameTaken);
});

it('moves to the account a guest signs up with, beside what is there by the same name', async () => {
	const [guest, account] = [await data.owner('Guest'), await data.owner('Ana')];
	await addOwnFormat(data.db, account, format('Daily', 1));
	await addOwnFormat(data.db, guest, format('daily', 2));
	await addOwnFormat(data.db, guest, format('Night', 3));
	await adoptQuestionBank(data.db, guest, account);
	expect(await listOwnFormats(data.db, guest)).toEqual([]);
	const all = await listOwnFormats(data.db, account);
	expect(all.map(({ title, questions }) => [title, questions])).toEqual([
		['Daily', 1],
		['daily 2', 2],
		['Night', 3]
	]);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { Fault } from '../platform/errors.ts';
import {
	addOwnRubric,
	adoptOwnRubrics,
	deleteOwnRubric,
	MOST_RUBRICS,
	undeleteOwnRubric,
	writeOwnRubric
} from './commands.server.ts';
import {
	listOwnRubrics,
	listRubricChoices,
	readChoosableRubric,
	readOwnRubric,
	readRubricOf
} from './queries.server.ts';
import { GENERAL_RUBRIC, readRubric } from './rubric.server.ts';

let store: TestDatabase;
beforeAll(async () => {
	store = await database();
});
afterAll(() => store.close());

async function copy(title: string) {
	const { id: _id, version: _version, ...rest } = await readRubric(GENERAL_RUBRIC);
	return { ...rest, title };
}
const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);

describe('an own rubric', () => {
	it('starts as a copy, and every change is a version of its own', async () => {
		const owner = await store.owner();
		const id = await addOwnRubric(store.db, owner, await copy('Mine'));
		expect(await readOwnRubric(store.db, owner, id)).toMatchObject({
			id,
			version: 1,
			title: 'Mine'
		});
		await writeOwnRubric(store.db, owner, id, 1, await copy('Mine too'));
		expect(await listOwnRubrics(store.db, owner)).toMatchObject([
			{ version: 2, title: 'Mine too' }
		]);
		await writeOwnRubric(store.db, owner, id, 2, await copy('Mine too'));
		expect((await readOwnRubric(store.db, owner, id)).version).toBe(2);
	});

	it('is not overwritten by a window that shows an earlier version', async () => {
		const owner = await store.owner();
		const id = await addOwnRubric(store.db, owner, await copy('A'.repeat(5)));
		await writeOwnRubric(store.db, owner, id, 1, await copy('Second'));
		expect(await faultOf(writeOwnRubric(store.db, owner, id, 1, await copy('Third')))).toBe(
			'conflict'
		);
	});

	it('is nobody else’s to read, change, delete or choose', async () => {
		const [ana, ben] = [await store.owner('Ana'), await store.owner('Ben')];
		const id = await addOwnRubric(store.db, ana, await copy('Mine'));
		for (const wrong of [id, randomUUID(), 'x']) {
			expect(await faultOf(readOwnRubric(store.db, ben, wrong))).toBe('not-found');
			expect(await faultOf(writeOwnRubric(store.db, ben, wrong, 1, await copy('X1y')))).toBe(
				'not-found'
			);
			expect(await faultOf(deleteOwnRubric(store.db, ben, wrong, new Date()))).toBe('not-found');
			expect(await faultOf(undeleteOwnRubric(store.db, ben, wrong))).toBe('not-found');
			expect(await faultOf(readChoosableRubric(store.db, ben, wrong))).toBe('not-found');
		}
		expect(await faultOf(readChoosableRubric(store.db, null, id))).toBe('not-found');
	});

	it('has a name of its own, and there are only so many', async () => {
		const owner = await store.owner();
		for (let n = 0; n < MOST_RUBRICS; n++)
			await addOwnRubric(store.db, owner, await copy(`No. ${n}`));
		expect(await faultOf(addOwnRubric(store.db, owner, await copy('One more')))).toBe(
			'bad-input title'
		);
		const [{ id } = { id: '' }] = await listOwnRubrics(store.db, owner);
		expect(await faultOf(writeOwnRubric(store.db, owner, id, 1, await copy('NO. 1')))).toBe(
			'bad-input title'
		);
	});

	it('that is deleted cannot be chosen, is still there for who was asked, and can come back', async () => {
		const owner = await store.owner();
		const id = await addOwnRubric(store.db, owner, await copy('Mine'));
		await deleteOwnRubric(store.db, owner, id, new Date());
		expect(await listOwnRubrics(store.db, owner)).toEqual([]);
		expect(await faultOf(readChoosableRubric(store.db, owner, id))).toBe('not-found');
		expect(await readRubricOf(store.db, id)).toMatchObject({ title: 'Mine' });
		await undeleteOwnRubric(store.db, owner, id);
		expect(await listOwnRubrics(store.db, owner)).toHaveLength(1);
	});

	it('moves to the account that a guest signs up with', async () => {
		const [guest, account] = [await store.owner('Guest'), await store.owner('Ana')];
		await addOwnRubric(store.db, guest, await copy('Mine'));
		await adoptOwnRubrics(store.db, guest, account);
		expect(await listOwnRubrics(store.db, account)).toHaveLength(1);
	});
});

describe('the choice', () => {
	it('has the person’s own first, then those of the bank', async () => {
		const owner = await store.owner();
		await addOwnRubric(store.db, owner, await copy('Mine'));
		const choices = await listRubricChoices(store.db, owner);
		expect(choices[0]).toMatchObject({ title: 'Mine', isOwn: true });
		expect(choices.slice(1).map(({ id }) => id)).toEqual([
			GENERAL_RUBRIC,
			'behavioural-star-l',
			'clinical-conversation',
			'ethics',
			'red-flag',
			'virtual-presence'
		]);
	});

	it('falls back to the general one', async () => {
		expect((await readRubricOf(store.db, null)).id).toBe(GENERAL_RUBRIC);
		expect((await readRubricOf(store.db, 'taken-out-of-the-bank')).id).toBe(GENERAL_RUBRIC);
	});
});

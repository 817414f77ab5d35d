import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import type { OwnerId } from '../account/owner.ts';
import * as bank from './commands.server.ts';
import { MOST_QUESTIONS, MOST_SETS, OwnQuestionSchema } from './own.ts';
import * as own from './own/commands.server.ts';
import * as queries from './queries.server.ts';

const notFound = expect.objectContaining({ code: 'not-found' });
const badInput = expect.objectContaining({ code: 'bad-input' });
const question = (text: string) => v.parse(OwnQuestionSchema, { text });
const PROGRAM = { mission: '', population: '', curriculum: '', people: '', questions: '' };
const MINE = { title: 'Mine', purpose: '' };

let data: TestDatabase;
let ana: OwnerId;
let ben: OwnerId;
beforeAll(async () => {
	data = await database();
	ana = await data.owner('Ana');
	ben = await data.owner('Ben');
});
afterAll(() => data.close());

const texts = async (owner: OwnerId, id: string) =>
	(await queries.readOwnSet(data.db, owner, id)).questions.map(({ text }) => text);

describe('bookmarks, notes and lengths', () => {
	it('belong to one person, and doing it twice changes nothing', async () => {
		const { db } = data;
		await bank.setBookmark(db, ana, 'three-words', true);
		await bank.setBookmark(db, ana, 'three-words', true);
		expect(await queries.listBookmarks(db, ana)).toEqual(['three-words']);
		expect(await queries.listBookmarks(db, ben)).toEqual([]);
		await bank.setBookmark(db, ben, 'three-words', false);
		expect(await queries.listBookmarks(db, ana)).toEqual(['three-words']);
		await bank.setBookmark(db, ana, 'three-words', false);
		expect(await queries.listBookmarks(db, ana)).toEqual([]);
	});

	it('are independent: a note keeps its length, a length its note', async () => {
		const { db } = data;
		await bank.setOwnTarget(db, ana, 'why-us', { fromS: 30, toS: 60 });
		await bank.writeQuestionNote(db, ana, 'why-us', 'Their clinic.');
		const both = { note: 'Their clinic.', target: { fromS: 30, toS: 60 } };
		expect(await queries.readQuestionNote(db, ana, 'why-us')).toEqual(both);
		expect([...(await queries.listOwnTargets(db, ana))]).toEqual([['why-us', both.target]]);
		await bank.setOwnTarget(db, ana, 'why-us', null);
		expect(await queries.readQuestionNote(db, ana, 'why-us')).toEqual({ ...both, target: null });
		expect(await queries.readQuestionNote(db, ben, 'why-us')).toEqual({ note: '', target: null });
	});
});

describe('own questions', () => {
	it('are kept in order, edited, moved, deleted and brought back', async () => {
		const { db } = data;
		const owner = await data.owner();
		const first = await own.firstOwnSet(db, owner);
		expect(await own.firstOwnSet(db, owner)).toBe(first);
		const [a, b] = await own.keepOwnQuestions(db, owner, first, [question('A?'), question('B?')]);
		await own.keepOwnQuestions(db, owner, first, [question('C?')]);
		await own.writeOwnQuestion(db, owner, a!, first, question('A, again?'));
		expect(await texts(owner, first)).toEqual(['A, again?', 'B?', 'C?']);
		await own.setOwnQuestionDeleted(db, owner, b!, true);
		expect(await texts(owner, first)).toEqual(['A, again?', 'C?']);
		await expect(queries.readOwnQuestion(db, owner, b!)).rejects.toEqual(notFound);
		await own.setOwnQuestionDeleted(db, owner, b!, false);
		expect(await texts(owner, first)).toEqual(['A, again?', 'B?', 'C?']);
		const second = await own.addOwnSet(db, owner, MINE);
		await own.writeOwnQuestion(db, owner, a!, second, question('A, moved?'));
		expect(await texts(owner, first)).toEqual(['B?', 'C?']);
		expect(await texts(owner, second)).toEqual(['A, moved?']);
	});

	it('replace what they were exported from, also when that was deleted', async () => {
		const { db } = data;
		const owner = await data.owner();
		const set = await own.addOwnSet(db, owner, MINE);
		const [a] = await own.keepOwnQuestions(db, owner, set, [question('A?'), question('B?')]);
		await own.setOwnQuestionDeleted(db, owner, a!, true);
		await own.keepOwnQuestions(db, owner, set, [
			{ ...question('A, edited?'), id: a },
			{ ...question('New?'), id: randomUUID() }
		]);
		expect(await texts(owner, set)).toEqual(['A, edited?', 'B?', 'New?']);
	});

	it("do not replace another person's question of the same id", async () => {
		const { db } = data;
		const [hers, his] = [await own.addOwnSet(db, ana, MINE), await own.addOwnSet(db, ben, MINE)];
		const [id] = await own.keepOwnQuestions(db, ana, hers, [question('Hers?')]);
		await own.keepOwnQuestions(db, ben, his, [{ ...question('His?'), id }]);
		expect(await texts(ana, hers)).toEqual(['Hers?']);
		expect(await texts(ben, his)).toEqual(['His?']);
	});

	it('are all or nothing when a set would be too long, and sets have a limit', async () => {
		const { db } = data;
		const owner = await data.owner();
		const set = await own.addOwnSet(db, owner, MINE);
		const many = Array.from({ length: MOST_QUESTIONS }, (_, at) => question(`Question ${at}?`));
		const tooMany = own.keepOwnQuestions(db, owner, set, [...many, question('One more?')]);
		await expect(tooMany).rejects.toEqual(badInput);
		expect(await texts(owner, set)).toEqual([]);
		await own.keepOwnQuestions(db, owner, set, many);
		await expect(own.keepOwnQuestions(db, owner, set, [question('More?')])).rejects.toEqual(
			badInput
		);
		for (let at = 1; at < MOST_SETS; at++) await own.addOwnSet(db, owner, MINE);
		await expect(own.addOwnSet(db, owner, MINE)).rejects.toEqual(badInput);
	});

	it('do not exist for anybody else, nor under an id that is none', async () => {
		const { db } = data;
		const set = await own.addOwnSet(db, ana, MINE);
		const his = await own.addOwnSet(db, ben, MINE);
		const [id = ''] = await own.keepOwnQuestions(db, ana, set, [question('A?')]);
		for (const attempt of [
			() => queries.readOwnSet(db, ben, set),
			() => queries.readOwnQuestion(db, ben, id),
			() => own.keepOwnQuestions(db, ben, set, [question('B?')]),
			() => own.writeOwnQuestion(db, ben, id, his, question('B?')),
			() => own.writeOwnQuestion(db, ana, id, his, question('B?')),
			() => own.setOwnQuestionDeleted(db, ben, id, true),
			() => own.writeOwnSet(db, ben, set, MINE),
			() => own.setOwnSetDeleted(db, ben, set, true),
			() => own.writeOwnSet(db, ana, "'; drop table own_set; --", MINE),
			() => own.writeOwnSet(db, ana, '\0', MINE),
			() => own.setOwnSetDeleted(db, ana, '\0', false),
			() => own.setOwnQuestionDeleted(db, ana, '\0', false),
			() => own.writeOwnQuestion(db, ana, '\0', set, question('B?')),
			() => own.keepOwnQuestions(db, ana, '\0', [question('B?')]),
			() => own.keepOwnQuestions(db, ana, randomUUID(), [question('B?')])
		]) {
			await expect(attempt()).rejects.toEqual(notFound);
		}
		expect(await texts(ana, set)).toEqual(['A?']);
	});

	it('go with their set and come back with it, and nothing is added to a set that is gone', async () => {
		const { db } = data;
		const owner = await data.owner();
		const set = await own.addOwnSet(db, owner, MINE);
		await own.keepOwnQuestions(db, owner, set, [question('A?')]);
		await own.setOwnSetDeleted(db, owner, set, true);
		expect(await queries.listOwnSets(db, owner)).toEqual([]);
		await expect(own.keepOwnQuestions(db, owner, set, [question('B?')])).rejects.toEqual(notFound);
		await own.setOwnSetDeleted(db, owner, set, false);
		expect(await texts(owner, set)).toEqual(['A?']);
	});
});

describe('program notes', () => {
	it('are written, changed, deleted and brought back by their owner only', async () => {
		const { db } = data;
		const owner = await data.owner();
		const id = await bank.addProgramNote(db, owner, { ...PROGRAM, program: 'Lakeside' });
		await bank.writeProgramNote(db, owner, id, {
			...PROGRAM,
			program: 'Lakeside',
			people: 'Dr. Osei'
		});
		expect(await queries.readProgramNote(db, owner, id)).toMatchObject({ people: 'Dr. Osei' });
		for (const attempt of [
			() => queries.readProgramNote(db, ben, id),
			() => bank.writeProgramNote(db, ben, id, { ...PROGRAM, program: 'X' }),
			() => bank.setProgramNoteDeleted(db, ben, id, true),
			() => bank.setProgramNoteDeleted(db, owner, '\0', false)
		]) {
			await expect(attempt()).rejects.toEqual(notFound);
		}
		await bank.setProgramNoteDeleted(db, owner, id, true);
		expect(await queries.listProgramNotes(db, owner)).toEqual([]);
		await bank.setProgramNoteDeleted(db, owner, id, false);
		expect(await queries.listProgramNotes(db, owner)).toHaveLength(1);
	});
});

describe('what was deleted', () => {
	it('is forgotten after its time, and not before', async () => {
		const { db } = data;
		const owner = await data.owner();
		const set = await own.addOwnSet(db, owner, MINE);
		const program = await bank.addProgramNote(db, owner, { ...PROGRAM, program: 'Hill' });
		await own.setOwnSetDeleted(db, owner, set, true);
		await bank.setProgramNoteDeleted(db, owner, program, true);
		await bank.forgetDeletedBefore(db, new Date(Date.now() - 60_000));
		await own.setOwnSetDeleted(db, owner, set, false);
		await own.setOwnSetDeleted(db, owner, set, true);
		await bank.forgetDeletedBefore(db, new Date(Date.now() + 60_000));
		await expect(own.setOwnSetDeleted(db, owner, set, false)).rejects.toEqual(notFound);
		await expect(bank.setProgramNoteDeleted(db, owner, program, false)).rejects.toEqual(notFound);
	});
});

describe('when a guest signs up or in', () => {
	it('everything moves, and what both have is joined', async () => {
		const { db } = data;
		const [guest, account] = [await data.owner('Guest'), await data.owner('Chi')];
		await bank.setBookmark(db, guest, 'both', true);
		await bank.setBookmark(db, guest, 'guest-only', true);
		await bank.setBookmark(db, account, 'both', true);
		await bank.writeQuestionNote(db, guest, 'both', 'as a guest');
		await bank.setOwnTarget(db, guest, 'both', { fromS: 20, toS: 30 });
		await bank.writeQuestionNote(db, account, 'both', 'signed in');
		await bank.writeQuestionNote(db, guest, 'guest-only', 'only as a guest');
		const set = await own.addOwnSet(db, guest, MINE);
		await own.keepOwnQuestions(db, guest, set, [question('A?')]);
		const program = await bank.addProgramNote(db, guest, { ...PROGRAM, program: 'Lakeside' });
		await db.transaction((tx) => bank.adoptQuestionBank(tx, guest, account));
		expect((await queries.listBookmarks(db, account)).sort()).toEqual(['both', 'guest-only']);
		expect(await queries.readQuestionNote(db, account, 'both')).toEqual({
			note: 'signed in\n\nas a guest',
			target: { fromS: 20, toS: 30 }
		});
		expect((await queries.readQuestionNote(db, account, 'guest-only')).note).toBe(
			'only as a guest'
		);
		expect(await texts(account, set)).toEqual(['A?']);
		expect((await queries.readProgramNote(db, account, program)).program).toBe('Lakeside');
		expect(await queries.listBookmarks(db, guest)).toEqual([]);
		expect(await queries.listOwnSets(db, guest)).toEqual([]);
	});
});

import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { PLAN } from '../../../../tests/fixtures/plan.ts';
import { recordedSession } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { StandingSchema, type Standing } from '../../interview/standing.ts';
import { checkInput } from '../../platform/input.ts';
import { openSession } from '../commands.server.ts';
import { readSession } from '../queries.server.ts';
import { session, take } from '../schema.server.ts';
import { keepStanding, markBestTake } from './commands.server.ts';

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

const standing = (change: Partial<Standing> = {}): Standing => ({
	position: 1,
	conversedMs: 61_000,
	followUps: [{ position: 0, text: 'How so?', atMs: 12_000, takeId: null }],
	overrunMs: { 0: 4_000 },
	running: null,
	cutShort: [],
	...change
});

describe('where a sitting stands', () => {
	it('is what the same link goes on from, in any browser', async () => {
		const { id } = await recordedSession(data.db, ana);
		expect((await readSession(data.db, ana, id)).standing).toBeNull();
		await keepStanding(data.db, ana, id, standing());
		await keepStanding(data.db, ana, id, standing({ conversedMs: 90_000 }));
		const again = await readSession(data.db, ana, id);
		expect(again.standing).toEqual(standing({ conversedMs: 90_000 }));
		expect(again.answers.map(({ followUps }) => followUps.length)).toEqual([1, 0, 0]);
		expect(again.answers.map(({ overrunMs }) => overrunMs)).toEqual([4_000, 0, 0]);
	});

	it('says which takes were cut short, also one that runs and one that has not arrived', async () => {
		const before = await recordedSession(data.db, ana);
		const { id } = before;
		const [first, second] = before.answers.map((answer) => answer.takes[0]?.id ?? '');
		const cut = async () =>
			(await readSession(data.db, ana, id)).answers.flatMap(({ takes }) =>
				takes.map(({ cutShort }) => cutShort)
			);
		expect(await cut()).toEqual([false, false]);
		await keepStanding(data.db, ana, id, standing({ running: second! }));
		expect(await cut()).toEqual([false, true]);
		await keepStanding(data.db, ana, id, standing({ cutShort: [first!] }));
		expect(await cut()).toEqual([true, false]);
		// what was cut short stays so when a later page does not know of it
		await keepStanding(data.db, ana, id, standing());
		expect(await cut()).toEqual([true, false]);

		const late = randomUUID();
		await keepStanding(data.db, ana, id, standing({ cutShort: [late] }));
		await data.db.insert(take).values({
			...{ id: late, answerId: before.answers[2]!.id, mimeType: 'video/webm' },
			recordedAt: new Date()
		});
		expect(await cut()).toEqual([true, false, true]);
	});

	it("does not touch another session's takes", async () => {
		const mine = await recordedSession(data.db, ana);
		const theirs = await recordedSession(data.db, ben);
		const takeId = theirs.answers[0]!.takes[0]!.id;
		await keepStanding(data.db, ana, mine.id, standing({ cutShort: [takeId] }));
		const [row] = await data.db.select().from(take).where(eq(take.id, takeId));
		expect(row?.cutShort).toBe(false);
	});

	it('does not exist for anybody else, and knows only questions of this interview', async () => {
		const { id } = await recordedSession(data.db, ana);
		await expect(keepStanding(data.db, ben, id, standing())).rejects.toEqual(notFound);
		await expect(keepStanding(data.db, ana, 'nothing', standing())).rejects.toEqual(notFound);
		for (const [field, wrong] of [
			['position', { position: 3 }],
			['followUps', { followUps: [{ position: 7, text: 'How so?', atMs: 0 }] }],
			['overrunMs', { overrunMs: { 3: 1 } }]
		] as const) {
			await expect(
				keepStanding(data.db, ana, id, standing(wrong as Partial<Standing>))
			).rejects.toMatchObject({ code: 'bad-input', field });
		}
		expect((await readSession(data.db, ana, id)).standing).toBeNull();
	});

	it.each([
		['position', { position: -1 }],
		['position', { position: 1.5 }],
		['conversedMs', { conversedMs: 1e12 }],
		['conversedMs', { conversedMs: 'long' }],
		['followUps', { followUps: 'none' }],
		['followUps.0.text', { followUps: [{ position: 0, text: ' ', atMs: 0 }] }],
		['followUps.0.text', { followUps: [{ position: 0, text: 'x'.repeat(501), atMs: 0 }] }],
		['followUps.0.atMs', { followUps: [{ position: 0, text: 'x', atMs: -1 }] }],
		['followUps', { followUps: Array(401).fill({ position: 0, text: 'x', atMs: 0 }) }],
		['overrunMs.x', { overrunMs: { x: 1 } }],
		['overrunMs.0', { overrunMs: { 0: -1 } }],
		['running', { running: 'take' }],
		['cutShort.0', { cutShort: [5] }],
		['cutShort', { cutShort: Array(201).fill(randomUUID()) }],
		['score', { score: 5 }]
	])('refuses what is not one, by the field: %s', (field, wrong) => {
		expect(() => checkInput(StandingSchema, { ...standing(), ...wrong })).toThrow(
			expect.objectContaining({ code: 'bad-input', field })
		);
	});

	it('may leave out what an earlier page did not know', () => {
		const { running: _running, cutShort: _cutShort, ...old } = standing();
		expect(checkInput(StandingSchema, old)).toEqual(old);
	});
});

describe('the best take', () => {
	it('is marked by the person, changed, and taken back', async () => {
		const { id, answers } = await recordedSession(data.db, ana);
		const best = async () => (await readSession(data.db, ana, id)).answers[0]?.bestTakeId;
		const takeId = answers[0]!.takes[0]!.id;
		expect(await best()).toBeNull();
		await markBestTake(data.db, ana, id, 0, takeId);
		expect(await best()).toBe(takeId);
		await markBestTake(data.db, ana, id, 0, null);
		expect(await best()).toBeNull();
	});

	it('is one of the answer, and of nobody else', async () => {
		const { id, answers } = await recordedSession(data.db, ana);
		const [first, second] = answers.map(({ takes }) => takes[0]?.id ?? '');
		for (const attempt of [
			() => markBestTake(data.db, ana, id, 0, second!),
			() => markBestTake(data.db, ana, id, 0, randomUUID()),
			() => markBestTake(data.db, ana, id, 9, first!),
			() => markBestTake(data.db, ben, id, 0, first!),
			() => markBestTake(data.db, ana, 'x', 0, first!)
		]) {
			await expect(attempt()).rejects.toEqual(notFound);
		}
	});

	it('is no longer marked when it was deleted', async () => {
		const { id, answers } = await recordedSession(data.db, ana);
		const takeId = answers[0]!.takes[0]!.id;
		await markBestTake(data.db, ana, id, 0, takeId);
		await data.db.delete(take).where(eq(take.id, takeId));
		expect((await readSession(data.db, ana, id)).answers[0]?.bestTakeId).toBeNull();
	});
});

describe('a session that an earlier version stored', () => {
	it('opens: what its plan did not know is empty', async () => {
		const id = await openSession(data.db, ana, PLAN);
		const { format, questions, questionSet } = PLAN;
		const old = {
			format: {
				...{ id: format.id, title: format.title, purpose: format.purpose, order: 1, questions: 2 },
				...{ questionSet: format.questionSet, preparationS: 30, answerLimitS: 180, target: null },
				...{ takes: 1, playback: false }
			},
			questionSet,
			questions: questions.map((each) => ({ id: each.id, text: each.text, target: each.target }))
		};
		await data.db.update(session).set({ plan: old }).where(eq(session.id, id));
		const opened = await readSession(data.db, ana, id);
		expect(opened.plan).toEqual(PLAN);
		expect(opened.answers).toHaveLength(2);
	});
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { PLAN } from '../../../tests/fixtures/plan.ts';
import type { OwnerId } from '../account/owner.ts';
import { Fault } from '../platform/errors.ts';
import {
	adoptSessions,
	closeAnswer,
	deleteSession,
	deleteSessionsBefore,
	deleteTake,
	finishSession,
	forgetDeletedTakes,
	openSession,
	reopenSession,
	writeNote
} from './commands.server.ts';
import { listPractised, listSessions, readOwnTake, readSession } from './queries.server.ts';
import { currentPosition } from './session.ts';
import { keepStanding } from './sitting/commands.server.ts';
import { createTakeLedger } from './take/commands.server.ts';

const QUOTA = 1_000_000;
const notFound = expect.objectContaining({ code: 'not-found' });
const notAllowed = expect.objectContaining({ code: 'not-allowed' });
const deleted = expect.objectContaining({ code: 'deleted' });

let data: TestDatabase;
let ana: OwnerId;
let ben: OwnerId;
beforeAll(async () => {
	data = await database();
	ana = await data.owner('Ana');
	ben = await data.owner('Ben');
});
afterAll(() => data.close());

const ledger = () => createTakeLedger(data.db, QUOTA);

async function sessionWithTake(owner = ana) {
	const sessionId = await openSession(data.db, owner, PLAN);
	const session = await readSession(data.db, owner, sessionId);
	const answerId = session.answers[0]!.id;
	const take = { id: randomUUID(), answerId, mimeType: 'video/webm', recordedAt: new Date() };
	await ledger().announce(owner, take);
	return { sessionId, answerId, take };
}

describe('a session', () => {
	it('freezes its plan and has one open answer for each question', async () => {
		const id = await openSession(data.db, ana, PLAN);
		const session = await readSession(data.db, ana, id);
		expect(session.plan).toEqual(PLAN);
		expect(session.answers.map((answer) => answer.question)).toEqual(
			PLAN.questions.map((question) => question.text)
		);
		expect(currentPosition(session)).toBe(0);
	});

	it('goes on behind the last closed answer, and nowhere once it is finished', async () => {
		const id = await openSession(data.db, ana, PLAN);
		await closeAnswer(data.db, ana, id, 0);
		await closeAnswer(data.db, ana, id, 0);
		expect(currentPosition(await readSession(data.db, ana, id))).toBe(1);
		await finishSession(data.db, ana, id);
		const { finishedAt } = await readSession(data.db, ana, id);
		await finishSession(data.db, ana, id);
		const again = await readSession(data.db, ana, id);
		expect(again.finishedAt).toEqual(finishedAt);
		expect(currentPosition(again)).toBeNull();
	});

	it('opens again where something is open, not where it stood at the end', async () => {
		const { sessionId } = await sessionWithTake();
		await keepStanding(data.db, ana, sessionId, {
			...{ position: 0, conversedMs: 60_000, followUps: [], overrunMs: {} }
		});
		await finishSession(data.db, ana, sessionId);
		await reopenSession(data.db, ana, sessionId);
		const open = await readSession(data.db, ana, sessionId);
		expect(open.standing).toMatchObject({ position: 1, conversedMs: 0 });
		expect(currentPosition(open)).toBe(1);
	});

	it('opens again at the first question without a take, and stays finished when each has one', async () => {
		const { sessionId } = await sessionWithTake();
		for (const position of [0, 1]) await closeAnswer(data.db, ana, sessionId, position);
		await finishSession(data.db, ana, sessionId);
		await reopenSession(data.db, ana, sessionId);
		const open = await readSession(data.db, ana, sessionId);
		expect([open.finishedAt, currentPosition(open)]).toEqual([null, 1]);
		const second = open.answers[1]?.id ?? '';
		const late = {
			id: randomUUID(),
			answerId: second,
			mimeType: 'video/webm',
			recordedAt: new Date()
		};
		await ledger().announce(ana, late);
		await finishSession(data.db, ana, sessionId);
		await reopenSession(data.db, ana, sessionId);
		expect((await readSession(data.db, ana, sessionId)).finishedAt).not.toBeNull();
		await expect(reopenSession(data.db, ben, sessionId)).rejects.toEqual(notFound);
	});

	it('does not exist for anybody else, nor under an id that is none', async () => {
		const { sessionId, take } = await sessionWithTake();
		for (const attempt of [
			() => readSession(data.db, ben, sessionId),
			() => readSession(data.db, ana, randomUUID()),
			() => readSession(data.db, ana, "'; drop table session; --"),
			() => writeNote(data.db, ben, sessionId, 'mine now'),
			() => finishSession(data.db, ben, sessionId),
			() => closeAnswer(data.db, ben, sessionId, 0),
			() => closeAnswer(data.db, ana, sessionId, 99),
			() => readOwnTake(data.db, ben, take.id),
			() => deleteTake(data.db, ben, take.id, async () => undefined),
			() => deleteSession(data.db, ben, sessionId, async () => undefined)
		]) {
			await expect(attempt()).rejects.toEqual(notFound);
		}
		expect((await readSession(data.db, ana, sessionId)).note).toBe('');
	});

	it('is listed for its owner only, newest first, with what was recorded', async () => {
		const owner = await data.owner('Chi');
		const { sessionId, take } = await sessionWithTake(owner);
		await ledger().markReady(take.id, {
			mediaKey: `${take.id}.webm`,
			mimeType: 'video/webm',
			durationMs: 61_000,
			bytes: 5,
			sha256: 'ab'
		});
		const second = await openSession(data.db, owner, PLAN);
		const list = await listSessions(data.db, owner);
		expect(list.map((each) => each.id)).toEqual([second, sessionId]);
		expect(list[1]).toMatchObject({ questions: 2, answered: 1, recordedMs: 61_000 });
	});

	it('counts what was answered by question, once an answer, for its owner only', async () => {
		const owner = await data.owner('Dia');
		await openSession(data.db, owner, PLAN);
		expect(await listPractised(data.db, owner)).toEqual([]);
		const { answerId } = await sessionWithTake(owner);
		const again = { id: randomUUID(), answerId, mimeType: 'video/webm', recordedAt: new Date() };
		await ledger()
			.announce(owner, again)
			.catch(() => undefined);
		await sessionWithTake(owner);
		const [first, ...rest] = await listPractised(data.db, owner);
		expect(first).toMatchObject({ questionId: PLAN.questions[0]?.id, times: 2 });
		expect(first?.lastAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
		expect(rest).toEqual([]);
		expect(await listPractised(data.db, owner, PLAN.questions[1]?.id)).toEqual([]);
		expect(await listPractised(data.db, await data.owner('Eve'))).toEqual([]);
	});

	it('goes with its bytes, and stays whole when the bytes cannot be removed', async () => {
		const { sessionId, take } = await sessionWithTake();
		const failing = deleteSession(data.db, ana, sessionId, async () => {
			throw new Error('disk is gone');
		});
		await expect(failing).rejects.toThrow('disk is gone');
		expect((await readSession(data.db, ana, sessionId)).answers[0]?.takes).toHaveLength(1);
		const removed: string[] = [];
		await deleteSession(data.db, ana, sessionId, async (id) => void removed.push(id));
		expect(removed).toEqual([take.id, take.id]);
		await expect(readSession(data.db, ana, sessionId)).rejects.toEqual(notFound);
	});

	it('moves whole to the account of a guest who signs up', async () => {
		const guest = await data.owner('Guest');
		const { sessionId } = await sessionWithTake(guest);
		await adoptSessions(data.db, guest, ben);
		expect((await readSession(data.db, ben, sessionId)).answers[0]?.takes).toHaveLength(1);
		await expect(readSession(data.db, guest, sessionId)).rejects.toEqual(notFound);
	});

	it('is deleted when its time is over, and not before', async () => {
		const owner = await data.owner('Old');
		const { sessionId } = await sessionWithTake(owner);
		const { startedAt } = await readSession(data.db, owner, sessionId);
		await deleteSessionsBefore(data.db, startedAt, async () => undefined);
		expect((await readSession(data.db, owner, sessionId)).id).toBe(sessionId);
		const later = new Date(startedAt.getTime() + 1000);
		expect(await deleteSessionsBefore(data.db, later, async () => undefined)).toBeGreaterThan(0);
		await expect(readSession(data.db, owner, sessionId)).rejects.toEqual(notFound);
	});
});

describe('the ledger of takes', () => {
	it('takes only takes of an own answer, and the same one twice', async () => {
		const { take } = await sessionWithTake();
		await ledger().announce(ana, take);
		await expect(ledger().announce(ben, { ...take, id: randomUUID() })).rejects.toEqual(notAllowed);
		const other = await sessionWithTake(ben);
		const stolen = { ...take, answerId: other.answerId };
		await expect(ledger().announce(ben, stolen)).rejects.toBeInstanceOf(Fault);
		expect((await ledger().standing(ben, take.id)).take).toBeNull();
	});

	it('does not take in again what was deleted, and says so to nobody else', async () => {
		const { sessionId, take } = await sessionWithTake();
		const isGone = (owner: OwnerId) => ledger().isDeleted(owner, take.id);
		expect(await isGone(ana)).toBe(false);
		await deleteTake(data.db, ana, take.id, async () => undefined);
		await expect(ledger().announce(ana, take)).rejects.toEqual(deleted);
		expect((await ledger().standing(ana, take.id)).take).toBeNull();
		await expect(ledger().announce(ben, take)).rejects.toEqual(notAllowed);
		expect([await isGone(ana), await isGone(ben)]).toEqual([true, false]);
		await finishSession(data.db, ana, sessionId);
		const late = { ...take, recordedAt: new Date(Date.now() + 1000) };
		await expect(ledger().announce(ana, late)).rejects.toEqual(deleted);
	});

	it('knows what went with its session, and what of it never came', async () => {
		const { sessionId, take } = await sessionWithTake();
		await deleteSession(data.db, ana, sessionId, async () => undefined);
		await expect(ledger().announce(ana, take)).rejects.toEqual(deleted);
		expect(await ledger().isDeleted(ana, take.id)).toBe(true);
		await expect(ledger().announce(ana, { ...take, id: randomUUID() })).rejects.toEqual(notAllowed);
	});

	it('takes in a take although somebody else deleted one of its id before it came', async () => {
		const theirs = await sessionWithTake(ben);
		await deleteTake(data.db, ben, theirs.take.id, async () => undefined);
		const { take } = await sessionWithTake();
		await ledger().announce(ana, { ...take, id: theirs.take.id });
		expect((await ledger().standing(ana, theirs.take.id)).take).not.toBeNull();
	});

	it('takes back no take while it is being deleted', async () => {
		const { take } = await sessionWithTake();
		const announcing: Promise<unknown>[] = [];
		await deleteTake(data.db, ana, take.id, async () => {
			announcing.push(
				ledger()
					.announce(ana, take)
					.catch(() => undefined)
			);
		});
		await Promise.all(announcing);
		expect((await ledger().standing(ana, take.id)).take).toBeNull();
	});

	it('forgets after its time that a take was deleted', async () => {
		const { take } = await sessionWithTake();
		const before = new Date();
		await deleteTake(data.db, ana, take.id, async () => undefined);
		await forgetDeletedTakes(data.db, new Date(before.getTime() - 60_000));
		expect(await ledger().isDeleted(ana, take.id)).toBe(true);
		await forgetDeletedTakes(data.db, new Date(before.getTime() + 60_000));
		expect(await ledger().isDeleted(ana, take.id)).toBe(false);
	});

	it('tells how a take stands among all of its owner, the take itself apart', async () => {
		const owner = await data.owner('Dee');
		const standing = (takeId: string) => ledger().standing(owner, takeId);
		const [first, second, third] = [
			(await sessionWithTake(owner)).take.id,
			(await sessionWithTake(owner)).take.id,
			(await sessionWithTake(owner)).take.id
		];
		await sessionWithTake();
		await ledger().noteUploaded([{ id: second, bytes: 5000 }]);
		await ledger().markReceived(first, 300_000);
		expect(await standing(first)).toEqual({
			take: { isArriving: false, uploadedBytes: 300_000 },
			roomBytes: QUOTA,
			othersArriving: expect.arrayContaining([second, third])
		});
		expect(await standing(second)).toEqual({
			take: { isArriving: true, uploadedBytes: 5000 },
			roomBytes: QUOTA - 300_000,
			othersArriving: [third]
		});
		const none = { take: null, roomBytes: QUOTA - 300_000 };
		for (const takeId of [randomUUID(), 'no id']) {
			expect(await standing(takeId)).toMatchObject(none);
			expect((await standing(takeId)).othersArriving).toHaveLength(2);
		}
		const nobody = { take: null, roomBytes: QUOTA, othersArriving: [] };
		expect(await ledger().standing(await data.owner('New'), first)).toEqual(nobody);
	});

	it('queues what is received until it is ready, and remembers failures', async () => {
		const { take } = await sessionWithTake();
		const mine = async () => (await ledger().listReceived()).filter(({ id }) => id === take.id);
		expect(await mine()).toEqual([]);
		await ledger().markReceived(take.id, 77);
		await ledger().markFailed(take.id, 'once', false);
		expect(await mine()).toEqual([{ id: take.id, attempts: 1 }]);
		await ledger().markFailed(take.id, 'for good', true);
		expect(await mine()).toEqual([]);
		expect((await ledger().standing(ana, take.id)).take).toEqual({
			isArriving: false,
			uploadedBytes: 77
		});
	});

	it('says when a take that is ready was deleted in the meantime', async () => {
		const file = {
			mediaKey: 'a.webm',
			mimeType: 'video/webm',
			durationMs: 1,
			bytes: 1,
			sha256: ''
		};
		expect(await ledger().markReady(randomUUID(), file)).toBe(false);
	});

	it('lists what is still arriving, with what is here of it', async () => {
		const { take } = await sessionWithTake();
		const other = await sessionWithTake(ben);
		const both = (bytes: number) => [
			{ id: take.id, bytes },
			{ id: other.take.id, bytes: 7 }
		];
		await ledger().noteUploaded(both(500));
		await ledger().noteUploaded(both(300));
		await ledger().noteUploaded([]);
		const mine = async () => (await ledger().listArriving()).filter(({ id }) => id === take.id);
		expect(await mine()).toEqual([
			{ id: take.id, createdAt: expect.any(Date), uploadedBytes: 500 }
		]);
		await ledger().markReceived(take.id, 500);
		expect(await mine()).toEqual([]);
		// a note that comes late: its file has an index by then, which nobody sent
		await ledger().noteUploaded(both(900));
		expect((await ledger().standing(ana, take.id)).take?.uploadedBytes).toBe(500);
	});

	it('takes nothing that was recorded after the interview was finished', async () => {
		const { sessionId, answerId } = await sessionWithTake();
		await finishSession(data.db, ana, sessionId);
		const take = { answerId, mimeType: 'video/webm' };
		const [before, after] = [new Date(Date.now() - 60_000), new Date(Date.now() + 1000)];
		const late = { ...take, id: randomUUID(), recordedAt: after };
		await expect(ledger().announce(ana, late)).rejects.toMatchObject({
			code: 'not-allowed',
			message: expect.stringContaining('finished')
		});
		await ledger().announce(ana, { ...take, id: randomUUID(), recordedAt: before });
		await ledger().announce(ana, { ...late, isClockWrong: true });
	});
});

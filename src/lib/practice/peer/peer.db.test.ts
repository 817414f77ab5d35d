import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { PLAN } from '../../../../tests/fixtures/plan.ts';
import type { OwnerId } from '../../account/owner.ts';
import { deleteSession, finishSession, openSession } from '../commands.server.ts';
import { readSession } from '../queries.server.ts';
import {
	adoptPeerInterviews,
	endPeerInterview,
	joinPeerInterview,
	openPeerInterview,
	swapRoles
} from './commands.server.ts';
import { makePeerLink, readPeerLink } from './link.server.ts';
import { findPeerInterviewOf, readOwnPeerInterview, readPeerInterview } from './queries.server.ts';

const notFound = expect.objectContaining({ code: 'not-found' });
const conflict = expect.objectContaining({ code: 'conflict' });
const samePlan = () => Promise.resolve(PLAN);

let opened: TestDatabase;
let ana: OwnerId;
let ben: OwnerId;
let eve: OwnerId;
beforeAll(async () => {
	opened = await database();
	[ana, ben, eve] = [
		await opened.owner('Ana'),
		await opened.owner('Ben'),
		await opened.owner('Eve')
	];
});
afterAll(() => opened.close());

async function anaAndBen() {
	const sessionId = await openSession(opened.db, ana, PLAN);
	const id = await openPeerInterview(opened.db, ana, sessionId);
	await joinPeerInterview(opened.db, ben, id);
	return { sessionId, id };
}

describe('a peer interview', () => {
	it('has one link, an applicant who made it and an interviewer who joined', async () => {
		const { sessionId, id } = await anaAndBen();
		expect(await openPeerInterview(opened.db, ana, sessionId)).toBe(id);
		expect(await findPeerInterviewOf(opened.db, ana, sessionId)).toBe(id);
		expect((await readOwnPeerInterview(opened.db, ana, id)).role).toBe('applicant');
		expect((await readOwnPeerInterview(opened.db, ben, id)).role).toBe('interviewer');
	});

	it('is nobody else’s', async () => {
		const { sessionId, id } = await anaAndBen();
		await expect(openPeerInterview(opened.db, eve, sessionId)).rejects.toThrow(notFound);
		await expect(readOwnPeerInterview(opened.db, eve, id)).rejects.toThrow(notFound);
		await expect(joinPeerInterview(opened.db, eve, id)).rejects.toThrow(conflict);
		await expect(swapRoles(opened.db, eve, id, sessionId, samePlan)).rejects.toThrow(notFound);
		await expect(endPeerInterview(opened.db, eve, id)).rejects.toThrow(notFound);
		await expect(readSession(opened.db, ben, sessionId)).rejects.toThrow(notFound);
	});

	it('gives the second seat to one person only, however many press at once', async () => {
		const sessionId = await openSession(opened.db, ana, PLAN);
		const id = await openPeerInterview(opened.db, ana, sessionId);
		const joined = await Promise.allSettled([
			joinPeerInterview(opened.db, ben, id),
			joinPeerInterview(opened.db, eve, id)
		]);
		expect(joined.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});

	it('swaps: a fresh session for the other person, the first one stays', async () => {
		const { sessionId, id } = await anaAndBen();
		await swapRoles(opened.db, ben, id, sessionId, samePlan);
		const now = await readOwnPeerInterview(opened.db, ben, id);
		expect(now.role).toBe('applicant');
		expect(now.sessionId).not.toBe(sessionId);
		expect((await readSession(opened.db, ben, now.sessionId)).id).toBe(now.sessionId);
		expect((await readSession(opened.db, ana, sessionId)).id).toBe(sessionId);
		expect((await readOwnPeerInterview(opened.db, ana, id)).role).toBe('interviewer');
		await swapRoles(opened.db, ben, id, now.sessionId, samePlan);
		expect((await readOwnPeerInterview(opened.db, ana, id)).role).toBe('applicant');
	});

	it('swaps once when both press at once', async () => {
		const { sessionId, id } = await anaAndBen();
		const pressed = await Promise.allSettled([
			swapRoles(opened.db, ana, id, sessionId, samePlan),
			swapRoles(opened.db, ben, id, sessionId, samePlan)
		]);
		expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect((await readOwnPeerInterview(opened.db, ben, id)).role).toBe('applicant');
	});

	it('cannot be swapped alone, nor begun with a finished interview', async () => {
		const sessionId = await openSession(opened.db, ana, PLAN);
		const id = await openPeerInterview(opened.db, ana, sessionId);
		await expect(swapRoles(opened.db, ana, id, sessionId, samePlan)).rejects.toThrow(conflict);
		const finished = await openSession(opened.db, ana, PLAN);
		await finishSession(opened.db, ana, finished);
		await expect(openPeerInterview(opened.db, ana, finished)).rejects.toThrow(conflict);
	});

	it('opens nothing once it has ended or its session is deleted', async () => {
		const first = await anaAndBen();
		await endPeerInterview(opened.db, ben, first.id);
		await expect(readPeerInterview(opened.db, ana, first.id)).rejects.toThrow(notFound);
		const second = await anaAndBen();
		await deleteSession(opened.db, ana, second.sessionId, () => Promise.resolve());
		await expect(readPeerInterview(opened.db, ana, second.id)).rejects.toThrow(notFound);
	});

	it('follows a guest into the account that they make', async () => {
		const { id } = await anaAndBen();
		const account = await opened.owner('Ben, signed up');
		await adoptPeerInterviews(opened.db, ben, account);
		expect((await readOwnPeerInterview(opened.db, account, id)).role).toBe('interviewer');
	});
});

describe('a peer link', () => {
	const secret = 'a secret of at least thirty-two characters';
	const id = '11111111-1111-4111-8111-111111111111';

	it('opens with the proof of this server only', () => {
		const link = makePeerLink(secret, id);
		expect(readPeerLink(secret, link)).toBe(id);
		expect(readPeerLink('another secret of thirty-two characters', link)).toBeNull();
		for (const bad of ['', id, `${id}.`, `${link}x`, link.replace('1', '2'), `${link}.1`]) {
			expect(readPeerLink(secret, bad)).toBeNull();
		}
	});
});

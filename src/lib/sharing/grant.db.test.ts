import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { recordedSession } from '../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../account/owner.ts';
import { Fault } from '../platform/errors.ts';
import { checkInput } from '../platform/input.ts';
import { readGrantedSession, readGrantedTake } from '../practice/queries.server.ts';
import type { Session } from '../practice/session.ts';
import { createGrant, revokeGrant } from './commands.server.ts';
import { linkNotActive, NOBODY } from './grant.ts';
import { NewGrantSchema } from './new-grant.ts';
import { listGrants, openGrant } from './queries.server.ts';
import { recordOpening } from './reviewer/commands.server.ts';
import { grant } from './schema.server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const DAY_MS = 24 * 3600 * 1000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const wanted = { reviewerName: 'Dr Osei', expiresInDays: 14 };

let store: TestDatabase;
let owner: OwnerId;
let session: Session;

beforeAll(async () => {
	store = await database();
});
afterAll(() => store.close());
beforeEach(async () => {
	owner = await store.owner();
	session = await recordedSession(store.db, owner);
});

const make = (more: object = {}) =>
	createGrant(store.db, owner, session.id, { ...wanted, ...more }, NOW);
const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => (caught as Fault).toBody()
	);

describe('a grant', () => {
	it('covers every answer with a take unless answers are chosen', async () => {
		const [first, second] = session.answers;
		const all = await openGrant(store.db, (await make()).token, NOBODY, NOW);
		expect([...all.answerIds].sort()).toEqual([first!.id, second!.id].sort());
		const one = await make({ answerIds: [second!.id, second!.id] });
		const opened = await openGrant(store.db, one.token, NOBODY, NOW);
		expect(opened).toMatchObject({ reviewerName: 'Dr Osei', expiresAt: later(14) });
		const seen = await readGrantedSession(store.db, opened);
		expect(seen.answers.map((answer) => answer.id)).toEqual([second!.id]);
		await expect(readGrantedTake(store.db, opened, first!.takes[0]!.id)).rejects.toThrow(Fault);
	});

	it('keeps no token that could be read out of the database', async () => {
		const { id, token } = await make();
		const [row] = await store.db.select().from(grant).where(eq(grant.id, id));
		expect(token).toMatch(/^[\w-]{43}$/);
		expect(JSON.stringify(row)).not.toContain(token);
	});

	it('is for the owner’s session and answers only', async () => {
		const stranger = await store.owner();
		const theirs = await recordedSession(store.db, stranger);
		const notFound = new Fault('not-found').toBody();
		expect(await faultOf(createGrant(store.db, stranger, session.id, wanted, NOW))).toEqual(
			notFound
		);
		expect(await faultOf(make({ answerIds: [theirs.answers[0]!.id] }))).toEqual(notFound);
		expect(await faultOf(listGrants(store.db, stranger, session.id, NOW))).toEqual(notFound);
		expect(await listGrants(store.db, owner, session.id, NOW)).toEqual([]);
	});
});

describe('a link', () => {
	it('opens until the moment it expires, and not from then on', async () => {
		const { token, expiresAt } = await make({ expiresInDays: 1 });
		expect(expiresAt).toEqual(later(1));
		const lastMoment = new Date(expiresAt.getTime() - 1);
		expect((await openGrant(store.db, token, NOBODY, lastMoment)).sessionId).toBe(session.id);
		await expect(openGrant(store.db, token, NOBODY, expiresAt)).rejects.toThrow(Fault);
	});

	it('says the same whether it expired, was withdrawn, is unknown or is nonsense', async () => {
		const expired = await make();
		const withdrawn = await make();
		await revokeGrant(store.db, owner, withdrawn.id, NOW);
		const answers = await Promise.all([
			faultOf(openGrant(store.db, expired.token, NOBODY, later(15))),
			faultOf(openGrant(store.db, withdrawn.token, NOBODY, NOW)),
			faultOf(openGrant(store.db, 'A'.repeat(43), NOBODY, NOW)),
			faultOf(openGrant(store.db, `${expired.token}=`, NOBODY, NOW)),
			faultOf(openGrant(store.db, '', NOBODY, NOW)),
			faultOf(openGrant(store.db, '\u0000'.repeat(43), NOBODY, NOW))
		]);
		for (const answer of answers) expect(answer).toEqual(linkNotActive().toBody());
	});

	it('is withdrawn by its owner only, at once and for good', async () => {
		const stranger = await store.owner();
		const { id, token } = await make();
		const notFound = new Fault('not-found').toBody();
		expect(await faultOf(revokeGrant(store.db, stranger, id, NOW))).toEqual(notFound);
		expect(await faultOf(revokeGrant(store.db, owner, session.id, NOW))).toEqual(notFound);
		expect(await faultOf(revokeGrant(store.db, owner, 'none', NOW))).toEqual(notFound);
		expect((await openGrant(store.db, token, NOBODY, NOW)).id).toBe(id);
		await revokeGrant(store.db, owner, id, NOW);
		await revokeGrant(store.db, owner, id, later(1));
		await expect(openGrant(store.db, token, NOBODY, NOW)).rejects.toThrow(Fault);
		const [row] = await store.db.select().from(grant).where(eq(grant.id, id));
		expect(row?.revokedAt).toEqual(NOW);
	});
});

describe('the owner’s list', () => {
	it('has the state of every link and how often it was opened', async () => {
		const opened = await make({ expiresInDays: 30 });
		const expired = await make({ expiresInDays: 1 });
		const withdrawn = await make();
		await revokeGrant(store.db, owner, withdrawn.id, NOW);
		const access = await openGrant(store.db, opened.token, NOBODY, NOW);
		await recordOpening(store.db, access, later(1));
		await recordOpening(store.db, access, later(2));
		const list = await listGrants(store.db, owner, session.id, later(3));
		const of = (id: string) => list.find((link) => link.id === id);
		expect(of(opened.id)).toMatchObject({ state: 'active', openings: 2, lastOpenedAt: later(2) });
		expect(of(opened.id)?.answerIds).toHaveLength(2);
		expect(of(expired.id)).toMatchObject({ state: 'expired', openings: 0, lastOpenedAt: null });
		expect(of(withdrawn.id)).toMatchObject({ state: 'revoked' });
	});
});

describe('the form of a new grant', () => {
	const fieldOf = (input: unknown) => {
		try {
			checkInput(NewGrantSchema, input);
		} catch (caught) {
			return (caught as Fault).field;
		}
		return null;
	};

	it('names what is wrong', () => {
		const name = { reviewerName: 'Dr Osei' };
		expect(fieldOf({})).toBe('reviewerName');
		expect(fieldOf({ reviewerName: '  ' })).toBe('reviewerName');
		expect(fieldOf({ reviewerName: 'x'.repeat(81) })).toBe('reviewerName');
		expect(fieldOf({ ...name, expiresInDays: 0 })).toBe('expiresInDays');
		expect(fieldOf({ ...name, expiresInDays: 91 })).toBe('expiresInDays');
		expect(fieldOf({ ...name, expiresInDays: 1.5 })).toBe('expiresInDays');
		expect(fieldOf({ ...name, expiresInDays: '7' })).toBe('expiresInDays');
		expect(fieldOf({ ...name, answerIds: [] })).toBe('answerIds');
		expect(fieldOf({ ...name, answerIds: ['x'] })).toBe('answerIds.0');
		expect(fieldOf({ ...name, passcode: '1' })).toBe('passcode');
	});

	it('lasts 14 days unless it says otherwise', () => {
		expect(checkInput(NewGrantSchema, { reviewerName: ' Dr Osei ' })).toEqual(wanted);
	});
});

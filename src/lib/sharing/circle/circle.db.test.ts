import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { recordedSession } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { Fault } from '../../platform/errors.ts';
import { deleteSession } from '../../practice/commands.server.ts';
import { listGrants, openGrant } from '../queries.server.ts';
import { listAsked } from '../reviewer/queries.server.ts';
import { canUnlock, MOST_MEMBERS, whoseTurn } from './circle.ts';
import {
	adoptCircles,
	createCircle,
	joinCircle,
	leaveCircle,
	putIn,
	unlockAfter
} from './commands.server.ts';
import { makeCircleLink, readCircleLink } from './link.server.ts';
import { listCircles, readCircle, readInvited } from './queries.server.ts';
import { circle } from './schema.server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const outlet = { origin: 'https://practice.example.org', canMail: false };

let store: TestDatabase;
let ana: OwnerId;
let ben: OwnerId;
let chi: OwnerId;
let id: string;
/** Grants whose review is in. */
let given: Set<string>;
const submitted = (_: unknown, grantIds: string[]) =>
	Promise.resolve(new Set(grantIds.filter((each) => given.has(each))));

beforeAll(async () => {
	store = await database();
});
afterAll(() => store.close());
beforeEach(async () => {
	given = new Set();
	[ana, ben, chi] = [await store.owner('Ana'), await store.owner('Ben'), await store.owner('Chi')];
	id = await begin();
});

async function begin(isOpen = false): Promise<string> {
	const made = await createCircle(store.db, ana, { name: 'Nine', memberName: 'Ana', isOpen });
	await joinCircle(store.db, ben, made, 'Ben');
	await joinCircle(store.db, chi, made, 'Chi');
	return made;
}
async function put(me: OwnerId, into = id): Promise<string> {
	const { id: session } = await recordedSession(store.db, me);
	await putIn(store.db, outlet, me, into, { session, askFor: 'Pace?' }, submitted, NOW);
	return session;
}
const see = (me: OwnerId, of = id) => readCircle(store.db, me, of, submitted, NOW);
const leave = (me: OwnerId) => leaveCircle(store.db, me, id, submitted, NOW);
const lockedOf = async (me: OwnerId) =>
	(await see(me)).requests.filter(({ isMine, isUnlocked }) => isMine && !isUnlocked).length;
const givenBy = async (me: OwnerId) => (await see(me)).members.find(({ isMe }) => isMe)?.given;
const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.code;
		}
	);
/** Submits what this member is asked for, as the endpoint does. */
async function giveAll(me: OwnerId): Promise<void> {
	for (const { grantId } of await listAsked(store.db, me, NOW)) {
		if (given.has(grantId)) continue;
		given.add(grantId);
		await unlockAfter(store.db, outlet, me, grantId, submitted, NOW);
	}
}

describe('a closed circle', () => {
	it('shows the answers to the one whose turn it is, and to nobody else', async () => {
		const session = await put(ana);
		const [asked] = await listAsked(store.db, ben, NOW);
		expect(asked).toMatchObject({ applicant: 'Ana', askFor: 'Pace?', answers: 2 });
		expect(await listAsked(store.db, chi, NOW)).toEqual([]);
		const key = asked!.grantId;
		const as = (person: OwnerId) => ({ person, passcodeProof: null });
		expect((await openGrant(store.db, key, as(ben), NOW)).sessionId).toBe(session);
		expect(await codeOf(openGrant(store.db, key, as(chi), NOW))).toBe('not-found');
		expect((await see(ben)).requests).toMatchObject([{ name: 'Ana', grantId: key }]);
		expect((await see(chi)).requests).toMatchObject([{ name: 'Ana', grantId: null }]);
		await put(chi);
		expect(await listAsked(store.db, ana, NOW)).toHaveLength(1);
	});

	it('shows the second session after a review was given, and no sooner', async () => {
		await put(ana);
		await put(ben);
		const second = await put(ben);
		expect(await lockedOf(ben)).toBe(1);
		expect(await listGrants(store.db, ben, second, NOW)).toEqual([]);
		await giveAll(ben);
		expect(await lockedOf(ben)).toBe(0);
		expect(await listGrants(store.db, ben, second, NOW)).toHaveLength(1);
		const me = (await see(ben)).members.find(({ isMe }) => isMe);
		expect(me).toMatchObject({ name: 'Ben', given: 1, owed: 0 });
	});
});

describe('an open circle', () => {
	it('shows the answers to everyone in it', async () => {
		const open = await begin(true);
		const session = await put(ana, open);
		const grants = await listGrants(store.db, ana, session, NOW);
		expect(grants.map(({ reviewerName }) => reviewerName).sort()).toEqual(['Ben', 'Chi']);
		expect((await see(chi, open)).requests[0]?.grantId).not.toBeNull();
	});
});

describe('who is in it', () => {
	it('comes by a link that only this server makes', async () => {
		const link = makeCircleLink('secret', id);
		expect(readCircleLink('secret', link)).toBe(id);
		expect(readCircleLink('other', link)).toBeNull();
		expect(readCircleLink('secret', `${id}.`)).toBeNull();
		expect(readCircleLink('secret', `${link}A`)).toBeNull();
		expect(await readInvited(store.db, null, id)).toEqual({ id, name: 'Nine', isMember: false });
	});

	it('is seen by its members only', async () => {
		const stranger = await store.owner();
		const { id: session } = await recordedSession(store.db, stranger);
		const wanted = { session, askFor: '' };
		for (const attempt of [
			() => see(stranger),
			() => putIn(store.db, outlet, stranger, id, wanted, submitted, NOW),
			() => putIn(store.db, outlet, ana, id, wanted, submitted, NOW),
			() => leave(stranger),
			() => readCircle(store.db, ana, 'none', submitted, NOW)
		]) {
			expect(await codeOf(attempt())).toBe('not-found');
		}
		expect(await listCircles(store.db, stranger)).toEqual([]);
	});

	it('is bounded, and joining twice is joining once', async () => {
		await joinCircle(store.db, ben, id, 'Ben again');
		for (let each = 3; each < MOST_MEMBERS; each++) {
			await joinCircle(store.db, await store.owner(), id, `Member ${each}`);
		}
		expect(await codeOf(joinCircle(store.db, await store.owner(), id, 'Late'))).toBe('conflict');
		expect((await see(ana)).members).toHaveLength(MOST_MEMBERS);
	});

	it('leaves with an end of access both ways; the last one ends it', async () => {
		const session = await put(ana);
		await put(chi);
		await leave(ana);
		expect(await listAsked(store.db, ben, NOW)).toEqual([]);
		expect(await listAsked(store.db, ana, NOW)).toEqual([]);
		expect(await listGrants(store.db, ana, session, NOW)).toMatchObject([{ state: 'revoked' }]);
		await leave(ben);
		await leave(chi);
		expect(await store.db.select().from(circle).where(eq(circle.id, id))).toEqual([]);
	});

	it('gets no second free one by leaving and coming back', async () => {
		await put(ana);
		await put(ben);
		expect(await lockedOf(ben)).toBe(0);
		await leave(ben);
		await joinCircle(store.db, ben, id, 'Ben');
		await put(ben);
		expect(await lockedOf(ben)).toBe(1);
	});

	it('keeps what was given when who got it leaves or deletes the session', async () => {
		const session = await put(ana);
		await put(chi);
		for (const me of [ben, ana]) await giveAll(me);
		expect([await givenBy(ben), await givenBy(ana)]).toEqual([1, 1]);
		await leave(chi);
		await deleteSession(store.db, ana, session, () => Promise.resolve());
		expect([await givenBy(ben), await givenBy(ana)]).toEqual([1, 1]);
		for (const expected of [0, 0, 1]) {
			await put(ben);
			expect(await lockedOf(ben)).toBe(expected);
		}
	});

	it('takes what a guest gave into their account', async () => {
		await put(ana);
		await giveAll(ben);
		const account = await store.owner('Ben');
		await adoptCircles(store.db, ben, account);
		expect(await givenBy(account)).toBe(1);
	});

	it('needs two for answers to be put in, and each session once', async () => {
		const alone = await createCircle(store.db, ana, {
			name: 'Alone',
			memberName: 'Ana',
			isOpen: false
		});
		expect(await codeOf(put(ana, alone))).toBe('conflict');
		const session = await put(ana);
		const again = putIn(store.db, outlet, ana, id, { session, askFor: '' }, submitted, NOW);
		expect(await codeOf(again)).toBe('conflict');
	});
});

it('the first is free, then one for each given', () => {
	expect(canUnlock(0, 0)).toBe(true);
	expect(canUnlock(0, 1)).toBe(false);
	expect(canUnlock(1, 1)).toBe(true);
});

it('whose turn it is: asked least often, then joined first', () => {
	const members = ['ana', 'ben', 'chi'].map((personId) => ({ personId }));
	expect(whoseTurn(members, new Map(), 'ana')).toBe('ben');
	expect(whoseTurn(members, new Map([['ben', 1]]), 'ana')).toBe('chi');
	expect(whoseTurn(members.slice(0, 1), new Map(), 'ana')).toBeNull();
});

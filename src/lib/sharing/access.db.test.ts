import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { recordedSession } from '../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../account/owner.ts';
import { Fault } from '../platform/errors.ts';
import { checkInput } from '../platform/input.ts';
import { deleteTake } from '../practice/commands.server.ts';
import { listGrantedMeasures } from '../practice/delivery/queries.server.ts';
import { readGrantedSession, readGrantedTake } from '../practice/queries.server.ts';
import { take } from '../practice/schema.server.ts';
import type { Session } from '../practice/session.ts';
import { createAccessHub } from './access-hub.server.ts';
import {
	adoptGrants,
	changeGrant,
	createGrant,
	renewLink,
	revokeGrant
} from './commands.server.ts';
import { linkNotActive, MOST_REVIEWERS, NOBODY, PASSCODE_WAIT_MS, type Visitor } from './grant.ts';
import { GrantChangeSchema, NewGrantSchema, type NewGrant } from './new-grant.ts';
import { listUnread } from './notices/queries.server.ts';
import { addProof, readProofs } from './passcode.server.ts';
import { findGrant, listGrants, listOpenings, openGrant, readSeals } from './queries.server.ts';
import {
	claimGrant,
	ownCode,
	provePasscode,
	recordOpening,
	recordOpeningOnce,
	renewCode
} from './reviewer/commands.server.ts';
import { listAsked } from './reviewer/queries.server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const outlet = { origin: 'https://practice.example.org', canMail: true };
const SECRET = 'a secret of at least thirty-two letters';
const later = (ms: number) => new Date(NOW.getTime() + ms);
const DAY_MS = 24 * 3600 * 1000;

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

const make = (more: Partial<NewGrant> = {}, now = NOW) =>
	createGrant(
		store.db,
		owner,
		session.id,
		{ reviewerName: 'Dr Osei', expiresInDays: 14, ...more },
		now
	);
const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);
const as = (person: OwnerId | null, cookie?: string): Visitor => ({
	person,
	passcodeProof: cookie === undefined ? null : readProofs(SECRET, cookie)
});
const change = (id: string, wanted: object, now = NOW) =>
	changeGrant(store.db, owner, id, checkInput(GrantChangeSchema, wanted), now);

/** A second take of the first answer. */
async function retake(): Promise<string> {
	const id = randomUUID();
	await store.db.insert(take).values({
		id,
		answerId: session.answers[0]!.id,
		state: 'ready',
		mimeType: 'video/webm',
		recordedAt: later(DAY_MS),
		mediaKey: `${id}.webm`,
		durationMs: 1000,
		bytes: 10,
		sha256: '1'.repeat(64)
	});
	return id;
}

describe('chosen takes', () => {
	it('are all that is seen of their answer, also of what is recorded later', async () => {
		const [first, second] = session.answers;
		const chosen = await retake();
		const { token } = await make({ answerIds: [second!.id], takeIds: [chosen] });
		const access = await openGrant(store.db, token, NOBODY, NOW);
		const afterwards = await retake();
		const seen = await readGrantedSession(store.db, access);
		const takesOf = (at: number) => seen.answers[at]!.takes.map((each) => each.id);
		expect(takesOf(0)).toEqual([chosen]);
		expect(takesOf(1)).toEqual([second!.takes[0]!.id]);
		for (const hidden of [first!.takes[0]!.id, afterwards]) {
			expect(await codeOf(readGrantedTake(store.db, access, hidden))).toBe('not-found');
		}
		expect((await readGrantedTake(store.db, access, chosen)).id).toBe(chosen);
		expect([...(await listGrantedMeasures(store.db, access)).keys()].sort()).toEqual(
			[chosen, second!.takes[0]!.id].sort()
		);
	});

	it('leave nothing when they are deleted, instead of everything', async () => {
		const chosen = await retake();
		const { token } = await make({ takeIds: [chosen] });
		await deleteTake(store.db, owner, chosen, () => Promise.resolve());
		const access = await openGrant(store.db, token, NOBODY, NOW);
		const seen = await readGrantedSession(store.db, access);
		expect(seen.answers.flatMap((answer) => answer.takes)).toEqual([]);
		const other = session.answers[0]!.takes[0]!.id;
		expect(await codeOf(readGrantedTake(store.db, access, other))).toBe('not-found');
	});

	it('must be of the session; a whole answer shows its later takes too', async () => {
		const stranger = await store.owner();
		const theirs = await recordedSession(store.db, stranger);
		const theirTake = theirs.answers[0]!.takes[0]!.id;
		expect(await codeOf(make({ takeIds: [theirTake] }))).toBe('not-found');
		expect(await codeOf(make({ takeIds: [randomUUID()] }))).toBe('not-found');
		const [first] = session.answers;
		const { token } = await make({ answerIds: [first!.id], takeIds: [first!.takes[0]!.id] });
		const added = await retake();
		const access = await openGrant(store.db, token, NOBODY, NOW);
		expect((await readGrantedTake(store.db, access, added)).id).toBe(added);
	});
});

describe('at most ten reviewers', () => {
	it('have access at one time; the eleventh is refused until one is withdrawn or has expired', async () => {
		const made = [];
		for (let each = 0; each < MOST_REVIEWERS; each++) {
			made.push(await make({ expiresInDays: each === 0 ? 1 : 14 }));
		}
		expect(await codeOf(make())).toBe('conflict');
		await revokeGrant(store.db, owner, made[5]!.id, NOW);
		const eleventh = await make();
		expect(await codeOf(make())).toBe('conflict');
		expect(await codeOf(change(made[5]!.id, { withdrawn: false }))).toBe('conflict');
		const tomorrow = later(2 * DAY_MS);
		await make({}, tomorrow);
		expect(await codeOf(change(made[0]!.id, { expiresInDays: 3 }, tomorrow))).toBe('conflict');
		await change(eleventh.id, { expiresInDays: 30 }, tomorrow);
	});

	it('is counted right when many links are made at once', async () => {
		const tries = Array.from({ length: MOST_REVIEWERS + 3 }, () => codeOf(make()));
		const faults = await Promise.all(tries);
		expect(faults.filter((each) => each === null)).toHaveLength(MOST_REVIEWERS);
		expect(faults.filter((each) => each === 'conflict')).toHaveLength(3);
	});
});

describe('the owner', () => {
	it('prepares, releases, withdraws, gives again and extends, also after the end', async () => {
		const { id, token } = await make({ release: false, expiresInDays: 2 });
		const opens = async (now = NOW) =>
			(await codeOf(openGrant(store.db, token, NOBODY, now))) === null;
		expect(await opens()).toBe(false);
		await change(id, { released: true });
		expect(await opens()).toBe(true);
		await change(id, { withdrawn: true });
		expect(await opens()).toBe(false);
		await change(id, { withdrawn: false });
		expect(await opens()).toBe(true);
		const afterEnd = later(5 * DAY_MS);
		expect(await opens(afterEnd)).toBe(false);
		await change(id, { expiresInDays: 7 }, afterEnd);
		expect(await opens(afterEnd)).toBe(true);
		expect((await openGrant(store.db, token, NOBODY, afterEnd)).expiresAt).toEqual(
			later(12 * DAY_MS)
		);
	});

	it('sees a prepared grant answer like one that does not exist', async () => {
		const { token } = await make({ release: false });
		await expect(openGrant(store.db, token, NOBODY, NOW)).rejects.toThrow(linkNotActive().message);
	});

	it('makes a new link, and the old one opens nothing', async () => {
		const { id, token } = await make();
		const fresh = await renewLink(store.db, owner, id);
		expect(await codeOf(openGrant(store.db, token, NOBODY, NOW))).toBe('not-found');
		expect((await openGrant(store.db, fresh, NOBODY, NOW)).id).toBe(id);
	});

	it('is the only one who may', async () => {
		const stranger = await store.owner();
		const { id } = await make();
		const tries = [
			() => changeGrant(store.db, stranger, id, { expiresInDays: 90 }, NOW),
			() => renewLink(store.db, stranger, id),
			() => listOpenings(store.db, stranger, id),
			() => revokeGrant(store.db, stranger, id, NOW)
		];
		for (const attempt of tries) expect(await codeOf(attempt())).toBe('not-found');
		const [link] = await listGrants(store.db, owner, session.id, NOW);
		expect(link).toMatchObject({ state: 'active', expiresAt: later(14 * DAY_MS) });
	});

	it('sees pages and plays apart, the same play once', async () => {
		const { id, token } = await make();
		const access = await openGrant(store.db, token, NOBODY, NOW);
		const takeId = session.answers[0]!.takes[0]!.id;
		await recordOpening(store.db, access, NOW);
		await recordOpeningOnce(store.db, access, null, later(1000));
		for (let each = 0; each < 5; each++) {
			await recordOpeningOnce(store.db, access, takeId, later(2000 + each));
		}
		await recordOpeningOnce(store.db, access, takeId, later(3600_000));
		const [link] = await listGrants(store.db, owner, session.id, later(DAY_MS));
		expect(link).toMatchObject({ openings: 1, plays: 2, lastOpenedAt: later(3600_000) });
		const openings = await listOpenings(store.db, owner, id);
		expect(openings.map((each) => each.kind)).toEqual(['play', 'play', 'page']);
		expect(openings[0]).toEqual({ at: later(3600_000), kind: 'play', takeId });
	});
});

describe('a passcode', () => {
	const prove = (token: string, passcode: string, now = NOW) =>
		provePasscode(store.db, outlet, token, NOBODY, passcode, now);

	it('is asked for once the link is right, and proven by a cookie until it is changed', async () => {
		const { id, token } = await make({ passcode: 'tulip 42' });
		expect(await codeOf(openGrant(store.db, token, NOBODY, NOW))).toBe('passcode-needed');
		expect((await findGrant(store.db, token, NOBODY, NOW)).isProven).toBe(false);
		expect(await codeOf(prove(token, 'Tulip 42'))).toBe('bad-input passcode');
		const proven = (await prove(token, 'tulip 42'))!;
		const cookie = addProof(SECRET, undefined, proven.grantId, proven.passcodeHash);
		expect((await openGrant(store.db, token, as(null, cookie), NOW)).id).toBe(id);
		const forged = addProof('another secret', undefined, proven.grantId, proven.passcodeHash);
		expect(await codeOf(openGrant(store.db, token, as(null, forged), NOW))).toBe('passcode-needed');
		await change(id, { passcode: 'tulip 42' });
		expect(await codeOf(openGrant(store.db, token, as(null, cookie), NOW))).toBe('passcode-needed');
		await change(id, { passcode: null });
		expect((await openGrant(store.db, token, NOBODY, NOW)).id).toBe(id);
	});

	it('proves its own grant only', async () => {
		const one = await make({ passcode: 'same passcode' });
		const other = await make({ passcode: 'same passcode' });
		const proven = (await prove(one.token, 'same passcode'))!;
		const cookie = addProof(SECRET, '', proven.grantId, proven.passcodeHash);
		expect(await codeOf(openGrant(store.db, other.token, as(null, cookie), NOW))).toBe(
			'passcode-needed'
		);
		const both = (await prove(other.token, 'same passcode'))!;
		const two = addProof(SECRET, cookie, both.grantId, both.passcodeHash);
		for (const { token } of [one, other]) {
			expect(await codeOf(openGrant(store.db, token, as(null, two), NOW))).toBeNull();
		}
	});

	it('is not looked at for a quarter of an hour after ten wrong ones, not even the right one', async () => {
		const { id, token } = await make({ passcode: 'tulip 42' });
		for (let each = 0; each < 10; each++) {
			expect(await codeOf(prove(token, `wrong ${each}`))).toBe('bad-input passcode');
		}
		expect(await codeOf(prove(token, 'tulip 42'))).toBe('too-many');
		expect(await codeOf(prove(token, 'tulip 42', later(PASSCODE_WAIT_MS - 1)))).toBe('too-many');
		const [link] = await listGrants(store.db, owner, session.id, NOW);
		expect(link?.passcodeWaitUntil).toEqual(later(PASSCODE_WAIT_MS));
		expect(await codeOf(prove(token, 'tulip 42', later(PASSCODE_WAIT_MS)))).toBeNull();
		expect(await codeOf(change(id, { passcode: 'tulip 43' }))).toBeNull();
		expect(await codeOf(prove(token, 'tulip 43'))).toBeNull();
	});

	it('is looked at ever later, and after fifty wrong ones not before the owner sets a new one', async () => {
		const { id, token } = await make({ passcode: 'tulip 42' });
		let at = NOW;
		for (const quarters of [1, 2, 4, 8]) {
			for (let each = 0; each < 10; each++) await codeOf(prove(token, 'wrong', at));
			const until = new Date(at.getTime() + quarters * PASSCODE_WAIT_MS);
			const [link] = await listGrants(store.db, owner, session.id, at);
			expect(link?.passcodeWaitUntil).toEqual(until);
			at = until;
		}
		expect(await listUnread(store.db, owner)).toEqual([]);
		for (let each = 0; each < 10; each++) await codeOf(prove(token, 'wrong', at));
		const muchLater = later(13 * DAY_MS);
		expect(await codeOf(prove(token, 'tulip 42', muchLater))).toBe('too-many');
		const [link] = await listGrants(store.db, owner, session.id, muchLater);
		expect(link?.isPasscodeClosed).toBe(true);
		expect(await listUnread(store.db, owner)).toMatchObject([
			{ kind: 'passcode-closed', who: 'Dr Osei', sessionId: session.id }
		]);
		await change(id, { passcode: 'tulip 43' });
		expect(await codeOf(prove(token, 'tulip 43', muchLater))).toBeNull();
	});

	it('counts guesses that come at once', async () => {
		const { token } = await make({ passcode: 'tulip 42' });
		const tries = Array.from({ length: 14 }, (_, each) => codeOf(prove(token, `wrong ${each}`)));
		const faults = await Promise.all(tries);
		expect(faults.filter((each) => each === 'bad-input passcode')).toHaveLength(10);
		expect(faults.filter((each) => each === 'too-many')).toHaveLength(4);
	});

	it('says nothing of a link that is not active', async () => {
		const { id, token } = await make({ passcode: 'tulip 42' });
		await revokeGrant(store.db, owner, id, NOW);
		expect(await codeOf(prove(token, 'tulip 42'))).toBe('not-found');
		expect(await codeOf(prove('A'.repeat(43), 'tulip 42'))).toBe('not-found');
	});
});

describe('a grant to a person', () => {
	it('is made with their code, opens by its id for them alone, and stands in their list', async () => {
		const reviewer = await store.owner('Dr Osei');
		const reviewerCode = await ownCode(store.db, reviewer);
		expect(await ownCode(store.db, reviewer)).toBe(reviewerCode);
		const { id, personId } = await make({ reviewerCode, askFor: 'Is my gap convincing?' });
		expect(personId).toBe(reviewer);
		expect((await openGrant(store.db, id, as(reviewer), NOW)).id).toBe(id);
		for (const other of [NOBODY, as(owner), as(await store.owner())]) {
			expect(await codeOf(openGrant(store.db, id, other, NOW))).toBe('not-found');
		}
		const asked = await listAsked(store.db, reviewer, NOW);
		expect(asked).toMatchObject([
			{ grantId: id, applicant: 'Ana', askFor: 'Is my gap convincing?', state: 'active' }
		]);
		expect(await listAsked(store.db, owner, NOW)).toEqual([]);
		await revokeGrant(store.db, owner, id, NOW);
		expect(await listAsked(store.db, reviewer, NOW)).toEqual([]);
		expect(await codeOf(openGrant(store.db, id, as(reviewer), NOW))).toBe('not-found');
	});

	it('needs a code that is somebody else’s; an old code finds nobody', async () => {
		const reviewer = await store.owner();
		const old = await ownCode(store.db, reviewer);
		const fresh = await renewCode(store.db, reviewer, NOW);
		expect(await codeOf(make({ reviewerCode: old }))).toBe('bad-input reviewerCode');
		const own = await ownCode(store.db, owner);
		expect(await codeOf(make({ reviewerCode: own }))).toBe('bad-input reviewerCode');
		expect(await codeOf(make({ reviewerCode: fresh }))).toBeNull();
	});

	it('is what a link becomes for the first person who keeps it', async () => {
		const [first, second] = [await store.owner('First'), await store.owner('Second')];
		const { id, token } = await make();
		const access = await openGrant(store.db, token, NOBODY, NOW);
		expect(access.keptBy).toBe('nobody');
		expect(await codeOf(claimGrant(store.db, owner, access))).toBe('conflict');
		await claimGrant(store.db, first, access);
		await claimGrant(store.db, first, access);
		expect(await codeOf(claimGrant(store.db, second, access))).toBe('conflict');
		expect((await openGrant(store.db, id, as(first), NOW)).keptBy).toBe('visitor');
		expect((await openGrant(store.db, token, as(second), NOW)).keptBy).toBe('another');
		const [link] = await listGrants(store.db, owner, session.id, NOW);
		expect(link?.keptBy).toBe('First');
		const account = await store.owner('Account');
		await adoptGrants(store.db, first, account);
		expect(await listAsked(store.db, account, NOW)).toHaveLength(1);
	});

	it('ends with a new link for who kept it themselves, not for who was asked by their code', async () => {
		const [leaker, mentor] = [await store.owner('Leaker'), await store.owner('Mentor')];
		const { id, token } = await make();
		await claimGrant(store.db, leaker, await openGrant(store.db, token, NOBODY, NOW));
		const { seal } = await openGrant(store.db, id, as(leaker), NOW);
		const fresh = await renewLink(store.db, owner, id);
		expect(await codeOf(openGrant(store.db, id, as(leaker), NOW))).toBe('not-found');
		expect(await listAsked(store.db, leaker, NOW)).toEqual([]);
		expect((await readSeals(store.db, [id], NOW)).get(id)).not.toContain(seal);
		await claimGrant(store.db, mentor, await openGrant(store.db, fresh, NOBODY, NOW));
		expect((await openGrant(store.db, id, as(mentor), NOW)).keptBy).toBe('visitor');

		const reviewerCode = await ownCode(store.db, mentor);
		const given = await make({ reviewerCode });
		await claimGrant(store.db, mentor, await openGrant(store.db, given.token, NOBODY, NOW));
		await renewLink(store.db, owner, given.id);
		expect((await openGrant(store.db, given.id, as(mentor), NOW)).keptBy).toBe('visitor');
	});

	it('may ask for the passcode as well', async () => {
		const reviewer = await store.owner();
		const reviewerCode = await ownCode(store.db, reviewer);
		const { id } = await make({ reviewerCode, passcode: 'tulip 42' });
		expect(await codeOf(openGrant(store.db, id, as(reviewer), NOW))).toBe('passcode-needed');
	});
});

describe('what is open', () => {
	/** Reads the clock of the test, so that an expiry can come. */
	let now = NOW;
	const hub = () => createAccessHub((grantIds) => readSeals(store.db, grantIds, now));

	it('is ended when its grant is withdrawn, expires, gets a new link or passcode, or is gone', async () => {
		const ways: Record<string, (id: string) => unknown> = {
			withdrawn: (id) => revokeGrant(store.db, owner, id, NOW),
			expired: () => (now = later(15 * DAY_MS)),
			'a new link': (id) => renewLink(store.db, owner, id),
			'a passcode': (id) => change(id, { passcode: 'tulip 42' })
		};
		for (const [way, end] of Object.entries(ways)) {
			now = NOW;
			const access = hub();
			const heard: string[] = [];
			const open = (name: string) => ({
				end: () => heard.push(name),
				evict: () => undefined,
				close: () => undefined
			});
			const ended = await make();
			const other = await make({ expiresInDays: 30 });
			access.watch(await openGrant(store.db, ended.token, NOBODY, NOW), open('ended'));
			access.watch(await openGrant(store.db, other.token, NOBODY, NOW), open('other'));
			await access.check();
			expect(heard, way).toEqual([]);
			await end(ended.id);
			await access.check();
			expect(heard, way).toEqual(['ended']);
			expect(access.size).toBe(1);
			access.close();
			await revokeGrant(store.db, owner, other.id, NOW);
			await revokeGrant(store.db, owner, ended.id, NOW);
		}
		now = NOW;
	});

	it('stays open for its person when only the link is new', async () => {
		const access = hub();
		const reviewer = await store.owner();
		const reviewerCode = await ownCode(store.db, reviewer);
		const { id } = await make({ reviewerCode });
		let isEnded = false;
		const end = () => void (isEnded = true);
		const grant = await openGrant(store.db, id, as(reviewer), NOW);
		const leave = access.watch(grant, { end, evict: end, close: () => undefined });
		await renewLink(store.db, owner, id);
		await access.check();
		expect(isEnded).toBe(false);
		leave();
		expect(access.size).toBe(0);
		access.close();
	});
});

describe('the form of a change', () => {
	const fieldOf = (schema: 'new' | 'change', input: unknown) => {
		try {
			if (schema === 'new') checkInput(NewGrantSchema, input);
			else checkInput(GrantChangeSchema, input);
		} catch (caught) {
			return (caught as Fault).field;
		}
		return null;
	};

	it('names what is wrong', () => {
		const name = { reviewerName: 'Dr Osei' };
		for (const [field, wrong] of [
			['passcode', { passcode: 'abc' }],
			['passcode', { passcode: 'x'.repeat(65) }],
			['passcode', { passcode: 'abc\u0000d' }],
			['canDownload', { canDownload: 'yes' }],
			['askFor', { askFor: 'x'.repeat(501) }],
			['dueOn', { dueOn: '2026-02-30' }],
			['dueOn', { dueOn: 'soon' }],
			['extra', { extra: 1 }]
		] as const) {
			expect(fieldOf('change', wrong), field).toBe(field);
			expect(fieldOf('new', { ...name, ...wrong }), field).toBe(field);
		}
		expect(fieldOf('change', { expiresInDays: 91 })).toBe('expiresInDays');
		expect(fieldOf('change', { released: false })).toBe('released');
		expect(fieldOf('change', { withdrawn: 1 })).toBe('withdrawn');
		expect(fieldOf('new', { ...name, takeIds: [] })).toBe('takeIds');
		expect(fieldOf('new', { ...name, takeIds: ['x'] })).toBe('takeIds.0');
		expect(fieldOf('new', { ...name, email: 'a@b, c@d.org' })).toBe('email');
		expect(fieldOf('new', { ...name, email: 'a@b.org\r\nbcc: c@d.org' })).toBe('email');
		expect(fieldOf('new', { ...name, reviewerCode: 'nope' })).toBe('reviewerCode');
	});

	it('reads a code as it is shown and as it is typed', () => {
		const given = { reviewerName: 'Dr Osei', reviewerCode: ' 7kq2m-x4d9p ' };
		expect(checkInput(NewGrantSchema, given).reviewerCode).toBe('7KQ2MX4D9P');
	});
});

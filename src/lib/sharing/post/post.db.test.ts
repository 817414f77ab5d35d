import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import {
	headerOf,
	openMailbox,
	partsOf,
	type Mailbox
} from '../../../../tests/fixtures/mailbox.ts';
import { recordedSession } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { person } from '../../account/schema.server.ts';
import { Fault } from '../../platform/errors.ts';
import { createPost, Undelivered, type Post } from '../../platform/mail.server.ts';
import type { Session } from '../../practice/session.ts';
import { createGrant, renewLink, revokeGrant } from '../commands.server.ts';
import { NOBODY } from '../grant.ts';
import type { NewGrant } from '../new-grant.ts';
import {
	allowInvitation,
	announceFeedback,
	announceGrant,
	chooseRhythm,
	putAway
} from '../notices/commands.server.ts';
import { countUnread, listUnread } from '../notices/queries.server.ts';
import { mailOut, notice } from '../notices/schema.server.ts';
import { openGrant } from '../queries.server.ts';
import { ownCode } from '../reviewer/commands.server.ts';
import { grant } from '../schema.server.ts';
import { markFailed, takeDue, tellEnding, writeDigests } from './commands.server.ts';
import { startPostman } from './postman.server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const DAY_MS = 24 * 3600 * 1000;
const later = (ms: number) => new Date(NOW.getTime() + ms);
const outlet = { origin: 'https://practice.example.org', canMail: true };
const noMail = { ...outlet, canMail: false };
const NONE = () => Promise.resolve(new Set<string>());

let store: TestDatabase;
let owner: OwnerId;
let session: Session;

beforeAll(async () => {
	store = await database();
});
afterAll(() => store.close());
beforeEach(async () => {
	owner = await store.owner('Ana Ruiz');
	session = await recordedSession(store.db, owner);
	// what an earlier test left would be told of here
	for (const table of [grant, mailOut, notice]) await store.db.delete(table);
});

/** Makes a grant and tells of it, as the endpoint does. */
async function share(more: Partial<NewGrant> = {}, through = outlet) {
	const wanted = { reviewerName: 'Dr Osei', expiresInDays: 14, ...more };
	await allowInvitation(store.db, through, owner, session.id, wanted, NOW);
	const made = await createGrant(store.db, owner, session.id, wanted, NOW);
	const shared = { ...made, sessionId: session.id };
	const isMailed = await announceGrant(store.db, through, shared, wanted, NOW);
	return { ...made, isMailed };
}
/** From now on somebody else shares, without an account. */
async function asGuest() {
	owner = await store.owner();
	await store.db.update(person).set({ isAnonymous: true }).where(eq(person.id, owner));
	session = await recordedSession(store.db, owner);
}
async function submit(token: string, at = NOW, through = outlet) {
	await announceFeedback(store.db, through, await openGrant(store.db, token, NOBODY, at), at);
}
const letters = () => store.db.select().from(mailOut);
const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);

describe('through a real SMTP server', () => {
	let mailbox: Mailbox;
	beforeEach(async () => {
		mailbox = await openMailbox();
	});

	/** What the postman writes into the log, and his rounds until `until` is done. */
	async function carry(url: string, until: () => Promise<unknown>): Promise<string> {
		// due by whatever clock this computer has
		await store.db.update(mailOut).set({ nextTryAt: new Date(0) });
		let log = '';
		const write = (line: string) => void (log += line);
		const post = createPost({ url, from: 'Vivavoce <practice@example.org>' });
		const { db } = store;
		const postman = startPostman({ db, outlet, post, log: pino({}, { write }), submitted: NONE });
		try {
			await until();
		} finally {
			await postman.stop();
		}
		return log;
	}

	it('an invitation arrives, as text and as harmless HTML, and its link is not kept', async () => {
		const { token, isMailed } = await share({
			email: 'osei@example.org',
			reviewerName: '<b>Dr</b> Osei',
			askFor: 'Is my <script>alert(1)</script> gap & visa convincing?',
			passcode: 'tulip 42'
		});
		expect(isMailed).toBe(true);
		const log = await carry(mailbox.url, () => mailbox.has(1));
		await mailbox.close();
		const [mail] = mailbox.mails;
		expect(mail).toMatchObject({ from: 'practice@example.org', to: ['osei@example.org'] });
		expect(headerOf(mail!, 'subject')).toBe('Ana Ruiz asks for your feedback');
		const [text, html] = partsOf(mail!);
		expect(text).toContain(`https://practice.example.org/review/${token}`);
		expect(text).toContain('Is my <script>alert(1)</script> gap & visa convincing?');
		expect(text).toContain('15 Mar 2026');
		expect(text).not.toContain('tulip');
		expect(html).toContain(`href="https://practice.example.org/review/${token}"`);
		expect(html).toContain('&lt;script&gt;');
		expect(html).not.toContain('<script>');
		expect(html).not.toContain('<b>');
		for (const secret of [token, 'osei', 'Ana', 'tulip']) expect(log).not.toContain(secret);
		const [row] = await letters();
		expect(row).toMatchObject({ state: 'sent', body: '', html: '' });
	});

	it('a name with a line end makes no header of its own', async () => {
		await store.db
			.update(person)
			.set({ name: 'Ana\r\nBcc: thief@example.org' })
			.where(eq(person.id, owner));
		await share({ email: 'osei@example.org' });
		await carry(mailbox.url, () => mailbox.has(1));
		await mailbox.close();
		const [mail] = mailbox.mails;
		expect(headerOf(mail!, 'bcc')).toBeNull();
		expect(mail?.to).toEqual(['osei@example.org']);
		expect(headerOf(mail!, 'subject')).toContain('Ana');
	});

	it('what could not leave is tried again, and leaves when the server is back', async () => {
		const port = Number(new URL(mailbox.url).port);
		await mailbox.close();
		await share({ email: 'osei@example.org' });
		const post = createPost({ url: mailbox.url, from: 'practice@example.org' });
		const [due] = await takeDue(store.db, NOW);
		const letter = { to: due!.address, subject: due!.subject, text: due!.body, html: due!.html };
		await expect(post.send(letter)).rejects.toThrow(Undelivered);
		expect(await markFailed(store.db, outlet, due!, false, NOW)).toBe(false);
		expect(await takeDue(store.db, later(14_000))).toEqual([]);
		const back = await openMailbox(port);
		expect(await takeDue(store.db, later(16_000))).toMatchObject([{ attempts: 2 }]);
		await post.send(letter);
		await back.has(1);
		expect(back.mails[0]?.to).toEqual(['osei@example.org']);
		post.close();
		await back.close();
	});

	it('an address the server will never take is given up at once, and its owner hears of it', async () => {
		mailbox.refusal = { code: 550, message: 'No such mailbox' };
		await share({ email: 'nobody@example.org' });
		const post = createPost({ url: mailbox.url, from: 'practice@example.org' });
		await expect(sendFirst(post)).rejects.toMatchObject({ isFinal: true });
		mailbox.refusal = { code: 451, message: 'Try again later' };
		await expect(sendFirst(post)).rejects.toMatchObject({ isFinal: false });
		const log = await carry(mailbox.url, givenUp);
		await mailbox.close();
		expect(log).not.toContain('nobody@example.org');
		expect(await listUnread(store.db, owner)).toMatchObject([
			{ kind: 'undelivered', who: 'Dr Osei', sessionId: session.id }
		]);
		post.close();
	});

	async function sendFirst(post: Post) {
		const [row] = await letters();
		const { address: to, subject, body: text, html } = row!;
		await post.send({ to, subject, text, html });
	}

	/** Refuses for good from now on, and waits for the postman to have seen it. */
	async function givenUp() {
		mailbox.refusal = { code: 550, message: 'No such mailbox' };
		await expect.poll(async () => (await letters())[0]?.state, { timeout: 10_000 }).toBe('failed');
	}
});

describe('the outbox', () => {
	it('gives each letter to one postman, and again when he was killed', async () => {
		await share({ email: 'osei@example.org' });
		const [one, other] = await Promise.all([takeDue(store.db, NOW), takeDue(store.db, NOW)]);
		expect([...one, ...other]).toHaveLength(1);
		expect(await takeDue(store.db, later(4 * 60_000))).toEqual([]);
		expect(await takeDue(store.db, later(6 * 60_000))).toHaveLength(1);
	});

	it('gives up after two days of trying, and empties the letter', async () => {
		await share({ email: 'osei@example.org' });
		let now = NOW;
		let tries = 0;
		for (;;) {
			const [due] = await takeDue(store.db, now);
			tries += 1;
			if (await markFailed(store.db, outlet, due!, false, now)) break;
			const [row] = await letters();
			now = row!.nextTryAt;
		}
		expect(tries).toBe(10);
		expect(now.getTime() - NOW.getTime()).toBeGreaterThan(1.5 * DAY_MS);
		const emptied = (await letters()).filter(({ state }) => state === 'failed');
		expect(emptied).toMatchObject([{ address: 'osei@example.org', body: '', html: '' }]);
		expect(await listUnread(store.db, owner)).toMatchObject([{ kind: 'undelivered' }]);
	});

	it('sends no invitation whose link opens nothing any more', async () => {
		const withdrawn = await share({ email: 'osei@example.org' });
		await revokeGrant(store.db, owner, withdrawn.id, NOW);
		const renewed = await share({ email: 'osei@example.org' });
		await renewLink(store.db, owner, renewed.id);
		expect(await letters()).toEqual([]);
	});

	it('takes 20 invitations of one person within a day', async () => {
		for (let each = 0; each < 20; each++) {
			const { id } = await share({ email: `r${each}@example.org` });
			await store.db.update(mailOut).set({ state: 'sent' });
			await revokeGrant(store.db, owner, id, NOW);
		}
		expect(await faultOf(share({ email: 'one-more@example.org' }))).toBe('too-many');
		expect(await faultOf(share())).toBeNull();
	});

	it('writes to one address ten times a day at the most, whoever asks', async () => {
		for (let each = 0; each < 10; each++) {
			await asGuest();
			expect((await share({ email: `Osei+${each}@Example.org` })).isMailed).toBe(true);
		}
		await asGuest();
		expect(await faultOf(share({ email: 'osei@example.org' }))).toBe('too-many');
		expect((await share({ email: 'khan@example.org' })).isMailed).toBe(true);
		expect(await letters()).toHaveLength(11);
	});

	it('counts invitations to one address that are asked for at once', async () => {
		const shares = Array.from({ length: 14 }, () =>
			share({ email: 'osei@example.org' }).catch(() => null)
		);
		await Promise.all(shares);
		expect((await letters()).length).toBeLessThanOrEqual(10);
	});

	it('asks nobody to watch what was never recorded', async () => {
		const answerIds = [session.answers[2]!.id];
		expect(session.answers[2]!.takes).toEqual([]);
		expect(await faultOf(share({ email: 'osei@example.org', answerIds }))).toBe('bad-input email');
		expect(await letters()).toEqual([]);
	});

	it('keeps the words of a guest out of a stranger’s mailbox', async () => {
		await store.db.update(person).set({ isAnonymous: true }).where(eq(person.id, owner));
		await share({ email: 'osei@example.org', reviewerName: 'BUY NOW', askFor: 'spam.example' });
		const [letter] = await letters();
		expect(letter?.subject).toBe(
			'Somebody who practises for residency interviews asks for your feedback'
		);
		expect(letter?.body).not.toMatch(/BUY NOW|spam/);
	});

	it('is refused by name where it cannot be used', async () => {
		const email = 'osei@example.org';
		expect(await faultOf(share({ email }, noMail))).toBe('bad-input email');
		expect(await faultOf(share({ email, release: false }))).toBe('bad-input email');
		expect(await letters()).toEqual([]);
	});
});

describe('what a person is told', () => {
	it('is in the app with and without mail', async () => {
		const { token } = await share({}, noMail);
		await submit(token, NOW, noMail);
		expect(await listUnread(store.db, owner)).toMatchObject([
			{ kind: 'feedback', who: 'Dr Osei', sessionId: session.id }
		]);
		expect(await letters()).toEqual([]);
		await submit((await share()).token);
		expect(await letters()).toMatchObject([{ subject: 'Dr Osei has sent you feedback' }]);
	});

	it('is told once while it is unread', async () => {
		const { token } = await share();
		await submit(token);
		await submit(token, later(1000));
		expect(await countUnread(store.db, owner)).toBe(1);
		expect(await letters()).toHaveLength(1);
	});

	it('goes to the account a grant is for, under the key that opens it', async () => {
		const reviewer = await store.owner('Dr Osei');
		const { id } = await share({ reviewerCode: await ownCode(store.db, reviewer) });
		expect(await listUnread(store.db, reviewer)).toMatchObject([
			{ kind: 'asked', who: 'Ana Ruiz', grantId: id }
		]);
		const [letter] = await letters();
		expect(letter?.body).toContain(`https://practice.example.org/review/${id}`);
	});

	it('is put away by its person only', async () => {
		const stranger = await store.owner();
		await submit((await share()).token);
		const [unread] = await listUnread(store.db, owner);
		expect(await faultOf(putAway(store.db, stranger, unread!.id, NOW))).toBe('not-found');
		await putAway(store.db, stranger, 'all', NOW);
		expect(await countUnread(store.db, owner)).toBe(1);
		await putAway(store.db, owner, unread!.id, NOW);
		expect(await countUnread(store.db, owner)).toBe(0);
	});
});

describe('how often mail comes', () => {
	it('daily is one mail, a day after the first news', async () => {
		await chooseRhythm(store.db, owner, 'daily');
		await submit((await share()).token);
		await submit((await share({ reviewerName: 'Dr Khan' })).token, later(DAY_MS / 2));
		await writeDigests(store.db, outlet, later(DAY_MS - 1000));
		expect(await letters()).toEqual([]);
		await writeDigests(store.db, outlet, later(DAY_MS + 1000));
		await writeDigests(store.db, outlet, later(DAY_MS + 2000));
		const [letter, ...more] = await letters();
		expect(more).toEqual([]);
		expect(letter?.subject).toBe('2 news on your reviews');
		expect(letter?.body).toMatch(/Dr Osei has sent[^]*Dr Khan has sent|Dr Khan[^]*Dr Osei/);
	});

	it('off is none, and what was read needs none', async () => {
		await chooseRhythm(store.db, owner, 'off');
		await submit((await share()).token);
		expect(await letters()).toEqual([]);
		await chooseRhythm(store.db, owner, 'daily');
		await submit((await share()).token);
		await putAway(store.db, owner, 'all', later(1000));
		await writeDigests(store.db, outlet, later(2 * DAY_MS));
		expect(await letters()).toEqual([]);
	});
});

describe('two days before the end', () => {
	it('reviewer and owner are told once, by mail where there is an address', async () => {
		await share({ email: 'osei@example.org' });
		await store.db.delete(mailOut);
		await tellEnding(store.db, outlet, NONE, later(11.9 * DAY_MS));
		expect(await letters()).toEqual([]);
		await tellEnding(store.db, outlet, NONE, later(12.1 * DAY_MS));
		await tellEnding(store.db, outlet, NONE, later(12.2 * DAY_MS));
		const all = await letters();
		expect(all.map((each) => each.address).sort()).toEqual(
			['osei@example.org', `${owner}@example.org`].sort()
		);
		expect(all.find((each) => each.address === 'osei@example.org')?.body).not.toContain('/review/');
		expect(await listUnread(store.db, owner)).toMatchObject([{ kind: 'unread-end' }]);
	});

	it('nobody is told when the review is in, the link is withdrawn or was short from the start', async () => {
		const done = await share();
		const { id } = await share();
		await revokeGrant(store.db, owner, id, NOW);
		await share({ expiresInDays: 3 });
		await share({ release: false });
		const isIn = () => Promise.resolve(new Set([done.id]));
		for (const days of [1.5, 12.5]) await tellEnding(store.db, outlet, isIn, later(days * DAY_MS));
		expect(await letters()).toEqual([]);
		expect(await countUnread(store.db, owner)).toBe(0);
	});
});

import type { Cookies } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { Fault } from '../platform/errors.ts';
import { adoptSessions, openSession } from '../practice/commands.server.ts';
import { listSessions } from '../practice/queries.server.ts';
import { createAccounts, type Accounts } from './accounts.server.ts';
import { findFreshSignIn } from './fresh-sign-in.server.ts';
import { signIn } from './schema.server.ts';

const ORIGIN = 'http://localhost:3000';
const PASSWORD = 'three unrelated words';
const SECRET = 'a secret of at least thirty-two characters';

let opened: TestDatabase;
let accounts: Accounts;

beforeAll(async () => {
	opened = await database();
	accounts = createAccounts({
		db: opened.db,
		origin: ORIGIN,
		secret: SECRET,
		adopt: (from, to) => adoptSessions(opened.db, from, to)
	});
});
afterAll(() => opened.close());

/** One browser: it keeps the cookies it is given and sends them with the next request. */
function browser() {
	const jar = new Map<string, string>();
	const headers = () =>
		new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') });
	const cookies = {
		set: (name: string, value: string, { maxAge }: { maxAge?: number } = {}) =>
			maxAge === 0 ? jar.delete(name) : jar.set(name, value)
	} as unknown as Cookies;
	return {
		/** What an action sees of this browser's request. */
		caller: () => ({
			request: new Request(`${ORIGIN}/account`, { method: 'POST', headers: headers() }),
			cookies,
			getClientAddress: () => '127.0.0.1'
		}),
		headers,
		whoIs: () => accounts.whoIs(headers())
	};
}

/** A guest with one session. */
async function guest() {
	const own = browser();
	const id = await accounts.startAnonymously(own.caller());
	const session = await openSession(opened.db, id, PLAN);
	return { ...own, id, session };
}

async function refused(attempt: Promise<unknown>): Promise<Fault> {
	const caught = await attempt.catch((error: unknown) => error);
	expect(caught).toBeInstanceOf(Fault);
	return caught as Fault;
}

const form = (email: string) => ({ name: 'Ana Reyes', email, password: PASSWORD });
const sessionsOf = async (own: { whoIs: () => ReturnType<Accounts['whoIs']> }) => {
	const person = await own.whoIs();
	const found = person ? await listSessions(opened.db, person.id) : [];
	return found.map(({ id }) => id).sort();
};

describe('a guest', () => {
	it('is somebody without a form, and a new browser is nobody', async () => {
		const own = await guest();
		expect(await own.whoIs()).toMatchObject({ id: own.id, isAnonymous: true, email: null });
		expect(await browser().whoIs()).toBeNull();
	});

	it('keeps every session when signing up', async () => {
		const own = await guest();
		await accounts.signUp(own.caller(), form('keeps@example.org'));
		expect(await own.whoIs()).toMatchObject({
			name: 'Ana Reyes',
			email: 'keeps@example.org',
			isAnonymous: false
		});
		expect(await sessionsOf(own)).toEqual([own.session]);
	});

	it('brings its sessions along when signing into an account that has some', async () => {
		const first = await guest();
		await accounts.signUp(first.caller(), form('merges@example.org'));
		const second = await guest();
		await accounts.signIn(second.caller(), { email: 'merges@example.org', password: PASSWORD });
		expect(await sessionsOf(second)).toEqual([first.session, second.session].sort());
	});

	it('loses nothing by a refused attempt', async () => {
		const own = await guest();
		await accounts.signUp(browser().caller(), form('taken@example.org'));
		const twice = await refused(accounts.signUp(own.caller(), form('taken@example.org')));
		expect(twice).toMatchObject({ code: 'bad-input', field: 'email' });
		const wrong = { email: 'taken@example.org', password: 'not the right one' };
		expect(await refused(accounts.signIn(own.caller(), wrong))).toMatchObject({
			code: 'bad-input',
			field: 'password'
		});
		expect(await own.whoIs()).toMatchObject({ id: own.id, isAnonymous: true });
		expect(await sessionsOf(own)).toEqual([own.session]);
	});
});

describe('signing out and in', () => {
	it('ends the sign-in of this browser only, and gives everything back', async () => {
		const own = await guest();
		await accounts.signUp(own.caller(), form('returns@example.org'));
		const other = browser();
		await accounts.signIn(other.caller(), { email: 'returns@example.org', password: PASSWORD });
		await accounts.signOut(own.caller());
		expect(await own.whoIs()).toBeNull();
		expect(await sessionsOf(other)).toEqual([own.session]);
		await accounts.signIn(own.caller(), { email: 'Returns@example.org', password: PASSWORD });
		expect(await sessionsOf(own)).toEqual([own.session]);
	});

	it('says the same for an address that has no account as for a wrong password', async () => {
		await accounts.signUp(browser().caller(), form('known@example.org'));
		const password = 'not the right one';
		const said = async (email: string) =>
			(await refused(accounts.signIn(browser().caller(), { email, password }))).toBody();
		expect(await said('nobody@example.org')).toEqual(await said('known@example.org'));
	});
});

describe('the short way to who is signed in', () => {
	const find = (headers: Headers, leastLeftS = 60) =>
		findFreshSignIn(
			{ db: opened.db, cookieName: 'vivavoce.session_token', secret: SECRET, leastLeftS },
			headers
		);
	const expire = (id: string, inS: number) =>
		opened.db
			.update(signIn)
			.set({ expiresAt: new Date(Date.now() + inS * 1000) })
			.where(eq(signIn.userId, id));

	it('knows a browser by its cookie, and by none of another name', async () => {
		const own = await guest();
		const cookie = own.headers().get('cookie') ?? '';
		expect(cookie).toMatch(/^vivavoce\./);
		expect(await find(own.headers())).toMatchObject({ id: own.id });
		expect(await find(new Headers({ cookie: `__Secure-${cookie}` }))).toBeNull();
		await accounts.signOut(own.caller());
		expect(await find(new Headers({ cookie }))).toBeNull();
	});

	it('knows nobody by a cookie that was not signed here', async () => {
		const own = await guest();
		const [name = '', signed = ''] = (own.headers().get('cookie') ?? '').split('=');
		const value = decodeURIComponent(signed);
		const [token = '', signature = ''] = value.split('.');
		const forged = [
			token,
			`${token}.`,
			`.${signature}`,
			`${token}.${signature.slice(0, -4)}`,
			`${token}.${'A'.repeat(43)}=`,
			`${token.slice(1)}.${signature}`
		];
		for (const each of forged) {
			const cookie = `${name}=${encodeURIComponent(each)}`;
			expect(await find(new Headers({ cookie })), each).toBeNull();
			expect(await accounts.whoIs(new Headers({ cookie })), each).toBeNull();
		}
		expect(await find(new Headers({ cookie: `${name}=${signed}` }))).toMatchObject({ id: own.id });
	});

	it('reads no cookie of a plain address at a safe one, as the long way does not', async () => {
		const { db } = opened;
		const adopt = async () => undefined;
		const safe = createAccounts({ db, origin: 'https://practise.example', secret: SECRET, adopt });
		const cookie = (await guest()).headers().get('cookie') ?? '';
		expect(await safe.whoIs(new Headers({ cookie }))).toBeNull();
		expect(await safe.whoIs(new Headers({ cookie: `__Secure-${cookie}` }))).not.toBeNull();
	});

	it('leaves a sign-in that is over, or due to be made longer, to the long way', async () => {
		const own = await guest();
		const year = 365 * 24 * 3600;
		await expire(own.id, year - 2 * 24 * 3600);
		expect(await own.whoIs()).toMatchObject({ id: own.id });
		const [row] = await opened.db.select().from(signIn).where(eq(signIn.userId, own.id));
		expect(Number(row?.expiresAt) - Date.now()).toBeGreaterThan((year - 60) * 1000);
		await expire(own.id, 30);
		expect(await find(own.headers())).toBeNull();
		await expire(own.id, -1);
		expect(await find(own.headers(), -60)).toMatchObject({ id: own.id });
		expect(await own.whoIs()).toBeNull();
	});
});

describe('a browser whose sign-in has ended elsewhere', () => {
	/** Signs up, then ends the sign-in with a copy of the cookies: this browser doesn't know. */
	async function stale(email: string) {
		const own = await guest();
		await accounts.signUp(own.caller(), form(email));
		const { request } = own.caller();
		await accounts.signOut({ ...browser().caller(), request });
		expect(await own.whoIs()).toBeNull();
		return own;
	}

	it('can sign in at the first attempt', async () => {
		const own = await stale('stale-in@example.org');
		await accounts.signIn(own.caller(), { email: 'stale-in@example.org', password: PASSWORD });
		expect(await sessionsOf(own)).toEqual([own.session]);
	});

	it('can sign up as somebody else', async () => {
		const own = await stale('stale-up@example.org');
		await accounts.signUp(own.caller(), form('stale-other@example.org'));
		expect(await own.whoIs()).toMatchObject({ email: 'stale-other@example.org' });
	});

	it('can practise as a guest', async () => {
		const own = await stale('stale-guest@example.org');
		const id = await accounts.startAnonymously(own.caller());
		expect(await own.whoIs()).toMatchObject({ id, isAnonymous: true });
	});
});

const PLAN = {
	format: {
		id: 'introduction-drill',
		title: 'Introduction drill',
		purpose: 'The first question.',
		order: 1,
		questions: 1,
		questionSet: 'openers',
		preparationS: null,
		answerLimitS: 150,
		target: null,
		takes: null,
		playback: true
	},
	questionSet: { id: 'openers', title: 'Openers' },
	questions: [
		{
			id: 'tell-me-about-yourself',
			text: 'Tell me about yourself.',
			target: { fromS: 60, toS: 90 }
		}
	]
};

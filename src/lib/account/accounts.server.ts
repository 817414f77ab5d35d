/**
 * Who is signed in. better-auth keeps the accounts; nothing of its HTTP interface is exposed: form actions call it here.
 */
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { anonymous } from 'better-auth/plugins/anonymous';
import type { Cookies } from '@sveltejs/kit';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { findFreshSignIn } from './fresh-sign-in.server.ts';
import type { OwnerId, Person } from './owner.ts';
import { credential, person, signIn, verification } from './schema.server.ts';

const DAY_S = 24 * 3600;
/** How long a sign-in is good for after its last use, and how often that is noted, in seconds. */
const LASTS_S = 365 * DAY_S;
const REFRESH_S = DAY_S;
const IP_HEADER = 'x-vivavoce-client';

export interface AccountsOptions {
	db: Database;
	origin: string;
	secret: string;
	/** Moves everything `from` owns to `to`, whole or not at all; called when an anonymous person signs up or in. */
	adopt(from: OwnerId, to: OwnerId): Promise<void>;
}

/** What an action needs of the request to sign somebody in or out. */
interface Caller {
	request: Request;
	cookies: Cookies;
	getClientAddress(): string;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** Builds the account room on a database whose migrations have run. */
export function createAccounts(options: AccountsOptions) {
	const auth = createAuth(options);
	const { db, secret } = options;
	const leastLeftS = LASTS_S - REFRESH_S;
	const cookieName = auth.$context.then(({ authCookies }) => authCookies.sessionToken.name);

	/** Sends one request to better-auth, sets its cookies on the caller's answer. @throws {Fault} when it refuses. */
	async function post(
		caller: Caller,
		path: string,
		body: object
	): Promise<Record<string, unknown>> {
		const headers = new Headers({ 'content-type': 'application/json', origin: options.origin });
		// A cookie whose sign-in has ended makes better-auth delete the very cookies it has just set.
		const isKnown = await whoIs(caller.request.headers);
		headers.set('cookie', isKnown ? (caller.request.headers.get('cookie') ?? '') : '');
		headers.set(IP_HEADER, caller.getClientAddress());
		const response = await auth.handler(
			new Request(`${options.origin}/api/auth${path}`, {
				method: 'POST',
				headers,
				body: JSON.stringify(body)
			})
		);
		const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
		if (!response.ok) throw refusal(response.status, String(answer['code'] ?? ''));
		for (const [name, cookie] of parseSetCookieHeader(response.headers.get('set-cookie') ?? '')) {
			caller.cookies.set(name, cookie.value, {
				...toCookieOptions(cookie),
				path: cookie.path || '/'
			});
		}
		return answer;
	}

	/** The person whose cookie came with `headers`, or null. */
	async function whoIs(headers: Headers): Promise<Person | null> {
		if (!headers.get('cookie')) return null;
		const signIns = { db, secret, leastLeftS, cookieName: await cookieName };
		const fresh = await findFreshSignIn(signIns, headers);
		const found = fresh ?? (await auth.api.getSession({ headers }))?.user;
		return found ? toPerson(found) : null;
	}

	return {
		whoIs,
		/** Makes an anonymous account for somebody who has none, so that practising needs no form. */
		async startAnonymously(caller: Caller): Promise<OwnerId> {
			const { user } = await post(caller, '/sign-in/anonymous', {});
			return (user as { id: string }).id as OwnerId;
		},
		async signUp(caller: Caller, form: { name: string; email: string; password: string }) {
			await post(caller, '/sign-up/email', form);
		},
		async signIn(caller: Caller, form: { email: string; password: string }) {
			await post(caller, '/sign-in/email', { ...form, rememberMe: true });
		},
		async signOut(caller: Caller) {
			await post(caller, '/sign-out', {});
		}
	};
}

function createAuth({ db, origin, secret, adopt }: AccountsOptions) {
	return betterAuth({
		baseURL: origin,
		secret,
		trustedOrigins: [origin],
		telemetry: { enabled: false },
		logger: { disabled: true },
		database: drizzleAdapter(db, {
			provider: 'pg',
			transaction: true,
			schema: { user: person, session: signIn, account: credential, verification }
		}),
		emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 200 },
		session: { expiresIn: LASTS_S, updateAge: REFRESH_S },
		advanced: {
			cookiePrefix: 'vivavoce',
			ipAddress: { ipAddressHeaders: [IP_HEADER] }
		},
		rateLimit: {
			enabled: true,
			customRules: {
				'/sign-in/anonymous': { window: 60, max: 300 },
				'/sign-in/email': { window: 60, max: 20 },
				'/sign-up/email': { window: 60, max: 60 }
			}
		},
		plugins: [
			anonymous({
				generateName: () => 'Guest',
				onLinkAccount: ({ anonymousUser, newUser }) =>
					adopt(anonymousUser.user.id as OwnerId, newUser.user.id as OwnerId)
			})
		]
	});
}

function toPerson(user: {
	id: string;
	name: string;
	email: string;
	isAnonymous?: boolean | null;
}): Person {
	const isAnonymous = user.isAnonymous === true;
	return {
		id: user.id as OwnerId,
		name: user.name,
		email: isAnonymous ? null : user.email,
		isAnonymous
	};
}

/** better-auth's refusals in our words. */
function refusal(status: number, code: string): Fault {
	if (status === 429) return new Fault('too-many');
	if (code.startsWith('USER_ALREADY_EXISTS')) {
		return new Fault('bad-input', {
			field: 'email',
			message: 'There is an account with this email already. Sign in instead.'
		});
	}
	if (code === 'INVALID_EMAIL_OR_PASSWORD') {
		return new Fault('bad-input', {
			field: 'password',
			message: 'Email and password do not belong together. Check both and try again.'
		});
	}
	if (code === 'INVALID_EMAIL') {
		return new Fault('bad-input', { field: 'email', message: 'This is not an email address.' });
	}
	if (code === 'PASSWORD_TOO_SHORT') {
		return new Fault('bad-input', {
			field: 'password',
			message: 'The password needs at least 10 characters.'
		});
	}
	return new Fault('unexpected');
}

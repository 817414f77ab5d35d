/**
 * The short way to who is signed in: one question to the database, because it is asked with every piece of every recording.
 * It only ever says yes: of a sign-in that is unknown, over, or due to be made longer better-auth decides.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseCookies } from 'better-auth/cookies';
import type { Database } from '../platform/db.server.ts';
import { findSignedIn, type SignedIn } from './queries.server.ts';

export interface FreshSignIn {
	db: Database;
	/** The cookie that better-auth reads at this address. */
	cookieName: string;
	secret: string;
	/** What a sign-in must still be good for so that nothing need be done about it, in seconds. */
	leastLeftS: number;
}

/** The person's row, or null when better-auth has to be asked. */
export async function findFreshSignIn(
	{ db, cookieName, secret, leastLeftS }: FreshSignIn,
	headers: Headers
): Promise<SignedIn | null> {
	const cookies = parseCookies(headers.get('cookie') ?? '');
	const token = tokenIn(cookies.get(cookieName) ?? '', secret);
	if (token === null) return null;
	return findSignedIn(db, token, new Date(Date.now() + leastLeftS * 1000));
}

/**
 * What a signed cookie says, or null when it was not signed here.
 * @source better-call, cookies: the value, a full stop, and its HMAC-SHA-256 in base64
 */
function tokenIn(cookie: string, secret: string): string | null {
	const [, token = '', signature = ''] = /^(.+)\.([^.]+)$/.exec(cookie) ?? [];
	const right = createHmac('sha256', secret).update(token).digest();
	const given = Buffer.from(signature, 'base64');
	return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

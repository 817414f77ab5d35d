import type { RequestEvent } from '@sveltejs/kit';
import { addProof } from '$lib/sharing/passcode.server';
import { provePasscode } from '$lib/sharing/reviewer/commands.server';
import { PASSCODE_COOKIE, visitorOf } from './grant-of.server';

/** How long a proven passcode is remembered, in seconds: no link lasts longer. */
const REMEMBERED_S = 90 * 24 * 3600;

/**
 * Checks the passcode of a review and remembers in a cookie that it was right.
 * @throws {Fault} `not-found`, `bad-input` for a wrong passcode, `too-many`.
 */
export async function provePasscodeOf(
	{ locals, cookies }: Pick<RequestEvent, 'locals' | 'cookies'>,
	key: string,
	passcode: string
): Promise<void> {
	const { database, outlet, postman, authSecret, config } = locals.app;
	const visitor = visitorOf({ locals, cookies });
	const now = new Date();
	const proven = await provePasscode(database.db, outlet, key, visitor, passcode, now).finally(() =>
		postman.poke()
	);
	if (!proven) return;
	const { grantId, passcodeHash } = proven;
	const held = cookies.get(PASSCODE_COOKIE);
	cookies.set(PASSCODE_COOKIE, addProof(authSecret, held, grantId, passcodeHash), {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: config.origin.startsWith('https:'),
		maxAge: REMEMBERED_S
	});
}

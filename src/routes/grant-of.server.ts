import type { RequestEvent } from '@sveltejs/kit';
import type { Grant, Visitor } from '$lib/sharing/grant';
import { readProofs } from '$lib/sharing/passcode.server';
import { openGrant } from '$lib/sharing/queries.server';

/** Holds the proofs of passcodes. One for every path, because page, interface and recordings lie under different ones. */
export const PASSCODE_COOKIE = 'vivavoce-passcodes';

type Asking = Pick<RequestEvent, 'locals' | 'cookies'>;

/** Who asks, by their cookies. */
export function visitorOf({ locals, cookies }: Asking): Visitor {
	const proofs = cookies.get(PASSCODE_COOKIE);
	return {
		person: locals.person?.id ?? null,
		passcodeProof: proofs === undefined ? null : readProofs(locals.app.authSecret, proofs)
	};
}

/**
 * The grant of a reviewer's request, by the key in its address.
 * @throws {Fault} `not-found` or `passcode-needed`, see `openGrant`.
 */
export async function grantOf(
	event: Asking & { params: { token: string } },
	now = new Date()
): Promise<Grant> {
	return openGrant(event.locals.app.database.db, event.params.token, visitorOf(event), now);
}

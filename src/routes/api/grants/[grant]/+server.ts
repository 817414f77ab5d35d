import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { revokeGrant } from '$lib/sharing/commands.server';
import type { RequestHandler } from './$types';

/** Withdraws a review link at once, for the page and the recordings. */
export const DELETE: RequestHandler = endpoint(async ({ locals, params }) => {
	if (!locals.person) throw new Fault('not-found');
	await revokeGrant(locals.app.database.db, locals.person.id, params.grant, new Date());
	return new Response(null, { status: 204 });
});

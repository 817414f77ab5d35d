import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { endPeerInterview } from '$lib/practice/peer/commands.server';
import type { RequestHandler } from './$types';

/** Ends the peer interview for both; the applicant's interview goes on by itself. */
export const DELETE: RequestHandler = endpoint(async ({ locals, params }) => {
	await endPeerInterview(locals.app.database.db, requireOwner(locals.person), params.peer);
	locals.app.peers.tellAll(params.peer, { type: 'ended' });
	return new Response(null, { status: 204 });
});

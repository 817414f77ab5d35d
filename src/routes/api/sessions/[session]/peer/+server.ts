import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { openPeerInterview } from '$lib/practice/peer/commands.server';
import { makePeerLink } from '$lib/practice/peer/link.server';
import type { RequestHandler } from './$types';

/** Lets a second person in as the interviewer: 200 with the link to send them, the same one each time. */
export const POST: RequestHandler = endpoint(async ({ locals, params }) => {
	const { database, config, authSecret } = locals.app;
	const me = requireOwner(locals.person);
	const id = await openPeerInterview(database.db, me, params.session);
	return json({ id, link: `${config.origin}/practice/with/${makePeerLink(authSecret, id)}` });
});

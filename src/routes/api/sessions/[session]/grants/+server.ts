import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { readSession } from '$lib/practice/queries.server';
import { createGrant } from '$lib/sharing/commands.server';
import { NewGrantSchema } from '$lib/sharing/new-grant';
import { allowInvitation, announceGrant } from '$lib/sharing/notices/commands.server';
import { listGrants } from '$lib/sharing/queries.server';
import type { RequestHandler } from './$types';

/** Every link of the session: `{ grants: [...] }`, newest first. */
export const GET: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const grants = await listGrants(locals.app.database.db, owner, params.session, new Date());
	return json({ grants }, { headers: { 'cache-control': 'private, no-store' } });
});

/** Makes a review link. 201 with the link, which cannot be shown a second time, and whether it was mailed. */
export const POST: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { database, config, outlet, postman } = locals.app;
	const { db } = database;
	const owner = requireOwner(locals.person);
	// whose it is comes before what was sent: a stranger learns nothing from the form's mistakes
	await readSession(db, owner, params.session);
	const wanted = checkInput(NewGrantSchema, await readJson(request));
	const now = new Date();
	await allowInvitation(db, outlet, owner, params.session, wanted, now);
	const made = await createGrant(db, owner, params.session, wanted, now);
	const shared = { ...made, sessionId: params.session };
	const isMailed = await announceGrant(db, outlet, shared, wanted, now);
	postman.poke();
	const { id, token, expiresAt } = made;
	const link = `${config.origin}/review/${token}`;
	return json({ id, link, expiresAt, isMailed }, { status: 201 });
});

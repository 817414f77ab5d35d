import { json } from '@sveltejs/kit';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { createGrant } from '$lib/sharing/commands.server';
import { NewGrantSchema } from '$lib/sharing/grant';
import { readSession } from '$lib/practice/queries.server';
import type { RequestHandler } from './$types';

/** Makes a review link. 201 with the link, which cannot be shown a second time. */
export const POST: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { database, config } = locals.app;
	if (!locals.person) throw new Fault('not-found');
	const owner = locals.person.id;
	// whose it is comes before what was sent: a stranger learns nothing from the form's mistakes
	await readSession(database.db, owner, params.session);
	const wanted = checkInput(NewGrantSchema, await readJson(request));
	const made = await createGrant(database.db, owner, params.session, wanted, new Date());
	const link = `${config.origin}/review/${made.token}`;
	return json({ id: made.id, link, expiresAt: made.expiresAt }, { status: 201 });
});

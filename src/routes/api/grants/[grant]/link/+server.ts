import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { renewLink } from '$lib/sharing/commands.server';
import type { RequestHandler } from './$types';

/** Gives the grant a new link, told once; the old one opens nothing from now on, not even a page that is open. */
export const POST: RequestHandler = endpoint(async ({ locals, params }) => {
	const { database, config, access } = locals.app;
	const token = await renewLink(database.db, requireOwner(locals.person), params.grant);
	await access.check();
	return json({ id: params.grant, link: `${config.origin}/review/${token}` }, { status: 201 });
});

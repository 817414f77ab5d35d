import { endpoint } from '$lib/platform/answer.server';
import { claimGrant } from '$lib/sharing/reviewer/commands.server';
import { grantOf } from '../../../../grant-of.server';
import { ownerOf } from '../../../../owner-of.server';
import type { RequestHandler } from './$types';

/** Keeps the review in the inbox of who opened its link; a guest is made for who has no account. */
export const PUT: RequestHandler = endpoint(async (event) => {
	const { locals, params, cookies } = event;
	const grant = await grantOf({ locals, params, cookies });
	await claimGrant(locals.app.database.db, await ownerOf(event), grant);
	return new Response(null, { status: 204 });
});

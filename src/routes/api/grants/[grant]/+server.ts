import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { changeGrant, revokeGrant } from '$lib/sharing/commands.server';
import { GrantChangeSchema } from '$lib/sharing/new-grant';
import { announceToPerson } from '$lib/sharing/notices/commands.server';
import { listOpenings, readOwnGrant } from '$lib/sharing/queries.server';
import type { RequestHandler } from './$types';

/** When the link was opened and what was watched, latest first: `{ openings: [{ at, kind, takeId }] }`. */
export const GET: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const openings = await listOpenings(locals.app.database.db, owner, params.grant);
	return json({ openings }, { headers: { 'cache-control': 'private, no-store' } });
});

/** Releases, extends, withdraws or gives again, and changes passcode, download, due day and what is asked for. */
export const PATCH: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { database, access, outlet, postman } = locals.app;
	const owner = requireOwner(locals.person);
	const before = await readOwnGrant(database.db, owner, params.grant);
	const wanted = checkInput(GrantChangeSchema, await readJson(request));
	const now = new Date();
	await changeGrant(database.db, owner, params.grant, wanted, now);
	await access.check();
	if (wanted.released && before.releasedAt === null) {
		await announceToPerson(database.db, outlet, before, now);
		postman.poke();
	}
	return new Response(null, { status: 204 });
});

/** Withdraws a review link at once, for the page and the recordings. */
export const DELETE: RequestHandler = endpoint(async ({ locals, params }) => {
	const { database, access } = locals.app;
	await revokeGrant(database.db, requireOwner(locals.person), params.grant, new Date());
	await access.check();
	return new Response(null, { status: 204 });
});

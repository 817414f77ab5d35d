import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { MarkerSetSchema } from '$lib/review/marker';
import { resetMarkerSet, writeMarkerSet } from '$lib/review/marker/commands.server';
import { listMarkerKinds } from '$lib/review/marker/queries.server';
import type { RequestHandler } from './$types';

/** The markers that one's reviewers are offered. */
export const GET: RequestHandler = endpoint(async ({ locals }) => {
	const owner = requireOwner(locals.person);
	const kinds = await listMarkerKinds(locals.app.database.db, owner);
	return json({ kinds }, { headers: { 'cache-control': 'private, no-store' } });
});

export const PUT: RequestHandler = endpoint(async ({ locals, request }) => {
	const owner = requireOwner(locals.person);
	const { kinds } = checkInput(MarkerSetSchema, await readJson(request));
	await writeMarkerSet(locals.app.database.db, owner, kinds, new Date());
	return json({ kinds });
});

/** Back to the default set. */
export const DELETE: RequestHandler = endpoint(async ({ locals }) => {
	const owner = requireOwner(locals.person);
	await resetMarkerSet(locals.app.database.db, owner);
	return new Response(null, { status: 204 });
});

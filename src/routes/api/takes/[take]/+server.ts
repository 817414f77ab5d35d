import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { deleteTake } from '$lib/practice/commands.server';
import { readOwnTake } from '$lib/practice/queries.server';
import type { RequestEvent } from './$types';

/** How far a take is: `{ state, durationMs, bytes }`. */
export const GET = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { state, durationMs, bytes } = await readOwnTake(
		locals.app.database.db,
		owner,
		params.take
	);
	return json({ state, durationMs, bytes });
});

export const DELETE = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { database, removeBytes } = locals.app;
	await deleteTake(database.db, owner, params.take, removeBytes);
	return new Response(null, { status: 204 });
});

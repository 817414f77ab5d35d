import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import * as v from 'valibot';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { deleteTake } from '$lib/practice/commands.server';
import { readOwnTake } from '$lib/practice/queries.server';
import { isDeleted } from '$lib/practice/take/queries.server';
import { Fault } from '$lib/platform/errors';
import type { RequestEvent } from './$types';

const CloseSchema = v.strictObject({ close: v.literal(true) });

/** How far a take is: `{ state, durationMs, bytes }`; 410 `deleted` for one that was the owner's. */
export const GET = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	const found = readOwnTake(db, owner, params.take).catch(async (caught: unknown) => {
		throw (await isDeleted(db, owner, params.take)) ? new Fault('deleted') : caught;
	});
	const { state, durationMs, bytes } = await found;
	return json({ state, durationMs, bytes });
});

/** Makes a take of what has arrived, when its device will not send the rest: `{ "close": true }`. */
export const PATCH = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	checkInput(CloseSchema, await readJson(request));
	await locals.app.receiver.closeEarly(owner, params.take);
	return new Response(null, { status: 204 });
});

export const DELETE = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { database, removeBytes } = locals.app;
	await deleteTake(database.db, owner, params.take, removeBytes);
	return new Response(null, { status: 204 });
});

import * as v from 'valibot';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput, id } from '$lib/platform/input';
import { readSession } from '$lib/practice/queries.server';
import { markBestTake } from '$lib/practice/sitting/commands.server';
import type { RequestEvent } from './$types';

const BestSchema = v.strictObject({ takeId: v.nullable(id) });

/** Marks the best take of an answer; `{ "takeId": null }` takes the mark away. */
export const PUT = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	if (!/^\d{1,3}$/.test(params.position)) throw new Fault('not-found');
	await readSession(db, owner, params.session);
	const { takeId } = checkInput(BestSchema, await readJson(request));
	await markBestTake(db, owner, params.session, Number(params.position), takeId);
	return new Response(null, { status: 204 });
});

import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { clearStar, tickStar } from '$lib/practice/delivery/commands.server';
import { STAR_PARTS, StarTickSchema, type StarPart } from '$lib/practice/delivery/transcript';
import { readOwnTake } from '$lib/practice/queries.server';
import type { RequestEvent } from './$types';

/** Ticks a part of a STAR-L answer at a moment: `{ atMs }`. */
export const PUT = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	await readOwnTake(db, owner, params.take);
	const part = partOf(params.part);
	const { atMs } = checkInput(StarTickSchema, await readJson(request));
	await tickStar(db, owner, params.take, { part, atMs });
	return new Response(null, { status: 204 });
});

export const DELETE = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	await clearStar(locals.app.database.db, owner, params.take, partOf(params.part));
	return new Response(null, { status: 204 });
});

function partOf(given: string): StarPart {
	const part = STAR_PARTS.find((each) => each === given);
	if (!part) throw new Fault('not-found');
	return part;
}

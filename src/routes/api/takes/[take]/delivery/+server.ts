import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { keepDelivery } from '$lib/practice/delivery/commands.server';
import { MeasuredSchema } from '$lib/practice/delivery/measured';
import { readOwnTake } from '$lib/practice/queries.server';
import type { RequestEvent } from './$types';

/** Keeps what the device measured of a take: `{ gaze, framing, pacing, gazeTrack }`, each part optional. */
export const PUT = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	// whose it is comes before what was sent: a stranger learns nothing from the mistakes in it
	await readOwnTake(db, owner, params.take);
	await keepDelivery(db, owner, params.take, checkInput(MeasuredSchema, await readJson(request)));
	return new Response(null, { status: 204 });
});

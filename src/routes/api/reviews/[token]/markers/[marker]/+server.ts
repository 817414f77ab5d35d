import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { MovedMarkerSchema } from '$lib/review/marker';
import { moveMarker, removeMarker } from '$lib/review/marker/commands.server';
import { grantOf } from '../../../../../grant-of.server';
import type { RequestHandler } from './$types';

export const PATCH: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	const { atMs } = checkInput(MovedMarkerSchema, await readJson(request));
	await moveMarker(db, grant, params.marker, atMs);
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	await removeMarker(db, grant, params.marker);
	return new Response(null, { status: 204 });
});

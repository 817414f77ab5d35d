import { json } from '@sveltejs/kit';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { NewMarkerSchema } from '$lib/review/marker';
import { addMarker } from '$lib/review/marker/commands.server';
import { grantOf } from '../../../../grant-of.server';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	const given = checkInput(NewMarkerSchema, await readJson(request));
	return json(await addMarker(db, grant, given), { status: 201 });
});

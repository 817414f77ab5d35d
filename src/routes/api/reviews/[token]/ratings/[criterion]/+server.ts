import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { clearRating, rate } from '$lib/review/commands.server';
import { RatingSchema } from '$lib/review/feedback';
import { openGrant } from '$lib/sharing/queries.server';
import type { RequestHandler } from './$types';

export const PUT: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { db } = locals.app.database;
	const grant = await openGrant(db, params.token, new Date());
	await rate(db, grant, params.criterion, checkInput(RatingSchema, await readJson(request)));
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params }) => {
	const { db } = locals.app.database;
	const grant = await openGrant(db, params.token, new Date());
	await clearRating(db, grant, params.criterion);
	return new Response(null, { status: 204 });
});

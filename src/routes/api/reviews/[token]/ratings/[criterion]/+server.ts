import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { RatingSchema } from '$lib/review/feedback-input';
import { clearRating, rate } from '$lib/review/rating/commands.server';
import { grantOf } from '../../../../../grant-of.server';
import type { RequestHandler } from './$types';

export const PUT: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	await rate(db, grant, params.criterion, checkInput(RatingSchema, await readJson(request)));
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	await clearRating(db, grant, params.criterion);
	return new Response(null, { status: 204 });
});

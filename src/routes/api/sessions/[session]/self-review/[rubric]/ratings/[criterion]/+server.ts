import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { RatingSchema } from '$lib/review/feedback-input';
import { clearSelfRating, rateSelf } from '$lib/review/rating/commands.server';
import { readSelfReview } from '$lib/review/self/queries.server';
import { selfOf } from '../../../../../../../self-of.server';
import type { RequestHandler } from './$types';

export const PUT: RequestHandler = endpoint(async ({ locals, params, url, request }) => {
	const { db } = locals.app.database;
	const owner = requireOwner(locals.person);
	const of = selfOf({ params, url });
	// whose it is comes before what was sent: a stranger learns nothing from the form's mistakes
	await readSelfReview(db, owner, of);
	const given = checkInput(RatingSchema, await readJson(request));
	await rateSelf(db, owner, of, params.criterion, given);
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params, url }) => {
	const owner = requireOwner(locals.person);
	const of = selfOf({ params, url });
	await clearSelfRating(locals.app.database.db, owner, of, params.criterion);
	return new Response(null, { status: 204 });
});

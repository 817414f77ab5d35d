import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { readSelfReview } from '$lib/review/self/queries.server';
import { selfOf } from '../../../../../self-of.server';
import type { RequestHandler } from './$types';

/** How the owner rated themselves by this rubric, or an empty one. */
export const GET: RequestHandler = endpoint(async ({ locals, params, url }) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	return json(await readSelfReview(db, owner, selfOf({ params, url })), {
		headers: { 'cache-control': 'private, no-store' }
	});
});

import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { readAgreement } from '$lib/review/agreement/queries.server';
import { listReviews } from '$lib/review/queries.server';
import { listSelfReviews } from '$lib/review/self/queries.server';
import type { RequestHandler } from './$types';

/** What came in about a session, how its owner rated themselves, and how far the reviewers agree. */
export const GET: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	const reviews = await listReviews(db, owner, params.session);
	const selfReviews = await listSelfReviews(db, owner, params.session);
	const agreement = await readAgreement(db, owner, params.session);
	return json(
		{ reviews, selfReviews, agreement },
		{ headers: { 'cache-control': 'private, no-store' } }
	);
});

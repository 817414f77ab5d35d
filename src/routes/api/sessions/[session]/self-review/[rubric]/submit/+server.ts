import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { submitSelfReview } from '$lib/review/self/commands.server';
import { selfOf } from '../../../../../../self-of.server';
import type { RequestHandler } from './$types';

/** Ends the rating of oneself; what others gave by this rubric is shown from now on. */
export const POST: RequestHandler = endpoint(async ({ locals, params, url }) => {
	const owner = requireOwner(locals.person);
	await submitSelfReview(locals.app.database.db, owner, selfOf({ params, url }), new Date());
	return new Response(null, { status: 204 });
});

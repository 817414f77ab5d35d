import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { submitSelfReview } from '$lib/review/self/commands.server';
import type { RequestHandler } from './$types';

/** Ends the rating of oneself; what others gave by this rubric is shown from now on. */
export const POST: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const of = { sessionId: params.session, rubricId: params.rubric };
	await submitSelfReview(locals.app.database.db, owner, of, new Date());
	return new Response(null, { status: 204 });
});

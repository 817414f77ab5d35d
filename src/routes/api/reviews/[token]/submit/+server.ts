import { endpoint } from '$lib/platform/answer.server';
import { submitReview } from '$lib/review/commands.server';
import { openGrant } from '$lib/sharing/queries.server';
import type { RequestHandler } from './$types';

/** Hands the review to the applicant. */
export const POST: RequestHandler = endpoint(async ({ locals, params }) => {
	const { db } = locals.app.database;
	const grant = await openGrant(db, params.token, new Date());
	await submitReview(db, grant, new Date());
	return new Response(null, { status: 204 });
});

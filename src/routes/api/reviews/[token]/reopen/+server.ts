import { endpoint } from '$lib/platform/answer.server';
import { reopenReview } from '$lib/review/commands.server';
import { openGrant } from '$lib/sharing/queries.server';
import type { RequestHandler } from './$types';

/** Makes a submitted review a draft again, so that its reviewer can change it. */
export const POST: RequestHandler = endpoint(async ({ locals, params }) => {
	const { db } = locals.app.database;
	const grant = await openGrant(db, params.token, new Date());
	await reopenReview(db, grant);
	return new Response(null, { status: 204 });
});

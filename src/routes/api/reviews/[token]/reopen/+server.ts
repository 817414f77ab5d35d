import { endpoint } from '$lib/platform/answer.server';
import { reopenReview } from '$lib/review/commands.server';
import { grantOf } from '../../../../grant-of.server';
import type { RequestHandler } from './$types';

/** Makes a submitted review a draft again, so that its reviewer can change it. */
export const POST: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	await reopenReview(db, grant);
	return new Response(null, { status: 204 });
});

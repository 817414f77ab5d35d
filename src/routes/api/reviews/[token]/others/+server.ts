import { json } from '@sveltejs/kit';
import { endpoint } from '$lib/platform/answer.server';
import { seeOthers } from '$lib/review/commands.server';
import { grantOf } from '../../../../grant-of.server';
import type { RequestHandler } from './$types';

/** What other reviewers of the same answers gave; only once the own review is in. */
export const GET: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	const reviews = await seeOthers(db, grant, new Date());
	return json({ reviews }, { headers: { 'cache-control': 'private, no-store' } });
});

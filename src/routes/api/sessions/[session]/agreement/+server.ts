import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { readAgreement } from '$lib/review/agreement/queries.server';
import type { RequestHandler } from './$types';

/** How far the reviewers of a session agree. */
export const GET: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const agreement = await readAgreement(locals.app.database.db, owner, params.session);
	return json(agreement, { headers: { 'cache-control': 'private, no-store' } });
});

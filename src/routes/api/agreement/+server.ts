import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { readAgreementOfAll } from '$lib/review/agreement/queries.server';
import type { RequestHandler } from './$types';

/** How far the reviewers of all of one's sessions agree. */
export const GET: RequestHandler = endpoint(async ({ locals }) => {
	const owner = requireOwner(locals.person);
	const agreement = await readAgreementOfAll(locals.app.database.db, owner);
	return json(agreement, { headers: { 'cache-control': 'private, no-store' } });
});

import { redirect } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { forPage } from '$lib/platform/answer.server';
import { readSession } from '$lib/practice/queries.server';
import { isSealed } from '$lib/practice/session';
import { listReviews } from '$lib/review/queries.server';
import { listSelfReviews } from '$lib/review/self/queries.server';
import type { PageServerLoadEvent } from './$types';

export const load = forPage(async ({ locals, params, setHeaders }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	const session = await readSession(db, owner, params.session);
	if (isSealed(session)) redirect(303, `/sessions/${session.id}`);
	return {
		bare: true,
		session,
		reviews: await listReviews(db, owner, session.id),
		selfReviews: await listSelfReviews(db, owner, session.id)
	};
});

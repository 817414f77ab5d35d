import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { readSession } from '$lib/practice/queries.server';
import { listReviews } from '$lib/review/queries.server';
import { ratingsAsCsv, type RatedBy } from '$lib/review/ratings-table.server';
import { listSelfReviews } from '$lib/review/self/queries.server';
import type { RequestHandler } from './$types';

/** The ratings of a session as a table; what its owner has not rated themselves by first is not in it yet. */
export const GET: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	const session = await readSession(db, owner, params.session);
	const self = (await listSelfReviews(db, owner, session.id)).flatMap<RatedBy>(
		({ submittedAt, rubric, ratings }) =>
			submittedAt ? [{ by: 'self', reviewer: '', submittedAt, rubric, ratings }] : []
	);
	const given = (await listReviews(db, owner, session.id)).flatMap<RatedBy>((review) =>
		review.state === 'submitted' ? [{ by: 'reviewer', ...review }] : []
	);
	return new Response(ratingsAsCsv(session, [...self, ...given]), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="vivavoce-ratings-${session.id}.csv"`,
			'cache-control': 'private, no-store'
		}
	});
});

import { forPage } from '$lib/platform/answer.server';
import { listGrantedMeasures } from '$lib/practice/delivery/queries.server';
import { stripsOf } from '$lib/practice/delivery/strips';
import { readGrantedSession } from '$lib/practice/queries.server';
import { summarise } from '$lib/practice/summary';
import { readReview } from '$lib/review/queries.server';
import { GENERAL_RUBRIC, readRubric } from '$lib/rubric/rubric.server';
import { recordOpening } from '$lib/sharing/commands.server';
import { openGrant } from '$lib/sharing/queries.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = forPage(
	async ({ locals, params, isDataRequest, setHeaders }) => {
		const { db } = locals.app.database;
		const grant = await openGrant(db, params.token, new Date());
		// a data request is a prefetch or a refresh of a page that is open already, not an opening
		if (!isDataRequest) await recordOpening(db, grant, new Date());
		const session = await readGrantedSession(db, grant);
		const given = await readReview(db, grant);
		const measures = await listGrantedMeasures(db, grant);
		setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' });
		return {
			bare: true,
			token: params.token,
			grantId: grant.id,
			expiresAt: grant.expiresAt,
			answers: session.answers.map(({ id, position, question, takes }) => ({
				id,
				position,
				question,
				takes: takes.map(({ id, state, durationMs }) => ({ id, state, durationMs }))
			})),
			beside: Object.fromEntries(
				session.answers.flatMap(({ takes, target }) =>
					takes.flatMap(({ id, durationMs }) => {
						const delivery = measures.get(id);
						if (!delivery) return [];
						const strips = stripsOf(delivery, durationMs);
						const lines = summarise({ durationMs, target, delivery });
						const { hasPoster, transcript } = delivery;
						return [[id, { strips, lines, hasPoster, words: transcript?.text.length ?? null }]];
					})
				)
			),
			rubric: given?.rubric ?? (await readRubric(GENERAL_RUBRIC)),
			feedback: given ?? {
				reviewer: grant.reviewerName,
				keep: '',
				change: '',
				tryNext: '',
				ratings: [],
				comments: [],
				submittedAt: null
			}
		};
	}
);

import type { OwnerId } from '$lib/account/owner';
import { forPage } from '$lib/platform/answer.server';
import type { Database } from '$lib/platform/db.server';
import { listGrantedMeasures } from '$lib/practice/delivery/queries.server';
import { stripsOf } from '$lib/practice/delivery/strips';
import { readGrantedSession } from '$lib/practice/queries.server';
import { summarise } from '$lib/practice/summary';
import { seeOthers } from '$lib/review/commands.server';
import { emptyFeedback } from '$lib/review/feedback';
import { readSubmittedAt } from '$lib/review/inbox/queries.server';
import { listMarkerKindsFor } from '$lib/review/marker/queries.server';
import { readReview } from '$lib/review/queries.server';
import { showRubric } from '$lib/review/shown/commands.server';
import { listUnread } from '$lib/sharing/notices/queries.server';
import { sortInbox } from '$lib/sharing/reviewer/asked';
import { listAsked } from '$lib/sharing/reviewer/queries.server';
import type { PageServerLoad } from './$types';
import { accessOf, enterReview } from './enter.server';

export const load: PageServerLoad = forPage(async (event) => {
	const { locals, params } = event;
	const { person, app } = locals;
	const { db } = app.database;
	const grant = await enterReview(event);
	const session = await readGrantedSession(db, grant);
	const given = await readReview(db, grant);
	const measures = await listGrantedMeasures(db, grant);
	return {
		bare: true,
		token: params.token,
		grantId: grant.id,
		access: accessOf(grant),
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
		rubric: given?.rubric ?? (await showRubric(db, grant, new Date())),
		feedback: given ?? emptyFeedback(grant.reviewerName),
		nextReview: person ? await nextAfter(db, person.id, grant.id) : null,
		/** News about this review, to be put away when the page is shown. */
		unseen: (person ? await listUnread(db, person.id) : [])
			.filter(({ grantId }) => grantId === grant.id)
			.map(({ id }) => id),
		markerKinds: await listMarkerKindsFor(db, grant),
		others: given?.submittedAt ? await seeOthers(db, grant, new Date()) : null
	};
});

/** The review that waits next for this person beside the one they have open, by its grant; null when none does. */
async function nextAfter(db: Database, me: OwnerId, openId: string): Promise<string | null> {
	const asked = await listAsked(db, me, new Date());
	const others = asked.filter(({ grantId }) => grantId !== openId);
	const ids = others.map(({ grantId }) => grantId);
	return sortInbox(others, await readSubmittedAt(db, ids)).next?.grantId ?? null;
}

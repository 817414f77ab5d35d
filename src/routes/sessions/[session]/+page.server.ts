import { requireOwner } from '$lib/account/require-owner';
import { forPage } from '$lib/platform/answer.server';
import { listEarlierTakes, listMeasures } from '$lib/practice/delivery/queries.server';
import { readSession } from '$lib/practice/queries.server';
import { listReflections } from '$lib/practice/reflection/queries.server';
import { isSealed } from '$lib/practice/session';
import { readBank } from '$lib/question-bank/bank.server';
import { readAgreement } from '$lib/review/agreement/queries.server';
import { listReviews } from '$lib/review/queries.server';
import { listSelfReviews } from '$lib/review/self/queries.server';
import { listRubricChoices } from '$lib/rubric/queries.server';
import { ASK_FOR_AN_ACT } from '$lib/sharing/notices/notice';
import { listUnread } from '$lib/sharing/notices/queries.server';
import { listGrants } from '$lib/sharing/queries.server';
import type { PageServerLoadEvent } from './$types';
import { besideOf } from './beside.server';

export const load = forPage(
	async ({ locals, params, depends, setHeaders }: PageServerLoadEvent) => {
		depends('vivavoce:session');
		setHeaders({ 'cache-control': 'private, no-store' });
		const owner = requireOwner(locals.person);
		const { db } = locals.app.database;
		const session = await readSession(db, owner, params.session);
		const questionIds = session.answers.map(({ questionId }) => questionId);
		const sealed = isSealed(session);
		return {
			session,
			isSealed: sealed,
			beside: sealed
				? {}
				: besideOf(
						session,
						await listMeasures(db, owner, session.id),
						await listEarlierTakes(db, owner, session.id),
						await listReflections(db, owner, session.id)
					),
			canTranscribe: locals.app.config.transcriberUrl !== undefined,
			starQuestions: await starQuestions(questionIds),
			reviews: await listReviews(db, owner, session.id),
			selfReviews: await listSelfReviews(db, owner, session.id),
			agreement: await readAgreement(db, owner, session.id),
			rubrics: await listRubricChoices(db, owner),
			grants: await listGrants(db, owner, session.id, new Date()),
			/** News about this session, to be put away when the page is shown. */
			unseen: (await listUnread(db, owner))
				.filter(({ kind, sessionId }) => sessionId === session.id && !ASK_FOR_AN_ACT.includes(kind))
				.map(({ id }) => id)
		};
	}
);

/** Which of these questions the bank would answer along STAR-L; none when the bank cannot be read. */
async function starQuestions(questionIds: readonly string[]): Promise<string[]> {
	const bank = await readBank().catch(() => null);
	const wanted = new Set(questionIds);
	const found = (bank?.sets ?? []).flatMap(({ questions }) =>
		questions.filter(({ id, frame }) => frame === 'star-l' && wanted.has(id)).map(({ id }) => id)
	);
	return [...new Set(found)];
}

import { forPage } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { listPractised } from '$lib/practice/queries.server';
import { readBank } from '$lib/question-bank/bank.server';
import { listBookmarks } from '$lib/question-bank/queries.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = forPage(async ({ params, locals }) => {
	const set = (await readBank()).set(params.set);
	if (!set) throw new Fault('not-found');
	const { id, title, purpose } = set;
	const { db } = locals.app.database;
	const owner = locals.person?.id;
	const [practised, bookmarked] = owner
		? await Promise.all([listPractised(db, owner), listBookmarks(db, owner)])
		: [[], []];
	return {
		set: { id, title, purpose },
		questions: set.questions.map(({ id, text, target }) => ({ id, text, target })),
		marks: { practised: practised.map(({ questionId }) => questionId), bookmarked }
	};
});

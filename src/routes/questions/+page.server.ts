import { listPractised } from '$lib/practice/queries.server';
import { readBank } from '$lib/question-bank/bank.server';
import { listQuestions, LONGEST_QUERY } from '$lib/question-bank/find';
import { listBookmarks } from '$lib/question-bank/queries.server';
import { searchOf } from '$lib/question-bank/search.server';
import type { PageServerLoad } from './$types';

/** The whole bank in short, because it is filtered on the page; what the address searches for is found here too. */
export const load: PageServerLoad = async ({ url, locals }) => {
	const bank = await readBank();
	const { db } = locals.app.database;
	const owner = locals.person?.id;
	const q = (url.searchParams.get('q') ?? '').slice(0, LONGEST_QUERY);
	const [practised, bookmarked] = owner
		? await Promise.all([listPractised(db, owner), listBookmarks(db, owner)])
		: [[], []];
	return {
		questions: listQuestions(bank),
		marks: { practised: practised.map(({ questionId }) => questionId), bookmarked },
		searched: { q, ranked: searchOf(bank)(q) },
		sets: bank.sets.map(({ id, title, purpose, family, questions }) => ({
			id,
			title,
			purpose,
			family,
			count: questions.length
		}))
	};
};

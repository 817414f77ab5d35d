import { readBank } from '$lib/question-bank/bank.server';
import { listQuestions } from '$lib/question-bank/find';
import type { PageServerLoad } from './$types';

/** The whole bank in short: it is filtered on the page, so this must not look at the address. */
export const load: PageServerLoad = async () => {
	const bank = await readBank();
	return {
		questions: listQuestions(bank),
		sets: bank.sets.map(({ id, title, purpose, family, questions }) => ({
			id,
			title,
			purpose,
			family,
			count: questions.length
		}))
	};
};

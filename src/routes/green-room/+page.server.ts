import { listCards } from '$lib/green-room/queries.server';
import { forPage } from '$lib/platform/answer.server';
import { readBank } from '$lib/question-bank/bank.server';
import type { PageServerLoad } from './$types';

/** As many earlier cards as are offered to look at. */
const CARDS = 6;

export const load: PageServerLoad = forPage(async ({ locals }) => {
	const { app, person } = locals;
	const cards = person ? await listCards(app.database.db, person.id, CARDS) : [];
	const { sets, formats } = await readBank();
	const set = sets[0];
	const question = set?.questions[0];
	// the shortest format: one question, as often as one likes
	const format = formats.find(({ questions }) => questions === 1);
	const one =
		set && question && format
			? { format: format.id, set: set.id, question: question.id, text: question.text }
			: null;
	return { cards, one };
});

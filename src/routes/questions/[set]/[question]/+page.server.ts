import { forPage } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { readBank } from '$lib/question-bank/bank.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = forPage(async ({ params }) => {
	const set = (await readBank()).set(params.set);
	const at = set?.questions.findIndex(({ id }) => id === params.question) ?? -1;
	const question = set?.questions[at];
	if (!set || !question) throw new Fault('not-found');
	return {
		set: { id: set.id, title: set.title },
		question,
		place: { at: at + 1, of: set.questions.length },
		before: brief(set.questions[at - 1]),
		after: brief(set.questions[at + 1])
	};
});

function brief(question: { id: string; text: string } | undefined) {
	return question && { id: question.id, text: question.text };
}

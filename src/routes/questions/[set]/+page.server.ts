import { forPage } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { readBank } from '$lib/question-bank/bank.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = forPage(async ({ params }) => {
	const set = (await readBank()).set(params.set);
	if (!set) throw new Fault('not-found');
	const { id, title, purpose } = set;
	return {
		set: { id, title, purpose },
		questions: set.questions.map(({ id, text, target }) => ({ id, text, target }))
	};
});

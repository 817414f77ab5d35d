import { forPage } from '$lib/platform/answer.server';
import { listSessions } from '$lib/practice/queries.server';
import { readBank } from '$lib/question-bank/bank.server';
import type { PageServerLoad } from './$types';

/** As many as fit beside the first question without scrolling. */
const LAST_SESSIONS = 3;

export const load: PageServerLoad = forPage(async ({ locals }) => {
	const { app, person } = locals;
	const [bank, sessions] = await Promise.all([
		readBank(),
		person ? listSessions(app.database.db, person.id) : []
	]);
	const set = bank.sets[0];
	const first = set?.questions[0];
	return {
		first:
			set && first ? { set: set.id, id: first.id, text: first.text, target: first.target } : null,
		unfinished: sessions.find(({ finishedAt }) => finishedAt === null) ?? null,
		last: sessions.filter(({ finishedAt }) => finishedAt !== null).slice(0, LAST_SESSIONS)
	};
});

import { listSessions } from '$lib/practice/queries.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { app, person } = locals;
	const sessions = person ? await listSessions(app.database.db, person.id) : [];
	return { sessions: sessions.length };
};

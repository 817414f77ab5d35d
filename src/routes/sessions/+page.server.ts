import { forPage } from '$lib/platform/answer.server';
import { listSessions } from '$lib/practice/queries.server';
import type { PageServerLoadEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const { person, app } = locals;
	return {
		sessions: person ? await listSessions(app.database.db, person.id) : [],
		retentionDays: app.config.retentionDays ?? null
	};
});

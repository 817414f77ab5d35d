import { forPage } from '$lib/platform/answer.server';
import { listSessions } from '$lib/practice/queries.server';
import { readAgreementOfAll } from '$lib/review/agreement/queries.server';
import type { PageServerLoadEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const { person, app } = locals;
	return {
		sessions: person ? await listSessions(app.database.db, person.id) : [],
		/** Not waited for: it is read from every review that came in. */
		agreement: person
			? readAgreementOfAll(app.database.db, person.id).catch(() => null)
			: Promise.resolve(null),
		retentionDays: app.config.retentionDays ?? null
	};
});

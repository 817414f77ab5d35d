import { redirect } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { forPage } from '$lib/platform/answer.server';
import { readSession } from '$lib/practice/queries.server';
import { currentPosition } from '$lib/practice/session';
import type { PageServerLoadEvent } from './$types';

export const load = forPage(async ({ locals, params }: PageServerLoadEvent) => {
	const owner = requireOwner(locals.person);
	const session = await readSession(locals.app.database.db, owner, params.session);
	if (session.finishedAt) redirect(303, `/sessions/${session.id}`);
	return {
		stage: true,
		sessionId: session.id,
		plan: session.plan,
		answers: session.answers.map(({ id, takes }) => ({
			id,
			takeIds: takes.map((take) => take.id)
		})),
		position: currentPosition(session)
	};
});

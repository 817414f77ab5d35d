import { redirect } from '@sveltejs/kit';
import type { OwnerId } from '$lib/account/owner';
import { requireOwner } from '$lib/account/require-owner';
import { forPage } from '$lib/platform/answer.server';
import { readBullets } from '$lib/practice/bullets/queries.server';
import { finishSession } from '$lib/practice/commands.server';
import { makePeerLink } from '$lib/practice/peer/link.server';
import { findPeerInterviewOf } from '$lib/practice/peer/queries.server';
import { readSession } from '$lib/practice/queries.server';
import { currentPosition } from '$lib/practice/session';
import type { PageServerLoadEvent } from './$types';

export const load = forPage(async ({ locals, params }: PageServerLoadEvent) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	const session = await readSession(db, owner, params.session);
	const position = currentPosition(session);
	// every question is done and only the end did not reach the server: there is nothing left to sit
	if (position === null) await finishSession(db, owner, session.id);
	if (position === null) redirect(303, `/sessions/${session.id}`);
	return {
		stage: true,
		sessionId: session.id,
		plan: session.plan,
		answers: session.answers.map(({ id, takes, bestTakeId, closedAt }) => ({
			id,
			bestTakeId,
			isClosed: closedAt !== null,
			takeIds: takes.map((take) => take.id),
			cutShortIds: takes.filter((take) => take.cutShort).map((take) => take.id)
		})),
		standing: session.standing,
		bullets: await readBullets(db, owner, session.id),
		position,
		peer: await peerOf(locals, owner, session.id)
	};
});

/** The second person of this interview: what their page needs, or null when nobody was asked. */
async function peerOf({ app }: App.Locals, owner: OwnerId, sessionId: string) {
	const id = await findPeerInterviewOf(app.database.db, owner, sessionId);
	if (!id) return null;
	return { id, link: `${app.config.origin}/practice/with/${makePeerLink(app.authSecret, id)}` };
}

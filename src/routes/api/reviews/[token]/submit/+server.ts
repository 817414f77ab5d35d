import { endpoint } from '$lib/platform/answer.server';
import { submitReview } from '$lib/review/commands.server';
import { readSubmitted } from '$lib/review/inbox/queries.server';
import { unlockAfter } from '$lib/sharing/circle/commands.server';
import { announceFeedback } from '$lib/sharing/notices/commands.server';
import { grantOf } from '../../../../grant-of.server';
import type { RequestHandler } from './$types';

/** Hands the review to the applicant. */
export const POST: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { database, outlet, postman } = locals.app;
	const grant = await grantOf({ locals, params, cookies });
	await submitReview(database.db, grant, new Date());
	await announceFeedback(database.db, outlet, grant, new Date());
	await unlockOwn(locals, grant.id);
	postman.poke();
	return new Response(null, { status: 204 });
});

/** What the reviewer put into the same circle is unlocked by it; if that fails, the review is in all the same. */
async function unlockOwn({ app, person }: App.Locals, grantId: string): Promise<void> {
	if (!person) return;
	const { database, outlet, log } = app;
	await unlockAfter(database.db, outlet, person.id, grantId, readSubmitted, new Date()).catch(
		(error: unknown) =>
			log.warn({ err: error instanceof Error ? error.name : 'unknown' }, 'not unlocked')
	);
}

import { redirect, type RequestEvent } from '@sveltejs/kit';
import { Fault } from '$lib/platform/errors';
import type { Grant } from '$lib/sharing/grant';
import { recordOpening, recordOpeningOnce } from '$lib/sharing/reviewer/commands.server';
import { grantOf } from '../../grant-of.server';

type Entering = Pick<RequestEvent, 'locals' | 'cookies' | 'isDataRequest' | 'setHeaders'> & {
	params: { token: string };
};

/**
 * The grant of a review page that is being opened, with the opening noted. Who has still to give a passcode is sent to
 * the page that asks for it.
 * @throws {Fault} `not-found`
 */
export async function enterReview(event: Entering): Promise<Grant> {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' });
	const now = new Date();
	const grant = await grantOf(event, now).catch((caught: unknown) => {
		if (!(caught instanceof Fault) || caught.code !== 'passcode-needed') throw caught;
		redirect(303, `/review/${encodeURIComponent(event.params.token)}/passcode`);
	});
	const { db } = event.locals.app.database;
	// a data request mostly refreshes a page that is open already
	if (event.isDataRequest) await recordOpeningOnce(db, grant, null, now);
	else await recordOpening(db, grant, now);
	return grant;
}

/** What the review page may say about the access itself. */
export function accessOf({ applicant, askFor, dueAt, expiresAt, canDownload, keptBy }: Grant) {
	return { applicant, askFor, dueAt, expiresAt, canDownload, keptBy };
}

import { endpoint } from '$lib/platform/answer.server';
import { placeForReviewer } from '$lib/review/reply/commands.server';
import {
	keepSpokenComment,
	proveSpokenPlace,
	removeSpokenComment
} from '$lib/review/spoken/commands.server';
import { readSpokenComment } from '$lib/review/spoken/queries.server';
import { grantOf } from '../../../../../../grant-of.server';
import { playToReviewer } from '../../../../../../play-to-reviewer.server';
import { takeInSpoken } from '../../../../../../take-in-spoken.server';
import type { RequestEvent, RequestHandler } from './$types';

/** The recording, with ranges. */
const show: RequestHandler = endpoint(async (event: RequestEvent) => {
	const { locals, params, cookies } = event;
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	const place = await placeForReviewer(db, grant, params.comment);
	return playToReviewer(event, grant, await readSpokenComment(db, place));
});

export { show as GET, show as HEAD };

/** Keeps a recording of up to two minutes; a later one replaces it. */
export const PUT: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	return takeInSpoken(locals.app, request, {
		async prove() {
			const grant = await grantOf({ locals, params, cookies });
			await proveSpokenPlace(db, grant, params.comment);
			return grant.id;
		},
		sender: (grantId) => grantId,
		// access may have ended while it arrived
		async keep(_, stored) {
			const grant = await grantOf({ locals, params, cookies });
			return keepSpokenComment(db, grant, params.comment, stored);
		}
	});
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { database, spoken } = locals.app;
	const grant = await grantOf({ locals, params, cookies });
	await spoken.remove(await removeSpokenComment(database.db, grant, params.comment));
	return new Response(null, { status: 204 });
});

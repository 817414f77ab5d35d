import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { answerWithMedia } from '$lib/platform/media-answer.server';
import { findOwnReply, placeForOwner } from '$lib/review/reply/commands.server';
import { keepSpokenReply } from '$lib/review/spoken/commands.server';
import { readSpokenReply } from '$lib/review/spoken/queries.server';
import { takeInSpoken } from '../../../../../../../../take-in-spoken.server';
import type { RequestHandler } from './$types';

/** The recording, with ranges. */
const show: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { database, media } = locals.app;
	const { db } = database;
	const owner = requireOwner(locals.person);
	const place = await placeForOwner(db, owner, params.session, params.comment);
	return answerWithMedia(request, media, await readSpokenReply(db, place, params.reply));
});

export { show as GET, show as HEAD };

/** Keeps a recording of up to two minutes; a later one replaces it. */
export const PUT: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { db } = locals.app.database;
	return takeInSpoken(locals.app, request, {
		async prove() {
			const owner = requireOwner(locals.person);
			const place = await placeForOwner(db, owner, params.session, params.comment);
			await findOwnReply(db, place, params.reply);
			return { owner, place };
		},
		sender: ({ owner }) => owner,
		keep: ({ place }, stored) => keepSpokenReply(db, place, params.reply, stored)
	});
});

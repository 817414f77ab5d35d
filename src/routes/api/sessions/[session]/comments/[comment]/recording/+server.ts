import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { answerWithMedia } from '$lib/platform/media-answer.server';
import { placeForOwner } from '$lib/review/reply/commands.server';
import { readSpokenComment } from '$lib/review/spoken/queries.server';
import type { RequestHandler } from './$types';

/** The recording, with ranges. */
const show: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { database, media } = locals.app;
	const { db } = database;
	const owner = requireOwner(locals.person);
	const place = await placeForOwner(db, owner, params.session, params.comment);
	return answerWithMedia(request, media, await readSpokenComment(db, place));
});

export { show as GET, show as HEAD };

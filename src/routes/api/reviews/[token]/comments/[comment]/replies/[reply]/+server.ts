import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { CommentTextSchema } from '$lib/review/feedback-input';
import { editReply, placeForReviewer, removeReply } from '$lib/review/reply/commands.server';
import { grantOf } from '../../../../../../../grant-of.server';
import type { RequestHandler } from './$types';

export const PATCH: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	const place = await placeForReviewer(db, grant, params.comment);
	const { text } = checkInput(CommentTextSchema, await readJson(request));
	await editReply(db, place, params.reply, text);
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { database, spoken } = locals.app;
	const grant = await grantOf({ locals, params, cookies });
	const place = await placeForReviewer(database.db, grant, params.comment);
	await spoken.remove(await removeReply(database.db, place, params.reply));
	return new Response(null, { status: 204 });
});

import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { CommentTextSchema } from '$lib/review/feedback-input';
import { editReply, placeForOwner, removeReply } from '$lib/review/reply/commands.server';
import type { RequestHandler } from './$types';

export const PATCH: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { db } = locals.app.database;
	const owner = requireOwner(locals.person);
	const place = await placeForOwner(db, owner, params.session, params.comment);
	const { text } = checkInput(CommentTextSchema, await readJson(request));
	await editReply(db, place, params.reply, text);
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params }) => {
	const { database, spoken } = locals.app;
	const owner = requireOwner(locals.person);
	const place = await placeForOwner(database.db, owner, params.session, params.comment);
	await spoken.remove(await removeReply(database.db, place, params.reply));
	return new Response(null, { status: 204 });
});

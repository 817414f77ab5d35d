import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { editComment, removeComment } from '$lib/review/comment/commands.server';
import { CommentTextSchema } from '$lib/review/feedback-input';
import { grantOf } from '../../../../../grant-of.server';
import type { RequestHandler } from './$types';

export const PATCH: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	const { text } = checkInput(CommentTextSchema, await readJson(request));
	await editComment(db, grant, params.comment, text);
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { database, spoken } = locals.app;
	const grant = await grantOf({ locals, params, cookies });
	await spoken.remove(await removeComment(database.db, grant, params.comment));
	return new Response(null, { status: 204 });
});

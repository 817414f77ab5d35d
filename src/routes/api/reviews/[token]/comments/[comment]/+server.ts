import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { editComment, removeComment } from '$lib/review/commands.server';
import { CommentTextSchema } from '$lib/review/feedback';
import { openGrant } from '$lib/sharing/queries.server';
import type { RequestHandler } from './$types';

export const PATCH: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { db } = locals.app.database;
	const grant = await openGrant(db, params.token, new Date());
	const { text } = checkInput(CommentTextSchema, await readJson(request));
	await editComment(db, grant, params.comment, text);
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params }) => {
	const { db } = locals.app.database;
	const grant = await openGrant(db, params.token, new Date());
	await removeComment(db, grant, params.comment);
	return new Response(null, { status: 204 });
});

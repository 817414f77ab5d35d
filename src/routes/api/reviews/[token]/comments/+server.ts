import { json } from '@sveltejs/kit';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { addComment } from '$lib/review/comment/commands.server';
import { NewCommentSchema } from '$lib/review/feedback-input';
import { grantOf } from '../../../../grant-of.server';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	const given = checkInput(NewCommentSchema, await readJson(request));
	const id = await addComment(db, grant, given);
	return json({ ...given, endMs: given.endMs ?? null, id }, { status: 201 });
});

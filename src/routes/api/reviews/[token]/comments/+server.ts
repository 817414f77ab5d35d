import { json } from '@sveltejs/kit';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { addComment } from '$lib/review/commands.server';
import { NewCommentSchema } from '$lib/review/feedback';
import { openGrant } from '$lib/sharing/queries.server';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { db } = locals.app.database;
	const grant = await openGrant(db, params.token, new Date());
	const given = checkInput(NewCommentSchema, await readJson(request));
	const id = await addComment(db, grant, given);
	return json({ ...given, endMs: given.endMs ?? null, id }, { status: 201 });
});

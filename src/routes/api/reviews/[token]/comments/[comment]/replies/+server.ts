import { json } from '@sveltejs/kit';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { NewReplySchema } from '$lib/review/feedback-input';
import { addReply, placeForReviewer } from '$lib/review/reply/commands.server';
import { grantOf } from '../../../../../../grant-of.server';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	const place = await placeForReviewer(db, grant, params.comment);
	const given = checkInput(NewReplySchema, await readJson(request));
	return json(await addReply(db, place, given, new Date()), { status: 201 });
});

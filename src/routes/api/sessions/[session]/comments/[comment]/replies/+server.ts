import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { NewReplySchema } from '$lib/review/feedback-input';
import { addReply, placeForOwner } from '$lib/review/reply/commands.server';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { db } = locals.app.database;
	const owner = requireOwner(locals.person);
	const place = await placeForOwner(db, owner, params.session, params.comment);
	const given = checkInput(NewReplySchema, await readJson(request));
	return json(await addReply(db, place, given, new Date()), { status: 201 });
});

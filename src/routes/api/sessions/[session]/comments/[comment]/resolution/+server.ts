import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { ResolutionSchema } from '$lib/review/feedback-input';
import { resolveComment, unresolveComment } from '$lib/review/owner/commands.server';
import { findReceivedComment } from '$lib/review/owner/queries.server';
import type { RequestHandler } from './$types';

/** Resolves a comment, as it is or by a retake of the same answer. */
export const PUT: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { db } = locals.app.database;
	const owner = requireOwner(locals.person);
	// whose it is comes before what was sent: a stranger learns nothing from the form's mistakes
	await findReceivedComment(db, owner, params.session, params.comment);
	const { takeId } = checkInput(ResolutionSchema, await readJson(request));
	const of = { sessionId: params.session, commentId: params.comment };
	await resolveComment(db, owner, of, takeId ?? null, new Date());
	return new Response(null, { status: 204 });
});

export const DELETE: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const of = { sessionId: params.session, commentId: params.comment };
	await unresolveComment(locals.app.database.db, owner, of);
	return new Response(null, { status: 204 });
});

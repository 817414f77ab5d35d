import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { thankComment, unthankComment } from '$lib/review/owner/commands.server';
import type { RequestHandler } from './$types';

/** Says thank you, once. */
export const PUT: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const of = { sessionId: params.session, commentId: params.comment };
	await thankComment(locals.app.database.db, owner, of, new Date());
	return new Response(null, { status: 204 });
});

/** Takes it back. */
export const DELETE: RequestHandler = endpoint(async ({ locals, params }) => {
	const owner = requireOwner(locals.person);
	const of = { sessionId: params.session, commentId: params.comment };
	await unthankComment(locals.app.database.db, owner, of);
	return new Response(null, { status: 204 });
});

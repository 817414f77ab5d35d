import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { reopenSession } from '$lib/practice/commands.server';
import type { RequestEvent } from './$types';

export const POST = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	await reopenSession(locals.app.database.db, owner, params.session);
	return new Response(null, { status: 204 });
});

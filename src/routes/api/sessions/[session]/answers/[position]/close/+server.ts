import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { closeAnswer } from '$lib/practice/commands.server';
import type { RequestEvent } from './$types';

export const POST = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	if (!/^\d{1,3}$/.test(params.position)) throw new Fault('not-found');
	const position = Number(params.position);
	await closeAnswer(locals.app.database.db, owner, params.session, position);
	return new Response(null, { status: 204 });
});

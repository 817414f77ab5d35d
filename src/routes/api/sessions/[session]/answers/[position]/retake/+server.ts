import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { openRetake } from '$lib/practice/retake/commands.server';
import type { RequestEvent } from './$types';

export const POST = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	if (!/^\d{1,3}$/.test(params.position)) throw new Fault('not-found');
	await openRetake(
		locals.app.database.db,
		owner,
		params.session,
		Number(params.position),
		new Date()
	);
	return new Response(null, { status: 204 });
});

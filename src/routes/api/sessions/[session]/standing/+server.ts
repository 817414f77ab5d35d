import { requireOwner } from '$lib/account/require-owner';
import { StandingSchema } from '$lib/interview/standing';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { readSession } from '$lib/practice/queries.server';
import { keepStanding } from '$lib/practice/sitting/commands.server';
import type { RequestEvent } from './$types';

export const PUT = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	// whose it is comes before what was sent: a stranger learns nothing from the form's mistakes
	await readSession(db, owner, params.session);
	const standing = checkInput(StandingSchema, await readJson(request));
	await keepStanding(db, owner, params.session, standing);
	return new Response(null, { status: 204 });
});

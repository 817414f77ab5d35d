import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { BulletsSchema } from '$lib/practice/bullets';
import { writeBullets } from '$lib/practice/bullets/commands.server';
import type { RequestEvent } from './$types';

export const PUT = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { bullets } = checkInput(BulletsSchema, await readJson(request));
	await writeBullets(locals.app.database.db, owner, params.session, bullets);
	return new Response(null, { status: 204 });
});

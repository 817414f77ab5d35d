import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { ReflectionSchema } from '$lib/practice/reflection';
import { keepReflection } from '$lib/practice/reflection/commands.server';
import type { RequestEvent } from './$types';

/** What the person thought of this take; the take itself may arrive later. */
export const PUT = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const reflection = checkInput(ReflectionSchema, await readJson(request));
	await keepReflection(locals.app.database.db, owner, params.take, reflection);
	return new Response(null, { status: 204 });
});

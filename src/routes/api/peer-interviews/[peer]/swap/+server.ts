import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { SwapSchema } from '$lib/practice/peer/peer';
import { swapRoles } from '$lib/practice/peer/commands.server';
import { readOwnPeerInterview } from '$lib/practice/peer/queries.server';
import { drawLike } from '../../../../practice/draw.server';
import type { RequestHandler } from './$types';

/** Swaps applicant and interviewer: a fresh interview of the same kind; both pages open it in their new role. */
export const POST: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { database, peers } = locals.app;
	const me = requireOwner(locals.person);
	await readOwnPeerInterview(database.db, me, params.peer);
	const { from } = checkInput(SwapSchema, await readJson(request));
	await swapRoles(database.db, me, params.peer, from, drawLike);
	peers.tellAll(params.peer, { type: 'swapped' });
	return new Response(null, { status: 204 });
});

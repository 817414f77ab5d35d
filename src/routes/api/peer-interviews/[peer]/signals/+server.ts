import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { maySend, SignalSchema } from '$lib/practice/peer/peer';
import { readOwnPeerInterview } from '$lib/practice/peer/queries.server';
import type { RequestHandler } from './$types';

/** Passes a signal on to the other person; `delivered` says whether they are here. */
export const POST: RequestHandler = endpoint(async ({ locals, params, request }) => {
	const { database, peers } = locals.app;
	const me = requireOwner(locals.person);
	const { role, plan } = await readOwnPeerInterview(database.db, me, params.peer);
	const signal = checkInput(SignalSchema, await readJson(request));
	if (!maySend(role, signal)) throw new Fault('not-allowed');
	const position =
		signal.type === 'stand' ? signal.stand.position : 'position' in signal ? signal.position : 0;
	if (position >= plan.questions.length) {
		throw new Fault('bad-input', { field: 'position', message: 'There is no such question.' });
	}
	return json({ delivered: peers.pass(params.peer, role, signal) });
});

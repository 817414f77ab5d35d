import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import type { Heard } from '$lib/practice/peer/peer';
import { readOwnPeerInterview } from '$lib/practice/peer/queries.server';
import type { RequestHandler } from './$types';

/** What the other person does, as server-sent events; each is one JSON document of type `Heard`. */
export const GET: RequestHandler = endpoint(async ({ locals, params }) => {
	const { database, peers } = locals.app;
	const { role } = await readOwnPeerInterview(
		database.db,
		requireOwner(locals.person),
		params.peer
	);
	const encoder = new TextEncoder();
	let leave: (() => void) | null = null;
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			const hear = (what: Heard) =>
				controller.enqueue(encoder.encode(`data: ${JSON.stringify(what)}\n\n`));
			leave = peers.join(params.peer, { role, hear, close: () => closeQuietly(controller) });
			if (!leave) throw new Fault('too-many', { message: 'Too many windows are open.' });
		},
		cancel: () => leave?.()
	});
	return new Response(stream, {
		// no-transform: a proxy that compresses would hold the events back
		headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform' }
	});
});

/** The page may have closed the stream a moment before. */
function closeQuietly(controller: ReadableStreamDefaultController): void {
	try {
		controller.close();
	} catch {
		return;
	}
}
